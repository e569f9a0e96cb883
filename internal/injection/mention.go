// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package injection

import (
	"regexp"
	"strings"
)

// sentence is how far, in bytes, the words that tell a mention from a use may be from the cue.
const sentence = 160

// mention matches words that announce a quotation, an example or an analysis.
var mention = regexp.MustCompile(`(?i)\b(?:detect(?:s|ed|ing|ion|or)?|scan(?:s|ning)? (?:\w+ )?for|flag(?:s|ged)?|block(?:s|ed)?|such as|e\.g\.|for example|examples?|sample|expected|illustrat\w+|quot(?:e|es|ed|ing)|training (?:data|set|material|course|example)s?|fixtures?|mock|canned|analy[sz](?:e|es|ed|er|ing)|whether|attack(?:s|ers?)? (?:may|might|can|could|would|often|say|use|try|tries|that)|attempts?|prompt[ -]injections?|jailbreaks?|payloads?|malicious|adversar\w+|phrases?|reject(?:s|ed)?|refus(?:e|es|ed)|must not|should not|shouldn't|cannot|can't|don't let|never|prevent(?:s|ed)?|avoid(?:s|ed)?|against|tries to|tried to|trying to|asked to|asks? the|says?|said|titled)\b`)

// order matches words that turn what looks like a mention back into an order.
var order = regexp.MustCompile(`(?i)\b(?:obey|comply|you must|you are now|you have to|do not (?:tell|mention|reveal|inform))\b`)

// mentioned tells whether the sentence around [start, end) talks about the cue. What stands before it counts up to the end of
// the sentence before; what stands after it, up to the end of its own.
func mentioned(text string, start, end int) bool {
	before := text[max(0, start-sentence):start]
	if i := strings.LastIndexAny(before, ".!?\n"); i >= 0 && !strings.HasSuffix(before[:i+1], "e.g.") {
		before = before[i+1:]
	}
	if order.MatchString(before) {
		return false
	}
	if quotedInProse(before, text[end:min(len(text), end+sentence)]) {
		return true
	}
	return mention.MatchString(before) || analysed.MatchString(text[end:min(len(text), end+sentence)])
}

// analysed matches, right after a cue, what is said about text and not to a model.
var analysed = regexp.MustCompile(`(?i)^[^.!?\n]{0,40}?(?:['"” ]\s*(?:works?|is (?:an?|used)|are|and reports?|appears?|attacks?|attempts?|injections?|strings?|phrases?)\b)|^[^.!?\n]{0,60}\.?\s+(?:the )?(?:phrase|returned string|text|string|sentence) (?:is|appears)\b|^[^!?\n]{0,40}(?://|#)[^\n]{0,40}\b(?:fixture|unit test|test case|detector)\b`)

// opening matches a quotation mark that opens after a word, as in prose; in code and JSON other characters come before it.
var opening = regexp.MustCompile(`\pL,? (['"‘“«` + "`" + `])[^'"‘’“”«»` + "`" + `]{0,60}$`)

// closing matches the quotation mark that ends what opening began.
var closing = regexp.MustCompile(`^[^'"‘’“”«»` + "`" + `\n]{0,60}['"’”»` + "`" + `](?:[^\pL]|$)`)

// quotedInProse tells whether a cue stands in a quotation within a sentence.
func quotedInProse(before, after string) bool {
	return opening.MatchString(before) && closing.MatchString(after)
}
