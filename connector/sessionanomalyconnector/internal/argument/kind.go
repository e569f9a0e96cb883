// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package argument

// Kind is what a value looks like.
type Kind uint8

// The kinds. They are stored by number: new ones go to the end.
const (
	Empty Kind = iota
	Bool
	Number
	Time
	Identifier
	Phrase // a few words
	Prose
	Email
	Address // IP address
	UUID
	Pseudonym
	Path
	URL
	JSON
	Markup
	Hex
	Base64
	SQL
	Shell
	Code
	Mixed
	kinds int = iota
)

var kindNames = [kinds]string{
	"nothing", "a boolean", "a number", "a time", "an identifier", "a few words", "prose", "an e-mail address", "an IP address",
	"a UUID", "a pseudonym", "a path", "a URL", "JSON", "markup", "hexadecimal data", "base64 data", "SQL", "a shell command",
	"code", "mixed characters",
}

// String describes the kind for people, with its article.
func (k Kind) String() string {
	if int(k) < kinds {
		return kindNames[k]
	}
	return "unknown"
}

// Carrier reports whether the kind can carry commands, destinations or encoded data: the drift that matters most.
func (k Kind) Carrier() bool {
	switch k {
	case URL, JSON, Markup, Hex, Base64, SQL, Shell, Code, Path:
		return true
	default:
		return false
	}
}
