// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package injection

import (
	"regexp"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/decode"
)

// sentence is how far, in bytes, the words that tell a mention from a use may be from the cue.
const sentence = 160

// worded is an expression all of whose matches begin with one of some words. They are looked for first: the expression takes
// its time.
type worded struct {
	words      *wordSet
	expression *regexp.Regexp
}

func newWorded(pattern, words string) worded {
	return worded{newWordSet(words), regexp.MustCompile(pattern)}
}

// matches asks the expression alone about letters outside ASCII: two of them count as ASCII ones in another case.
func (w worded) matches(text string) bool {
	if decode.NextNonASCII(text, 0) < 0 && !w.words.in(text, 0, len(text)) {
		return false
	}
	return w.expression.MatchString(text)
}

// mention matches words that announce a quotation, an example or an analysis.
var mention = newWorded(`(?i)\b(?:detect(?:s|ed|ing|ion|or)?|scan(?:s|ning)? (?:\w+ )?for|flag(?:s|ged)?|block(?:s|ed)?|such as|e\.g\.|for example|examples?|sample|expected|illustrat\w+|quot(?:e|es|ed|ing)|training (?:data|set|material|course|example)s?|fixtures?|mock|canned|analy[sz](?:e|es|ed|er|ing)|whether|attack(?:s|ers?)? (?:may|might|can|could|would|often|say|use|try|tries|that)|attempts?|prompt[ -]injections?|jailbreaks?|payloads?|malicious|adversar\w+|phrases?|reject(?:s|ed)?|refus(?:e|es|ed)|must not|should not|shouldn't|cannot|can't|don't let|never|prevent(?:s|ed)?|avoid(?:s|ed)?|against|tries to|tried to|trying to|asked to|asks? the|says?|said|titled)\b`,
	`detect scan flag block such e.g. for example sample expected illustrat quot training fixture mock canned analy whether attack
	attempt prompt jailbreak payload malicious adversar phrase reject refus must should cannot can't don't never prevent avoid
	against tries tried trying ask say said titled`)

// order matches words that turn what looks like a mention back into an order.
var order = newWorded(`(?i)\b(?:obey|comply|you must|you are now|you have to|do not (?:tell|mention|reveal|inform))\b`, "obey comply you do")

// mentioned tells whether the sentence around [start, end) talks about the cue. What stands before it counts up to the end of
// the sentence before; what stands after it, up to the end of its own.
func mentioned(text string, start, end int) bool {
	before := text[max(0, start-sentence):start]
	if i := strings.LastIndexAny(before, ".!?\n"); i >= 0 && !strings.HasSuffix(before[:i+1], "e.g.") {
		before = before[i+1:]
	}
	if order.matches(before) {
		return false
	}
	if quotedInProse(before, text[end:min(len(text), end+sentence)]) {
		return true
	}
	return mention.matches(before) || analysed.MatchString(text[end:min(len(text), end+sentence)])
}

// analysed matches, right after a cue, what is said about text and not to a model.
var analysed = regexp.MustCompile(`(?i)^[^.!?\n]{0,40}?(?:['"” ]\s*(?:works?|is (?:an?|used)|are|and reports?|appears?|attacks?|attempts?|injections?|strings?|phrases?)\b)|^[^.!?\n]{0,60}\.?\s+(?:the )?(?:phrase|returned string|text|string|sentence) (?:is|appears)\b|^[^!?\n]{0,40}(?://|#)[^\n]{0,40}\b(?:fixture|unit test|test case|detector)\b`)

// opening matches a quotation mark that opens after a word, as in prose; in code and JSON other characters come before it.
var opening = regexp.MustCompile(`\pL,? (['"‘“«` + "`" + `])[^'"‘’“”«»` + "`" + `]{0,60}$`)

// maxQuoted is how far before the cue opening finds a quotation mark, in bytes, where all of them are ASCII.
const maxQuoted = 1 + 60

// closing matches the quotation mark that ends what opening began.
var closing = regexp.MustCompile(`^[^'"‘’“”«»` + "`" + `\n]{0,60}['"’”»` + "`" + `](?:[^\pL]|$)`)

// quotedInProse tells whether a cue stands in a quotation within a sentence.
func quotedInProse(before, after string) bool {
	if near := before[max(0, len(before)-maxQuoted):]; !strings.ContainsAny(near, "'\"`") && decode.NextNonASCII(near, 0) < 0 {
		return false
	}
	return opening.MatchString(before) && closing.MatchString(after)
}
