// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package secrets

// guards look at the text around a keyword before a rule's expression does, for the rules whose keywords are common words.
var guards = map[string]func(text string, start, end int) bool{
	genericID: assigned,
}

// assigned tells whether an assignment can follow the keyword: at most 20 word characters and three quotes or spaces
// before one of the signs that assign.
func assigned(text string, _, end int) bool {
	for i := end; i < len(text) && i <= end+23; i++ {
		switch c := text[i]; {
		case c == '=' || c == '>' || c == ':' || c == '|' || c == '?' || c == ',':
			return true
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9':
		case c == '_' || c == '.' || c == '-' || c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\'' || c == '"':
		default:
			return false
		}
	}
	return false
}
