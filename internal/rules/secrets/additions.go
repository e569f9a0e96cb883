// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package secrets

import (
	"encoding/base64"
	"encoding/json"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/scan"
)

// additions are what agents leak that the gitleaks rules lack, or ask more of than a redactor should. Example texts are put
// together from pieces, so that no scanner takes this file for a leak.
var additions = []scan.Rule{
	{
		ID: "aws-access-key-id", Generic: true, Keywords: []string{"akia", "asia", "abia", "acca", "a3t"},
		Pattern: `\b((?:A3T[A-Z0-9]|ABIA|ACCA|AKIA|ASIA)[A-Z0-9]{16})\b`,
		Allow:   []scan.Allow{{Patterns: []string{`EXAMPLE$`}}},
		Fires:   []string{"AKIA" + strings.Repeat("Z", 16), "id=ASIA" + strings.Repeat("Q1", 8)},
		Silent:  []string{"AKIA" + "ZZZ", "AKIAIOSFODNN7" + "EXAMPLE", "akia" + strings.Repeat("z", 16)},
	},
	{
		ID: "jfrog-token", Keywords: jfrogPrefixes(), Worth: jfrogAround, Reach: 128, Validate: notAWord,
		Pattern: `(?:^|[\s=:"'])((?:AKC[a-zA-Z0-9]{10,100}|AP[0-9A-F][a-zA-Z0-9]{8,100}))(?:[\s"',;]|$)`,
		Fires:   []string{"AKC" + strings.Repeat("x", 10), "artif-key:AP6" + strings.Repeat("x", 10), `"AP3` + "k7Rt2mQ9xB" + `"`},
		Silent:  []string{"testAKCwithinsomestring", "APCompatibility", "APACHELICENSE", "AP6xxxxxx"},
	},
	{
		ID: "url-credentials", Generic: true, Keywords: []string{"://"}, Guard: userBefore,
		Pattern: `[a-zA-Z][a-zA-Z0-9+.-]{1,20}://[^\s:/?#@"'<>\x60]{0,80}:([^\s/?#@"'<>\x60]{1,120})@[a-zA-Z0-9\[.-]`,
		Allow:   []scan.Allow{{Patterns: []string{`^(?:\$\{?\w+\}?|\{\{?[^}]+\}?\}|<[^>]+>|\*+|x+|%\w|\.\.\.)$`}}},
		Fires:   []string{"postgres://app:" + "s3cr3tPa55" + "@db.internal/x", "https://username:" + "hunter22" + "@example.com"},
		Silent:  []string{"https://url:8000 @else", "http://localhost:5000/@x", "https://example.com/a:b@c"},
	},
	{
		ID: "json-web-token", Generic: true, Keywords: []string{"eyj"}, Validate: isJWT,
		Pattern: `\b(ey[a-zA-Z0-9_-]{8,}\.ey[a-zA-Z0-9_-]{8,}(?:\.[a-zA-Z0-9_-]*)?)`,
		Fires:   []string{jwtOf(`{"alg":"HS256"}`), jwtOf(`{"alg":"HS256","typ":"JWT"}`) + ".c2lnbmF0dXJl"},
		Silent:  []string{jwtOf(`{"alg":"HS256"}`)[:12], "eyJAAAA.eyJBBB", jwtOf(`{"no":"algorithm"}`)},
	},
	{
		ID: "discord-token", Digits: discordDigits, Locate: locateDiscord,
		Fires:  []string{"M" + strings.Repeat("Tk4N", 6) + ".Cl2FMQ." + strings.Repeat("Zk7", 9), "bot N" + strings.Repeat("zk5M", 6) + ".YABS5g." + strings.Repeat("2lm", 9)},
		Silent: []string{"P" + strings.Repeat("Tk4N", 6) + ".Cl2FMQ." + strings.Repeat("Zk7", 9), "M" + strings.Repeat("Tk4N", 5) + ".Cl2FMQ." + strings.Repeat("Zk7", 9), "M" + strings.Repeat("Tk4N", 6) + ".Cl2 MQ." + strings.Repeat("Zk7", 9), "obj.method.call"},
	},
	{
		ID: "gitlab-token", Generic: true, Keywords: []string{"glpat-", "gldt-", "glft-", "glsoat-", "glrt-", "glcbt-", "glimt-", "glptt-", "glagent-", "gloas-", "glffct-", "gr1348941"},
		Pattern: `\b((?:gl(?:pat|dt|ft|soat|rt|cbt|imt|ptt|agent|oas|ffct)-|GR1348941)[0-9a-zA-Z_-]{20,100})`,
		Fires:   []string{"glpat-" + strings.Repeat("aB3x", 5), "glptt-" + strings.Repeat("Need", 10)},
		Silent:  []string{"glpat_" + strings.Repeat("aB3x", 5), "glpat-short"},
	},
	{
		ID: "mailchimp-key", Keywords: []string{`-us\d`},
		Pattern: `\b([0-9a-f]{32}-us[0-9]{1,2})\b`,
		Fires:   []string{strings.Repeat("a293", 8) + "-us2"},
		Silent:  []string{strings.Repeat("a293", 8) + "-2", strings.Repeat("a293", 4) + "-us2", "en-us"},
	},
	{
		ID: "npm-registry-token", Generic: true, Keywords: []string{":_authtoken", ":_password", ":_auth"},
		Pattern: `//[^\s/=:]+(?:/[^\s=:]*)?:_(?:authToken|auth|password)\s*=\s*([^\s$]{6,})`,
		Fires:   []string{"//registry.npmjs.org/:_authToken=" + "743b294a-cd03-11ec"},
		Silent:  []string{"//registry.npmjs.org/:_authToken=${NPM_TOKEN}", "foo"},
	},
	{
		ID: "openai-key", Generic: true, Keywords: []string{"t3blbkfj"},
		Pattern: `\b(sk-[A-Za-z0-9_-]{0,120}T3BlbkFJ[A-Za-z0-9_-]{16,120})`,
		Fires:   []string{"sk-" + strings.Repeat("Xi8t", 5) + "T3Blbk" + "FJ" + strings.Repeat("3UDn", 5)},
		Silent:  []string{"sk-" + strings.Repeat("Xi8t", 5) + "T4Blbk" + "FJ" + strings.Repeat("3UDn", 5), "T3Blbk" + "FJ"},
	},
	{
		ID: "pypi-token", Generic: true, Keywords: []string{"pypi-ag"},
		Pattern: `\b(pypi-Ag[A-Za-z0-9_-]{80,500})`,
		Fires:   []string{"pypi-Ag" + strings.Repeat("EIcHlwaS5v", 9)},
		Silent:  []string{"pypi-Ag" + strings.Repeat("EIcHlwaS5v", 5)},
	},
	{
		ID: "telegram-token", Generic: true, Keywords: []string{":aa"},
		Pattern: `(?:^|[^a-zA-Z0-9:])([0-9]{8,10}:AA[0-9A-Za-z_-]{33})(?:[^0-9A-Za-z_-]|$)`,
		Fires:   []string{"110201543:AA" + strings.Repeat("HdqTcvCH1vG", 3), "bot token 7213808860:AA" + strings.Repeat("H1bjqpKKW3m", 3)},
		Silent:  []string{"foo:AA" + strings.Repeat("H1bjqpKKW3m", 3), "12:AA55"},
	},
	{
		ID: "twilio-sid", Digits: sidDigits,
		Locate: locateSID,
		Fires:  []string{"AC" + strings.Repeat("0123abcd", 4), "key SK" + strings.Repeat("9f", 16)},
		Silent: []string{"access granted", "AC" + strings.Repeat("0123abcd", 3), "account"},
	},
	{
		ID: "authorization-header", Generic: true, Keywords: []string{"bearer", "basic ", "authorization"},
		Pattern: `(?i)\b(?:authorization["']?\s{0,3}[:=]\s{0,3}["']?\s{0,3}(?:bearer|basic|token)|bearer)\s{1,3}([a-z0-9._~+/=-]{16,})`, Entropy: 3,
		Fires:  []string{"Authorization: Bearer " + "mF9k2LzQ7xVb4TnR8wYc", "authorization: Basic " + "dXNlcjpodW50ZXIyMg=="},
		Silent: []string{"Authorization: Bearer <token>", "bearer of good news", "a bearer responsibility"},
	},
	{
		ID: "connection-string-key", Generic: true, Keywords: []string{"accountkey=", "sharedaccesskey=", "pwd=", "password="},
		Pattern: `(?i)\b(?:accountkey|sharedaccesskey|sharedaccesssignature)=([a-z0-9+/%_=-]{20,200})|;\s{0,2}(?:pwd|password)=([^;\s"']{4,120})`,
		Fires:   []string{"AccountName=x;AccountKey=" + strings.Repeat("lJzRc1Yd", 6) + "==", "Server=db;Uid=app;Pwd=" + "hunter22" + ";"},
		Silent:  []string{"AccountKey=short", "the password=none"},
	},
}

