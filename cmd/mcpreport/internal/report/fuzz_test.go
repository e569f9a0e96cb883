// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package report

import (
	"encoding/json"
	"testing"

	"github.com/otelcol-mcp/otelcol-mcp/internal/otlplog"
)

// FuzzOCSF makes the report of an OCSF event of any shape.
func FuzzOCSF(f *testing.F) {
	f.Add([]byte(`{"class_uid":2004,"severity_id":5,"finding_info":{"uid":"f","attacks":[{"technique":{"uid":"AML.T0086"}}]},"observables":[{"name":"user.id","value":"a"}],"evidences":[{"data":{"tool":"t"}}]}`))
	f.Add([]byte(`{"class_uid":"2004","severity_id":-1,"finding_info":[],"observables":{"name":7},"evidences":[{"data":[]},null],"unmapped":{"mcpsec.finding.observed":"x"}}`))
	f.Add([]byte(`null`))
	f.Fuzz(func(t *testing.T, content []byte) {
		var event map[string]any
		if json.Unmarshal(content, &event) != nil || event == nil {
			return
		}
		event["class_uid"] = 2004.0
		b := New(Options{Top: 1})
		b.Add(&otlplog.Record{Time: noon, OCSF: event})
		if r := b.Report(noon, nil); r.Totals.Findings != 1 || len(r.Findings) != 1 {
			t.Fatalf("%d findings counted, %d listed", r.Totals.Findings, len(r.Findings))
		}
	})
}
