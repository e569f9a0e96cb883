// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package content

import (
	"encoding/base64"
	"encoding/hex"
	"testing"

	"github.com/stretchr/testify/assert"
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
