// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package scan finds what a set of rules describes, in time that grows with the text and not with the number of rules.
//
// One pass over the text (package keyword) finds the places where some rule could match. Around each of them a window is
// laid that no match of that rule can leave, and only the window is given to the rule's regular expression, or to the
// function that locates its matches. A rule whose expression cannot be bounded that way sees the whole text, once its
// keyword occurred. Package comment of window.go has the proof that nothing is lost; a differential fuzz test holds it
// against the plain scan.
package scan

// Class says what a match of a rule is good for.
type Class int

// Classes.
const (
	// Sensitive matches are to be acted on: secrets, personal data.
	Sensitive Class = iota
	// Signal matches are only signs: their text stays.
	Signal
)

// Rule describes one thing to find.
type Rule struct {
	// ID names the rule in telemetry.
	ID string
	// Category is the rule's family: secret, pii, financial, custom.
	Category string
	// Class says what a match is good for.
	Class Class
	// Keywords are the patterns, as package keyword has them, one of which every match holds, or stands next to. Without them
	// literals that every match holds are taken from the pattern; where it has none, the pattern is run over every text.
	Keywords []string
	// Pattern is an RE2 expression. A rule has a Pattern or a Locate function.
	Pattern string
	// Reach, where set, says that a keyword is not part of the match but stands within so many bytes of it. The expression
	// then sees that stretch around each keyword, and must not match more than Reach bytes.
	Reach int
	// Folded rules look at words, whatever white space stands between them and whatever begins the lines of a quotation. The
	// expression of such a rule sees text as package fold reads it; every match must hold one of the keywords, which have \_ between
	// words. Guard, Worth and Locate are given the text without its markers, all else as it is, and must see to it themselves that
	// they find the same in both.
	Folded bool
	// Group is the capture group that is the secret. Zero takes the first group that matched something, or else the whole
	// match.
	Group int
	// Entropy is the Shannon entropy, in bits per byte, that the secret must exceed. Zero asks for none.
	Entropy float64
	// Allow lists exceptions.
	Allow []Allow
	// Guard, where set, looks at the text around a keyword, which is text[start:end], and returns false when the rule
	// cannot match there. It must never return false where the pattern matches.
	Guard func(text string, start, end int) bool
	// Worth, where set, looks at the text around a keyword as Guard does. It returns false where no match that holds this keyword
	// would be reported: it may know of entropy and exceptions, and of what the expression of a rule with a Reach asks. An
	// expression is not run over a window none of whose keywords is worth it.
	Worth func(text string, start, end int) bool
	// Left, where set, is how far before the beginning of its keyword a match can begin, where that is less than the length of
	// the expression tells. At least one of the keywords in a match must be no further from its beginning.
	Left int
	// Locate finds a match without an expression: it is given where a keyword, or a run of digits, stands and returns the match
	// around it.
	Locate func(text string, start, end int) (from, to int, ok bool)
	// Digits, where set, has Locate called at every run of digits that has one of these shapes, for what no literal is part of.
	// Locate must find nothing at runs of any other shape.
	Digits []Digits
	// Validate, where set, has the last word on a secret: check digits, known prefixes.
	Validate func(secret string) bool
	// Context are words, lower case, one of which must stand within ContextBytes before the match (or right after it).
	Context []string
	// Normalize, where set, gives the form of a secret that its pseudonym is made from, so that two spellings of one value
	// stay equal.
	Normalize func(secret string) string
	// Optional rules are off unless asked for.
	Optional bool
	// Generic rules give way to any other rule that matches in the same place.
	Generic bool
	// WholeValue rules match the beginning of a value; all of the value is meant.
	WholeValue bool
	// Fires and Silent are texts that must, and must not, match.
	Fires, Silent []string
}

// Match is one finding.
type Match struct {
	// Rule is the index of the rule in the Set.
	Rule int
	// Start and End are the byte offsets of the secret in the text.
	Start, End int
	// From and To are the byte offsets of the whole match, its context included.
	From, To int
}
