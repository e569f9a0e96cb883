// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package lookup

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestRecentAgreesWithTheMap(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 8))
	all, x := map[string]*int{}, NewRecent[int](16)
	kept := map[string]string{}
	assert.Nil(t, x.In(all, ""))
	for range 100_000 {
		key := strconv.Itoa(rnd.IntN(100))[1:]
		if rnd.IntN(4) > 0 { // most keys are in storage that they share
			if kept[key] == "" {
				kept[key] = key
			}
			key = kept[key]
		}
		switch rnd.IntN(20) {
		case 0:
			if all[key] == nil {
				all[key] = new(int)
			}
		case 1:
			delete(all, key)
			x.Forget()
		default:
			assert.Same(t, all[key], x.In(all, key))
		}
	}
}
