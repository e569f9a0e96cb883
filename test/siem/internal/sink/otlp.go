// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sink

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/plog/plogotlp"

	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/rig"
)

// OTLP takes logs on one path and insists on headers.
type OTLP struct {
	*Server
	Logs Log[plog.Logs]
	t    *testing.T
}

// NewOTLP starts the endpoint.
func NewOTLP(t *testing.T, certs *rig.Certs, path string, headers map[string]string) *OTLP {
	t.Helper()
	o := &OTLP{t: t}
	o.Server = NewServer(t, certs, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for k, v := range headers {
			assert.Equal(t, v, r.Header.Get(k), k)
		}
		assert.Equal(t, "application/x-protobuf", r.Header.Get("Content-Type"))
		if r.URL.Path != path {
			assert.Contains(t, r.URL.Path, "/v1/", "only logs are looked at")
			w.Header().Set("Content-Type", "application/x-protobuf")
			return
		}
		raw := body(r)
		if raw == nil {
			return
		}
		req := plogotlp.NewExportRequest()
		if !assert.NoError(t, req.UnmarshalProto(raw)) {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		o.Logs.Add(req.Logs())
		answer, _ := plogotlp.NewExportResponse().MarshalProto()
		w.Header().Set("Content-Type", "application/x-protobuf")
		_, _ = w.Write(answer)
	}))
	return o
}

// Records lists every record that arrived, in order.
func (o *OTLP) Records() []rig.Record {
	var out []rig.Record
	for _, logs := range o.Logs.All() {
		out = append(out, rig.Records(logs)...)
	}
	return out
}