// maxUserInfo is the longest user and password that the expression takes, in bytes.
const maxUserInfo = 4*(80+1+120) + 1

// userBefore tells whether a colon and an @ follow before anything that ends the authority of a URL.
func userBefore(text string, _, end int) bool {
	colon := false
	for i := end; i < len(text) && i < end+maxUserInfo; i++ {
		switch c := text[i]; {
		case c == '@':
			return colon
		case c == ':':
			colon = true
		case isSpace(c) || strings.IndexByte("/?#\"'<>`", c) >= 0:
			return false
		}
	}
	return false
}

// jfrogPrefixes are what a token begins with: AKC, or AP and a hexadecimal digit.
func jfrogPrefixes() []string {
	prefixes := []string{"akc"}
	for _, digit := range "0123456789abcdef" {
		prefixes = append(prefixes, "ap"+string(digit))
	}
	return prefixes
}

// jfrogAround tells whether the prefix of a token stands alone and as many characters follow as the shortest one has.
func jfrogAround(text string, start, end int) bool {
	return (start == 0 || !isToken(text[start-1])) && run(text, end, 8, isAlnum)
}

// notAWord leaves out what people write: letters alone, with vowels.
func notAWord(s string) bool {
	rest := s[3:]
	return strings.ContainsAny(rest, "0123456789") || !strings.ContainsAny(rest, "aeiouAEIOU")
}

