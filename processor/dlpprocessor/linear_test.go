// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/processor"

	"github.com/otelcol-mcp/otelcol-mcp/internal/injection"
	"github.com/otelcol-mcp/otelcol-mcp/internal/rules/pii"
	"github.com/otelcol-mcp/otelcol-mcp/internal/rules/ruletest"
	"github.com/otelcol-mcp/otelcol-mcp/internal/rules/secrets"
)

// What is compared, in bytes and in how much longer the longer one may take. A scan whose time grows with the square of the
// length takes 256 times as long, one whose time grows with the length 16 times.
const (
	shortText, longText = 4 << 10, 64 << 10
	maxGrowth           = 80
	leastTime           = 200 * time.Microsecond // what counts as the time of the short one at least
)

// TestTimeGrowsWithLength repeats every keyword, every text that must fire, and a text drawn from every expression: what sends
// texts through the collector must not be able to stop it with one.
func TestTimeGrowsWithLength(t *testing.T) {
	p, sink := newLogs(t, createDefaultConfig().(*Config))
	for _, unit := range repeated(t) {
		growth := 0.0
		for range 20 { // something else may run at the same time
			before := max(leastTime, timeOf(t, p, unit, shortText))
			growth = float64(timeOf(t, p, unit, longText)) / float64(before)
			if growth < maxGrowth {
				break
			}
		}
		assert.Less(t, growth, float64(maxGrowth), "%q", unit)
		sink.Reset()
	}
}

// begins are what the lines of a quotation begin with.
var begins = []string{"> ", "// ", ">", " * ", "# ", strings.Repeat("> ", 40), ">\n> ", "-- " + strings.Repeat(" ", 40)}

// classes stand for what the classes of a keyword match.
var classes = strings.NewReplacer(`\_`, "  ", `\s`, " ", `\d`, "1", `\D`, "x", `\a`, "a", `\w`, "a", `\W`, ".", `\h`, "f", `\t`, "a", `\\`, `\`)

func repeated(t *testing.T) []string {
	t.Helper()
	rules, err := secrets.Rules()
	require.NoError(t, err)
	rules = append(append(rules, pii.Rules()...), injection.Rules()...)
	var all []string
	known := map[string]bool{"": true}
	random := rand.New(rand.NewPCG(1, 1))
	for _, r := range rules {
		units := slices.Clone(r.Fires)
		if r.Pattern != "" {
			units = append(units, ruletest.Sample(r.Pattern, random))
		}
		for _, k := range r.Keywords {
			units = append(units, classes.Replace(k))
		}
		for _, u := range units {
			quoted := ""
			if words := strings.Fields(u); len(words) > 1 && r.Folded {
				quoted = "\n" + begins[len(all)%len(begins)] + strings.Join(words, "\n"+begins[len(all)%len(begins)])
			}
			for _, u := range []string{u, quoted} {
				if !known[u] && len(u) < shortText {
					known[u] = true
					all = append(all, u)
				}
			}
		}
	}
	return all
}

func timeOf(t *testing.T, p processor.Logs, unit string, size int) time.Duration {
	t.Helper()
	logs := plog.NewLogs()
	logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords().AppendEmpty().Body().SetStr(strings.Repeat(unit, size/len(unit)))
	start := time.Now()
	require.NoError(t, p.ConsumeLogs(t.Context(), logs))
	return time.Since(start)
}
