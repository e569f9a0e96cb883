// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package hazard

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
)

func tag(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteRune(0xE0000 + r)
	}
	return b.String()
}

func TestOf(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     Kind
	}{
		{"plain", "hello world", 0},
		{"public URL", "see https://example.com/a?b=c", 0},
		{"AWS metadata", "http://169.254.169.254/latest/meta-data/", MetadataAddress},
		{"metadata by name", "http://Metadata.google.internal./computeMetadata", MetadataAddress},
		{"metadata mapped to IPv6", "http://[::ffff:169.254.169.254]/", MetadataAddress},
		{"metadata through NAT64", "http://[64:ff9b::a9fe:a9fe]/", MetadataAddress},
		{"metadata in decimal", "http://2852039166/", MetadataAddress | ObfuscatedHost},
		{"loopback with credentials and port", "http://example.com@127.0.0.1:8080/x", LoopbackAddress},
		{"loopback in short", "http://127.1/", LoopbackAddress | ObfuscatedHost},
		{"loopback in octal", "http://0177.0.0.1/", LoopbackAddress | ObfuscatedHost},
		{"loopback in hexadecimal", "http://0x7f000001/", LoopbackAddress | ObfuscatedHost},
		{"private", "ftp://10.1.2.3", PrivateAddress},
		{"second URL", "https://example.com and http://192.168.0.1/", PrivateAddress},
		{"number host is no address", "http://1.2.3.4.5/", 0},
		{"public in decimal", "http://134744072/", ObfuscatedHost},
		{"one step up", "../notes.txt", 0},
		{"two steps up", "../../etc/passwd", PathTraversal},
		{"inside a path", "/srv/data/../../etc/passwd", PathTraversal},
		{"backslashes", `..\..\windows\win.ini`, PathTraversal},
		{"percent-encoded", "%2e%2e%2fetc/passwd", PathTraversal},
		{"encoded twice", "%252e%252e%252fetc", PathTraversal},
		{"overlong", "%c0%ae%c0%ae%c0%af", PathTraversal},
		{"ellipsis", "wait... what...", 0},
		{"code in many lines", "import x from '../../a'\nimport y from '../../b'", 0},
		{"percent in prose", "100% sure", 0},
		{"tag characters", "hi" + tag("ignore"), HiddenText},
		{"flag of Wales", "\U0001F3F4" + tag("gbwls") + "\U000E007F", 0},
		{"family emoji", "\U0001F468\u200D\U0001F469\u200D\U0001F467", 0},
		{"zero-width run", "a\u200b\u200c\u200b\u200cb", HiddenCharacters},
		{"direction override", "txt.\u202Eexe", HiddenCharacters},
		{"over-long", strings.Repeat("x", 101), OverLong},
	} {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want.Names(), Of(tt.in, 100).Names())
		})
	}
}

func FuzzOf(f *testing.F) {
	f.Add("http://[::1]:80/%2e%2e/\U000E0041")
	f.Fuzz(func(t *testing.T, s string) {
		k := Of(s, 0)
		if k.Has(HiddenText|HiddenCharacters) && utf8.ValidString(s) {
			assert.False(t, ascii(s))
		}
	})
}

// FuzzHarmless wants nothing to be found in a value that is passed over.
func FuzzHarmless(f *testing.F) {
	for _, seed := range []string{"", "order 12", "../../etc/passwd", "http://127.0.0.1", "%2e%2e%2f", "a\u200b\u200b\u200b\u200bb", strings.Repeat("a", short), strings.Repeat("a", short+1)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if harmless(text) {
			assert.Zero(t, urls(text)|paths(text)|unseen(text))
			assert.LessOrEqual(t, len(text), short)
		}
	})
}

func TestHarmless(t *testing.T) {
	for b := range 256 {
		for _, length := range []int{1, 7, 8, 17, short} {
			text := []byte(strings.Repeat("/", length))
			text[b%length] = byte(b)
			assert.Equal(t, b < 0x80 && strings.IndexByte(":.%", byte(b)) < 0, harmless(string(text)), "%q", text)
		}
	}
}
