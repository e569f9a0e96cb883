// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package content

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/flow"
)

// link is what is known of the URL at hand. To follow a link that one was given is no flow; to put what one read behind somebody's
// host is.
type link struct {
	given bool    // a result holds it as it is
	known sources // that name it up to its query, or its host
	plain [maxSources]int
}

// said takes what a URL as it stands has in common with a source that names it, and gives what it holds besides when it is
// decoded.
func (l *link) said(src flow.Source, bytes int, encoded bool) (besides int) {
	switch {
	case !l.known.has(src):
		return bytes
	case !encoded:
		l.plain[src] = bytes
		return 0
	case bytes <= l.plain[src]:
		return 0
	default:
		return bytes
	}
}

// follow begins a URL.
func (t *Tracker) follow(st *state, text string) {
	t.link = link{}
	for _, m := range t.scanner.Marks(text) {
		if m.Kind != flow.URL || m.Start > 0 {
			continue
		}
		if src, ok := st.memory.Knows(&m); ok && int(src) < len(st.read) {
			t.link.known.set(src, true)
			t.link.given = m.End >= len(strings.TrimRight(text, "/"))
		}
	}
	for _, h := range t.scanner.Find(&st.memory, untilPath(text)) {
		t.link.known.set(h.Source, true)
	}
}

// isURL reports whether a text reads like the address of something.
func isURL(text string) bool {
	return strings.IndexByte(text, ':') >= 0 && strings.Contains(text, "://") && !strings.Contains(text, " ")
}

// untilPath is the scheme and the host of a URL.
func untilPath(text string) string {
	_, rest, ok := strings.Cut(text, "://")
	if !ok {
		return text
	}
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		return text[:len(text)-len(rest)+end]
	}
	return text
}
