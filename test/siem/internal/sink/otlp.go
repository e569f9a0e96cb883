// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sink

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/plog/plogotlp"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/pmetric/pmetricotlp"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/pdata/ptrace/ptraceotlp"

	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/rig"
)

// OTLP takes logs, spans and metrics below one address and insists on headers.
type OTLP struct {
	*Server
	Logs    Log[plog.Logs]
	Traces  Log[ptrace.Traces]
	Metrics Log[pmetric.Metrics]
}

// protobuf is what OTLP's messages have in common.
type protobuf interface{ MarshalProto() ([]byte, error) }

// NewOTLP starts the endpoints: base is what comes before /v1/. Of the signals logs, traces and metrics those that are
// named are taken; another one is a mistake, as it is for a product that has no place for it.
func NewOTLP(t *testing.T, certs *rig.Certs, base string, headers map[string]string, signals ...string) *OTLP {
	t.Helper()
	o := &OTLP{}
	take := map[string]func(raw []byte) (protobuf, error){
		"logs": func(raw []byte) (protobuf, error) {
			req := plogotlp.NewExportRequest()
			err := req.UnmarshalProto(raw)
			o.Logs.Add(req.Logs())
			return plogotlp.NewExportResponse(), err
		},
		"traces": func(raw []byte) (protobuf, error) {
			req := ptraceotlp.NewExportRequest()
			err := req.UnmarshalProto(raw)
			o.Traces.Add(req.Traces())
			return ptraceotlp.NewExportResponse(), err
		},
		"metrics": func(raw []byte) (protobuf, error) {
			req := pmetricotlp.NewExportRequest()
			err := req.UnmarshalProto(raw)
			o.Metrics.Add(req.Metrics())
			return pmetricotlp.NewExportResponse(), err
		},
	}
	mux := http.NewServeMux()
	for _, signal := range signals {
		mux.HandleFunc("POST "+base+"/v1/"+signal, func(w http.ResponseWriter, r *http.Request) {
			assert.Equal(t, "application/x-protobuf", r.Header.Get("Content-Type"))
			for k, v := range headers {
				assert.Equal(t, v, r.Header.Get(k), k)
			}
			raw := body(r)
			if raw == nil {
				return
			}
			response, err := take[signal](raw)
			if !assert.NoError(t, err) {
				w.WriteHeader(http.StatusBadRequest)
				return
			}
			answer, _ := response.MarshalProto()
			w.Header().Set("Content-Type", "application/x-protobuf")
			_, _ = w.Write(answer)
		})
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		assert.Failf(t, "no such endpoint", "%s %s", r.Method, r.URL)
		w.WriteHeader(http.StatusNotFound)
	})
	o.Server = NewServer(t, certs, mux)
	return o
}

// Records lists every record that arrived, in order.
func (o *OTLP) Records() []rig.Record { return flatten(o.Logs.All(), rig.Records) }

// Spans lists every span that arrived.
func (o *OTLP) Spans() []rig.Span { return flatten(o.Traces.All(), rig.Spans) }

// Points lists every data point that arrived.
func (o *OTLP) Points() []rig.Point { return flatten(o.Metrics.All(), rig.Points) }

// Resources lists the attributes of every resource, of all signals.
func (o *OTLP) Resources() []map[string]any {
	var out []map[string]any
	for _, logs := range o.Logs.All() {
		for _, rl := range logs.ResourceLogs().All() {
			out = append(out, rl.Resource().Attributes().AsRaw())
		}
	}
	for _, traces := range o.Traces.All() {
		for _, rs := range traces.ResourceSpans().All() {
			out = append(out, rs.Resource().Attributes().AsRaw())
		}
	}
	for _, metrics := range o.Metrics.All() {
		for _, rm := range metrics.ResourceMetrics().All() {
			out = append(out, rm.Resource().Attributes().AsRaw())
		}
	}
	return out
}

func flatten[B, T any](batches []B, list func(B) []T) []T {
	var out []T
	for _, batch := range batches {
		out = append(out, list(batch)...)
	}
	return out
}
