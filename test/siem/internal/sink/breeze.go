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
			Message       string            `json:"message"`
			SeverityLevel int               `json:"severityLevel"`
			Properties    map[string]string `json:"properties"`
		} `json:"baseData"`
	} `json:"data"`
}

// Breeze is the track endpoint.
type Breeze struct {
	*Server
	Items Log[Envelope]
}

// NewBreeze starts the endpoint for one instrumentation key.
func NewBreeze(t *testing.T, certs *rig.Certs, iKey string) *Breeze {
	t.Helper()
	b := &Breeze{}
	track := func(w http.ResponseWriter, r *http.Request) {
		assert.Equal(t, "application/x-json-stream", r.Header.Get("Content-Type"))
		n := 0
		for line := range bytes.SplitSeq(bytes.TrimSpace(body(r)), []byte("\n")) {
			var e Envelope
			if assert.NoError(t, json.Unmarshal(line, &e), string(line)) {
				assert.Equal(t, iKey, e.IKey)
				assert.NotEmpty(t, e.Name)
				assert.NotEmpty(t, e.Time)
				assert.Equal(t, "MessageData", e.Data.BaseType)
				assert.LessOrEqual(t, len(e.Data.BaseData.Message), 32768)
				for k, v := range e.Data.BaseData.Properties {
					assert.LessOrEqual(t, len(k), 150)
					assert.LessOrEqual(t, len(v), 8192)
				}
				b.Items.Add(e)
				n++
			}
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprintf(w, `{"itemsReceived":%d,"itemsAccepted":%d,"errors":[]}`, n, n)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v2/track", track)
	mux.HandleFunc("POST /v2.1/track", track)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		assert.Failf(t, "no such endpoint", "%s %s", r.Method, r.URL)
		w.WriteHeader(http.StatusNotFound)
	})
	b.Server = NewServer(t, certs, mux)
	return b
}
