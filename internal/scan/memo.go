// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"strings"
	"sync"

	"github.com/otelcol-mcp/otelcol-mcp/internal/keyword"
)

// memo remembers what was compiled from what. The pipelines of a collector use the same rules, and compiling them takes most
// of a second; what is compiled never changes and depends on nothing but its key.
type memo[V any] struct {
	mu    sync.Mutex
	known map[string]V
}

// maxMemo bounds how much is remembered. More is compiled anew each time.
const maxMemo = 4096

func (m *memo[V]) get(key string, compile func() (V, error)) (V, error) {
	m.mu.Lock()
	v, ok := m.known[key]
	m.mu.Unlock()
	if ok {
		return v, nil
	}
	v, err := compile()
	if err != nil {
		return v, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.known == nil {
		m.known = map[string]V{}
	}
	if len(m.known) < maxMemo {
		m.known[key] = v
	}
	return v, nil
}

var (
	patternMemo memo[pattern]
	allowMemo   memo[*allowList]
	matcherMemo memo[*keyword.Matcher]
)

// memoKey joins strings so that no two lists give one key.
func memoKey(lists ...[]string) string {
	var b strings.Builder
	for _, l := range lists {
		for _, s := range l {
			b.WriteString(s)
			b.WriteByte(0)
		}
		b.WriteByte(1)
	}
	return b.String()
}

func newMatcher(patterns []string) (*keyword.Matcher, error) {
	return matcherMemo.get(memoKey(patterns), func() (*keyword.Matcher, error) { return keyword.New(patterns) })
}