// isJWT tells whether the first two parts decode to JSON objects and the first names an algorithm.
func isJWT(s string) bool {
	parts := strings.Split(s, ".")
	var header struct{ Alg *string }
	var claims map[string]any
	return decodeJSON(parts[0], &header) && header.Alg != nil && decodeJSON(parts[1], &claims)
}

func decodeJSON(part string, into any) bool {
	raw, err := base64.RawURLEncoding.DecodeString(part)
	return err == nil && json.Unmarshal(raw, into) == nil
}

// jwtOf makes a token without a signature for the example texts.
func jwtOf(header string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(header)) + "." + base64.RawURLEncoding.EncodeToString([]byte(`{"sub":"1234"}`))
}

func isWord(c byte) bool { return isAlnum(c) || c == '_' }

func isToken(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c == '-'
}

// Lengths of the parts of a Discord token: the id of the bot in base64, a time, and a signature.
const (
	minDiscordID, maxDiscordID   = 24, 26
	minDiscordSig, maxDiscordSig = 27, 38
)

// discordTime is how many characters stand between the two dots.
const discordTime = 6

// maxDiscord is the length of the longest token.
const maxDiscord = maxDiscordID + 1 + discordTime + 1 + maxDiscordSig

// minDiscord is the length of the shortest one.
const minDiscord = minDiscordID + 1 + discordTime + 1 + minDiscordSig

// discordDigits stand after the first letter of a token.
var discordDigits = []scan.Digits{{At: scan.LongLinked, Before: isDiscord, MinChain: minDiscord}}

func isDiscord(c byte) bool { return inDiscord[c] }

var inDiscord = func() (t [256]bool) {
	for c := range t {
		t[c] = isToken(byte(c)) || c == '.'
	}
	return t
}()

// locateDiscord is given digits, which any of the three parts may hold.
func locateDiscord(text string, start, _ int) (from, to int, ok bool) {
	// The first dot is never further away. Long texts in hexadecimal or base64 have none.
	if strings.IndexByte(text[max(0, start-maxDiscord):min(len(text), start+maxDiscordID+1)], '.') < 0 {
		return 0, 0, false
	}
	from = start
	for from > 0 && start-from < maxDiscord && inDiscord[text[from-1]] {
		from--
	}
	for ; from <= start; from++ { // what stands before the token may be made of the same characters
		if c := text[from]; c != 'M' && c != 'N' && c != 'O' {
			continue
		}
		if end, ok := discordEnd(text, from); ok {
			return from, end, true
		}
	}
	return 0, 0, false
}

// discordEnd returns the end of the token that begins at from.
func discordEnd(text string, from int) (end int, ok bool) {
	dot := from + runOf(text, from, maxDiscordID)
	second := dot + 1 + discordTime
	if dot-from < minDiscordID || second >= len(text) || text[dot] != '.' || runOf(text, dot+1, discordTime) < discordTime || text[second] != '.' {
		return 0, false
	}
	n := runOf(text, second+1, maxDiscordSig)
	return second + 1 + n, n >= minDiscordSig
}

// runOf returns how many token characters begin at from, limit of them at most.
func runOf(text string, from, limit int) int {
	n := 0
	for n < limit && from+n < len(text) && isToken(text[from+n]) {
		n++
	}
	return n
}

// sidLen is how many hexadecimal digits follow the two letters of a Twilio id.
const sidLen = 32

// sidDigits stand among hexadecimal digits, or after the two letters.
var sidDigits = []scan.Digits{{
	At:      scan.Long,
	MinWord: 2 + sidLen,
	MaxWord: 2 + sidLen,
	Before:  func(c byte) bool { return isHex(c) || c == 'C' || c == 'K' },
	After:   func(c byte) bool { return isHex(c) || !isToken(c) },
}}

// locateSID is given the first digits of an id.
func locateSID(text string, start, _ int) (from, to int, ok bool) {
	from = start
	for from > 0 && start-from < 2+sidLen && isWord(text[from-1]) {
		from--
	}
	to = from + 2 + sidLen
	if start-from < 2 || to > len(text) || text[from:from+2] != "AC" && text[from:from+2] != "SK" ||
		from > 0 && isWord(text[from-1]) || to < len(text) && isToken(text[to]) {
		return 0, 0, false
	}
	for i := from + 2; i < to; i++ {
		if c := text[i]; (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'f') {
			return 0, 0, false
		}
	}
	return from, to, true
}
