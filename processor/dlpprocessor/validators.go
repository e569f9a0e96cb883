// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"encoding/base64"
	"net/netip"
	"regexp"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/checkdigit"
)

// validators are what a rule of the user's own can name.
var validators = map[string]func(string) bool{
	"base64": isBase64,
	"iban":   checkdigit.Mod97,
	"ip":     isIP,
	"luhn":   checkdigit.Luhn,
	"uuid":   uuid.MatchString,
}

var uuid = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)

func isIP(s string) bool {
	_, err := netip.ParseAddr(s)
	return err == nil
}

// isBase64 takes both alphabets, with and without padding.
func isBase64(s string) bool {
	s = strings.TrimRight(s, "=")
	if _, err := base64.RawStdEncoding.DecodeString(s); err == nil {
		return s != ""
	}
	_, err := base64.RawURLEncoding.DecodeString(s)
	return err == nil
}
