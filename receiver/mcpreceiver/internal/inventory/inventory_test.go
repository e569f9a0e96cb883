// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package inventory

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/audit"
)

func TestPages(t *testing.T) {
	var l Lists
	at := time.Unix(0, 0)
	_, complete := l.Page("", "c1", []byte(`[{"name":"a"}]`), at)
	assert.False(t, complete)
	_, complete = l.Page("unknown", "", []byte(`[{"name":"x"}]`), at)
	assert.False(t, complete, "the first pages were not seen")
	tools, complete := l.Page("c1", "", []byte(`[{"name":"b"}]`), at)
	require.True(t, complete)
	require.Len(t, tools, 2)
	_, complete = l.Page("c1", "", []byte(`[]`), at)
	assert.False(t, complete, "a page counts once")
}

func TestListsAreBounded(t *testing.T) {
	var l Lists
	for i := range 10 * maxLists {
		l.Page("", strconv.Itoa(i), []byte(`[{"name":"a"}]`), time.Unix(int64(i), 0))
	}
	assert.LessOrEqual(t, len(l.partial), maxLists)
	tools, _ := (&Lists{}).Page("", "", []byte("["+strings.Repeat(`{"name":"a"},`, maxTools+10)+`{"name":"z"}]`), time.Unix(0, 0))
	assert.Len(t, tools, maxTools)
}

func TestHintsHaveDefaults(t *testing.T) {
	for in, want := range map[string]audit.Hints{
		`[{"name":"a"}]`: {Destructive: true, OpenWorld: true},
		`[{"name":"a","annotations":{"readOnlyHint":true}}]`:                           {ReadOnly: true, OpenWorld: true},
		`[{"name":"a","annotations":{"destructiveHint":false,"openWorldHint":false}}]`: {},
	} {
		tools, _ := (&Lists{}).Page("", "", []byte(in), time.Unix(0, 0))
		assert.Equal(t, want, tools[0].Hints, in)
	}
}

func TestHashIgnoresSpellingAndOrder(t *testing.T) {
	list := func(in string) string {
		tools, _ := (&Lists{}).Page("", "", []byte(in), time.Unix(0, 0))
		return Hash(tools)
	}
	a := list(`[{"name":"a","x":1},{"name":"b"}]`)
	assert.Equal(t, a, list(`[{"name":"b"},{ "x": 1.0, "name": "\u0061" }]`))
	assert.NotEqual(t, a, list(`[{"name":"a","x":2},{"name":"b"}]`))
}
