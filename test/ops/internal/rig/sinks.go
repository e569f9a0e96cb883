// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package rig

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/esql"
	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/splunk"
)

// Splunk returns what the distribution sends to Splunk's HTTP Event Collector of the files in a folder with so many records.
func Splunk(t *testing.T, data string, records int) []splunk.Event {
	t.Helper()
	var got []splunk.Event
	url, arrived := sink(t, func(body io.Reader) (string, int, error) {
		events, err := splunk.ReadEvents(body)
		got = append(got, events...)
		return `{"text":"Success","code":0}`, len(events), err
	})
	Ship(t, "splunk", data, "SPLUNK_HEC_ENDPOINT="+url+"/services/collector", "SPLUNK_HEC_TOKEN=t")
	arrived(records)
	return got
}

// Elastic returns what the distribution puts into data streams of Elasticsearch, for which configs/siem/elastic-template.json holds,
// of the files in a folder with so many records.
func Elastic(t *testing.T, data string, records int) map[string]*esql.Index {
	t.Helper()
	template, err := os.ReadFile(filepath.Join(Repository, "configs", "siem", "elastic-template.json"))
	require.NoError(t, err)
	got := map[string]*esql.Index{}
	url, arrived := sink(t, func(body io.Reader) (string, int, error) { return bulk(body, template, got) })
	Ship(t, "elastic", data, "ELASTICSEARCH_ENDPOINT="+url, "ELASTICSEARCH_API_KEY=a2V5")
	arrived(records)
	return got
}

// sink takes requests one by one, and can be waited for. What it is sent must be right.
func sink(t *testing.T, take func(body io.Reader) (answer string, records int, err error)) (url string, arrived func(records int)) {
	t.Helper()
	var mu sync.Mutex
	total := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body := io.Reader(r.Body)
		if r.Header.Get("Content-Encoding") == "gzip" {
			unpacked, err := gzip.NewReader(r.Body)
			if !assert.NoError(t, err) {
				return
			}
			body = unpacked
		}
		mu.Lock()
		defer mu.Unlock()
		answer, n, err := take(body)
		assert.NoError(t, err)
		total += n
		w.Header().Set("X-Elastic-Product", "Elasticsearch")
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, answer)
	}))
	t.Cleanup(server.Close)
	return server.URL, func(records int) {
		t.Helper()
		require.Eventually(t, func() bool { mu.Lock(); defer mu.Unlock(); return total >= records }, time.Minute, 50*time.Millisecond, "every record arrives")
		mu.Lock()
		defer mu.Unlock()
		require.Equal(t, records, total)
	}
}

// bulk reads a request to Elasticsearch's bulk endpoint: two lines a document, into its data stream.
func bulk(body io.Reader, template []byte, into map[string]*esql.Index) (answer string, records int, err error) {
	lines := bufio.NewReader(body)
	var items []string
	for {
		action, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) && len(bytes.TrimSpace(action)) == 0 {
			return `{"took":1,"errors":false,"items":[` + strings.Join(items, ",") + `]}`, len(items), nil
		}
		if err != nil {
			return "", len(items), err
		}
		var a struct {
			Create struct {
				Index string `json:"_index"`
			}
		}
		if err := json.Unmarshal(action, &a); err != nil {
			return "", len(items), err
		}
		source, err := lines.ReadBytes('\n')
		if err != nil {
			return "", len(items), err
		}
		if err := index(a.Create.Index, template, source, into); err != nil {
			return "", len(items), err
		}
		items = append(items, `{"create":{"status":201}}`)
	}
}

// index puts a document into its data stream, which is made for the first one. The template must be for such a stream.
func index(stream string, template, source []byte, into map[string]*esql.Index) error {
	if into[stream] == nil {
		var t struct {
			Patterns []string `json:"index_patterns"`
		}
		if err := json.Unmarshal(template, &t); err != nil {
			return err
		}
		if !slices.ContainsFunc(t.Patterns, func(p string) bool { ok, _ := path.Match(p, stream); return ok }) {
			return fmt.Errorf("the index template is not for %s", stream)
		}
		x, err := esql.NewIndex(template)
		if err != nil {
			return err
		}
		into[stream] = x
	}
	return into[stream].Add(source)
}
