// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sink

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/rig"
)

// Doc is one document that was indexed.
type Doc struct {
	Index, ID string
	Source    map[string]any
}

// Bulk is Elasticsearch's bulk endpoint for data streams: create alone, an id once.
type Bulk struct {
	*Server
	// Docs were stored; Conflicts counts those that were there already.
	Docs      Log[Doc]
	Conflicts Log[string]
	// RefuseDoc, where set, gives the status of one document.
	RefuseDoc func(index string) int

	t      *testing.T
	apiKey string
	mu     sync.Mutex
	ids    map[string]bool
}

// NewBulk starts the endpoint.
func NewBulk(t *testing.T, certs *rig.Certs, apiKey string) *Bulk {
	t.Helper()
	b := &Bulk{t: t, apiKey: apiKey, ids: map[string]bool{}}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /_bulk", b.bulk)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		assert.Failf(t, "no such endpoint", "%s %s", r.Method, r.URL)
		w.WriteHeader(http.StatusNotFound)
	})
	b.Server = NewServer(t, certs, mux)
	return b
}

func (b *Bulk) bulk(w http.ResponseWriter, r *http.Request) {
	assert.True(b.t, strings.EqualFold("ApiKey "+b.apiKey, r.Header.Get("Authorization")), "the API key")
	assert.Contains(b.t, []string{"application/x-ndjson", "application/json", "application/vnd.elasticsearch+json;compatible-with=8"}, r.Header.Get("Content-Type"))
	raw := body(r)
	if raw == nil {
		return
	}
	assert.True(b.t, bytes.HasSuffix(raw, []byte("\n")), "a bulk request ends with a line break")
	lines := strings.Split(strings.TrimSuffix(string(raw), "\n"), "\n")
	assert.Zero(b.t, len(lines)%2, "an action and a document each")
	var items []string
	failed := false
	for i := 0; i+1 < len(lines); i += 2 {
		status := b.one(lines[i], lines[i+1])
		failed = failed || status >= 300
		kind := ""
		if status >= 300 {
			kind = `,"error":{"type":"version_conflict_engine_exception","reason":"x"}`
		}
		items = append(items, fmt.Sprintf(`{"create":{"_index":"x","status":%d%s}}`, status, kind))
	}
	w.Header().Set("X-Elastic-Product", "Elasticsearch")
	w.Header().Set("Content-Type", "application/json")
	_, _ = fmt.Fprintf(w, `{"took":1,"errors":%t,"items":[%s]}`, failed, strings.Join(items, ","))
}

func (b *Bulk) one(action, source string) int {
	var a map[string]struct {
		Index string `json:"_index"`
		ID    string `json:"_id"`
	}
	doc := map[string]any{}
	if !assert.NoError(b.t, json.Unmarshal([]byte(action), &a), action) || !assert.NoError(b.t, json.Unmarshal([]byte(source), &doc), source) {
		return http.StatusBadRequest
	}
	create, ok := a["create"]
	if !assert.True(b.t, ok, "data streams take create alone: %s", action) {
		return http.StatusBadRequest
	}
	assert.NotEmpty(b.t, doc["@timestamp"], "data streams need @timestamp")
	if b.RefuseDoc != nil {
		if status := b.RefuseDoc(create.Index); status != 0 {
			return status
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if create.ID != "" && b.ids[create.ID] {
		b.Conflicts.Add(create.ID)
		return http.StatusConflict
	}
	b.ids[create.ID] = true
	b.Docs.Add(Doc{Index: create.Index, ID: create.ID, Source: doc})
	return http.StatusCreated
}
