// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestCredentialPlaceFindsThemAll holds the search for all places at once against one for each of them.
func TestCredentialPlaceFindsThemAll(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	between := []string{"", "", "/", ".", "_", " ", "a", "7", "Z", "é", "\u212a", "\u017f", "İ", "\xc3", ".e", ".env.", "id_", "credentials"}
	found := 0
	for range 200_000 {
		var b strings.Builder
		for range 1 + rnd.IntN(4) {
			b.WriteString(between[rnd.IntN(len(between))])
			place := credentialPlaces[rnd.IntN(len(credentialPlaces))]
			if rnd.IntN(3) == 0 {
				place = strings.ToUpper(place)
			}
			if rnd.IntN(2) == 0 {
				place = place[rnd.IntN(len(place)):]
			}
			if rnd.IntN(2) == 0 {
				place = place[:rnd.IntN(len(place)+1)]
			}
			b.WriteString(place)
		}
		want := plainCredentialPlace(b.String())
		if want != "" {
			found++
		}
		if !assert.Equal(t, want, credentialPlace(b.String()), "%q", b.String()) {
			return
		}
	}
	assert.Greater(t, found, 10_000)
}

func plainCredentialPlace(text string) string {
	lower := strings.ToLower(text)
	for _, place := range credentialPlaces {
		for at := 0; ; {
			i := strings.Index(lower[at:], place)
			if i < 0 {
				break
			}
			if i += at; edges(lower, i, i+len(place), place) {
				return place
			}
			at = i + len(place)
		}
	}
	return ""
}
