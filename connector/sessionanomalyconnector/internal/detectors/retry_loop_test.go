// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/cespare/xxhash/v2"
	"github.com/stretchr/testify/assert"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

// TestRetryFeatures holds the features of a call against what they are meant to be.
func TestRetryFeatures(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	word := regexp.MustCompile(`[0-9A-Za-zé]+`)
	parts := []string{"a", "Zx", "9", "é", " ", "  ", "-", "/", "", "longer", "_", "1"}
	var known pathHashes
	for range 20_000 {
		var b strings.Builder
		for range rnd.IntN(8) {
			b.WriteString(parts[rnd.IntN(len(parts))])
		}
		keys := []string{"a", "b", "path", "hpat"}
		ev := &detect.Event{Arguments: `{"` + keys[rnd.IntN(4)] + `":"` + b.String() + `","x":{"y":"` + b.String() + `"},"z":1}`}
		var want []uint32
		for _, leaf := range ev.ArgumentLeaves() {
			path := xxhash.Sum64String(leaf.Path) * 31
			want = append(want, uint32(path^noWord))
			for _, w := range word.FindAllString(leaf.Text, -1) {
				want = append(want, uint32(path^xxhash.Sum64String(w)))
			}
		}
		var a attempt
		a.addFeatures(ev, &known)
		assert.Equal(t, want[:min(len(want), maxFeatures)], a.Features[:a.N], ev.Arguments)
	}
}
