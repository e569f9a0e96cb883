// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package content

import (
	"encoding/base64"
	"encoding/hex"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-mcp/otelcol-mcp/internal/decode"
)

// TestMayDecode holds what is decoded at all: numbers, of which tools are called with many, are not.
func TestMayDecode(t *testing.T) {
	const said = "Pay 4711 euros to 0815, says Ann"
	for _, code := range []string{
		hex.EncodeToString([]byte(said)), hex.EncodeToString([]byte(said))[1:], base64.StdEncoding.EncodeToString([]byte(said)),
		base64.StdEncoding.EncodeToString([]byte(said))[2:], base64.StdEncoding.EncodeToString([]byte("Größe und Übermaß für Ärzte")), "4142434445464748494A4B4C", "%50%61%79%20%34%37%31%31",
		`\u0050\u0061\u0079\u0020`, "31323334353637383930" + "31323334353637383930", "H4sIAAAAAAAA/8tIzcnJVyjPL8pJ4eIC",
	} {
		assert.True(t, mayDecode([]byte(code)), code)
	}
	for _, code := range []string{"471108154711081547110815", "20260302120000202603021201", "pleasesendittoanntoday", "short"} {
		assert.False(t, mayDecode([]byte(code)), code)
	}
}

// TestDecodable holds what is never decoded: what the decoder makes nothing of.
func TestDecodable(t *testing.T) {
	for _, code := range []string{"33615362736393651366336", "2931493269338935093629374938693", "0123456789abcdef0123456789abcdef"} {
		assert.False(t, decodable([]byte(code)), code)
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	undecoded := 0
	for range 300_000 {
		code := randomCode(rnd)
		views := decode.Decode(string(code), decode.Limits{Depth: 2, Bytes: 1 << 16}).Views
		if may := decodable(code); len(views) > 0 {
			assert.True(t, may, "%s", code)
		} else if may {
			undecoded++
		}
	}
	assert.Less(t, undecoded, 100_000, "most others are not decoded")
}

// randomCode is put together from what group may append: text in hex and in base64, numbers, words and signs.
func randomCode(rnd *rand.Rand) (code []byte) {
	const (
		letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
		text    = "Pay 4711 euros, says Ann\nGröße, \u20ac \U0001f600\ufffd\x1b\x7f"
	)
	for range 1 + rnd.IntN(4) {
		alphabet := []string{letters, "0123456789", "0123456789abcdefABCDEF", "234567", "+/=_-&#", "+/=_-%&#\\xu", "/H4sIAA"}[rnd.IntN(7)]
		said := text[rnd.IntN(len(text)):]
		said = said[:rnd.IntN(len(said)+1)]
		switch piece := make([]byte, rnd.IntN(30)); rnd.IntN(7) {
		case 0:
			code = base64.StdEncoding.AppendEncode(code, []byte(said))
		case 1:
			code = base64.RawURLEncoding.AppendEncode(code, []byte(said))
		case 2:
			code = hex.AppendEncode(code, []byte(said))
		case 3:
			code = append(code, strings.ToUpper(hex.EncodeToString([]byte(said)))...)
		case 4:
			code = append(code, "H4sIAAAAAAAA/8tIzcnJVyjPL8pJ4eIC"[:20+rnd.IntN(13)]...)
		default:
			for i := range piece {
				piece[i] = alphabet[rnd.IntN(len(alphabet))]
			}
			code = append(code, piece[:min(len(piece), 1+rnd.IntN(30))]...)
		}
	}
	return code
}
