// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sink

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/rig"
)

// Envelope is one item of Azure Monitor's ingestion protocol, "breeze".
type Envelope struct {
	Name string            `json:"name"`
	Time string            `json:"time"`
	IKey string            `json:"iKey"`
	Tags map[string]string `json:"tags"`
	Data struct {
		BaseType string `json:"baseType"`
		BaseData struct {
			// Message and SeverityLevel (0 verbose to 4 critical) are a log record's; ID, Name and Duration a span's.
			Message       string            `json:"message"`
			SeverityLevel int               `json:"severityLevel"`
			ID            string            `json:"id"`
			Name          string            `json:"name"`
			Duration      string            `json:"duration"`
			Properties    map[string]string `json:"properties"`
		} `json:"baseData"`
	} `json:"data"`
}

// Breeze is the track endpoint.
type Breeze struct {
	*Server
	// Messages become AppTraces, Spans AppRequests and AppDependencies.
	Messages, Spans Log[Envelope]

	t    *testing.T
	iKey string
}

// NewBreeze starts the endpoint for one instrumentation key.
func NewBreeze(t *testing.T, certs *rig.Certs, iKey string) *Breeze {
	t.Helper()
	b := &Breeze{t: t, iKey: iKey}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v2/track", b.track)
	mux.HandleFunc("POST /v2.1/track", b.track)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		assert.Failf(t, "no such endpoint", "%s %s", r.Method, r.URL)
		w.WriteHeader(http.StatusNotFound)
	})
	b.Server = NewServer(t, certs, mux)
	return b
}

func (b *Breeze) track(w http.ResponseWriter, r *http.Request) {
	assert.Equal(b.t, "application/x-json-stream", r.Header.Get("Content-Type"))
	n := 0
	for line := range bytes.SplitSeq(bytes.TrimSpace(body(r)), []byte("\n")) {
		var e Envelope
		if assert.NoError(b.t, json.Unmarshal(line, &e), string(line)) {
			b.check(e)
			n++
		}
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = fmt.Fprintf(w, `{"itemsReceived":%d,"itemsAccepted":%d,"errors":[]}`, n, n)
}

// check holds an item to the service's limits: what is longer, it cuts without a word.
func (b *Breeze) check(e Envelope) {
	assert.Equal(b.t, b.iKey, e.IKey)
	assert.NotEmpty(b.t, e.Name)
	assert.NotEmpty(b.t, e.Time)
	data := e.Data.BaseData
	assert.LessOrEqual(b.t, len(data.Message), 32768)
	assert.LessOrEqual(b.t, len(data.Name), 1024)
	for k, v := range data.Properties {
		assert.LessOrEqual(b.t, len(k), 150)
		assert.LessOrEqual(b.t, len(v), 8192)
	}
	switch e.Data.BaseType {
	case "MessageData":
		b.Messages.Add(e)
	case "RequestData", "RemoteDependencyData":
		assert.NotEmpty(b.t, data.ID)
		assert.NotEmpty(b.t, data.Duration)
		b.Spans.Add(e)
	default:
		assert.Failf(b.t, "no such type", "%s", e.Data.BaseType)
	}
}
