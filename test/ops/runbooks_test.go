// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package ops

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/answer"
	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/rig"
	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/runbook"
)

// desk is where a runbook is followed: the demo's output, the programs, and the words in capitals.
type desk struct {
	root    string // of the repository
	data    string // with audit.jsonl and findings.jsonl
	path    string // PATH with jq and mcpreport
	words   map[string]string
	records map[string][]map[string]any // by index, flat
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	binary := rig.Binary(t)
	root, err := filepath.Abs(rig.Repository)
	require.NoError(t, err)
	bin := t.TempDir()
	d := &desk{root: root, data: t.TempDir(), path: bin + ":" + os.Getenv("PATH"), records: map[string][]map[string]any{}}
	d.sh(t, ".", `go build -o "`+bin+`/jq" github.com/itchyny/gojq/cmd/gojq`)
	d.sh(t, root, `go build -o "`+bin+`/mcpreport" ./cmd/mcpreport`)
	d.sh(t, filepath.Join(root, "demo"), `go build -o "`+bin+`/demo" .`)
	d.sh(t, root, `demo -binary "`+binary+`" -config configs/quickstart.yaml -trouble -dir "`+d.data+`"`)
	for _, index := range []string{"audit", "findings"} {
		out := d.sh(t, root, `jq -L docs/runbooks -c 'include "mcp"; events' "`+d.data+`/`+index+`.jsonl"`)
		for line := range strings.Lines(out) {
			var r map[string]any
			require.NoError(t, json.Unmarshal([]byte(line), &r))
			d.records[index] = append(d.records[index], r)
		}
		require.NotEmpty(t, d.records[index])
	}
	d.words = d.chooseWords(t)
	return d
}

// chooseWords takes the session of the demo's exfiltration, as a responder takes it from the finding.
func (d *desk) chooseWords(t *testing.T) map[string]string {
	t.Helper()
	for _, f := range d.records["findings"] {
		if f["mcpsec.finding.detector"] == "read_then_exfiltrate" {
			text := func(key string) string { s, _ := f[key].(string); return s }
			return map[string]string{
				"SESSION_KEY": text("mcpsec.session.key"), "USER_ID": text("user.id"), "TOOL_NAME": text("gen_ai.tool.name"),
				"SERVER_NAME": text("mcpsec.server.name"), "CLIENT_ADDRESS": text("client.address"),
			}
		}
	}
	t.Fatal("the demo's exfiltration was not found")
	return nil
}

// sh runs a script and returns what it prints.
func (d *desk) sh(t *testing.T, dir, script string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "bash", "-eu", "-o", "pipefail", "-c", script)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PATH="+d.path, "MCP_DATA="+d.data)
	for name, value := range d.words {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	require.NoError(t, err, "%s\n%s", script, stderr.String())
	return string(out)
}

func pages(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(rig.Repository, "docs", "runbooks", "*.md"))
	require.NoError(t, err)
	require.Greater(t, len(names), 10)
	return names
}

// TestRunbooks follows every runbook on what the demo and its trouble leave behind.
func TestRunbooks(t *testing.T) {
	d := newDesk(t)
	keys := runbook.Keys(t, filepath.Join(d.root, "docs", "schema.md"))
	n := len(d.records["audit"]) + len(d.records["findings"])
	systems := map[string]system{
		"logql": d.logql(keys), "spl": d.splunk(t, rig.Splunk(t, d.data, n), keys), "esql": elastic(rig.Elastic(t, d.data, n)),
	}
	for _, page := range pages(t) {
		t.Run(filepath.Base(page), func(t *testing.T) {
			byJQ := map[string]found{} // by step
			for _, b := range runbook.Blocks(t, page) {
				switch {
				case b.Lang == "sh" && b.Is("jq"):
					byJQ[b.Step] = d.jq(t, b)
				case b.Lang == "sh":
					d.shell(t, b)
				case systems[b.Lang] != nil:
					want, ok := byJQ[b.Step]
					require.True(t, ok, "%s: no jq query to compare with", b.Step)
					systems[b.Lang](t, runbook.Fill(b.Code, d.words), want)
				case b.Lang != "promql":
					t.Errorf("%s: nothing tests a block of %q", b.Step, b.Lang)
				}
			}
		})
	}
}

// found is what a jq query finds: so many records, and what it shows of them.
type found struct {
	records int
	table   answer.Table
}

// jq runs the query of a step, and checks that it finds something where it must.
func (d *desk) jq(t *testing.T, b runbook.Block) found {
	t.Helper()
	out := d.sh(t, d.root, b.Code)
	n := records(t, b.Code, out)
	if !b.Is("empty-ok") {
		assert.Positive(t, n, "%s: nothing found by\n%s", b.Step, b.Code)
	}
	if strings.Contains(b.Code, "group_by(") {
		return found{records: n} // nothing that another system is asked, too
	}
	table, err := answer.JQ(b.Code, out)
	require.NoError(t, err, b.Step)
	return found{n, table}
}

func (d *desk) shell(t *testing.T, b runbook.Block) {
	t.Helper()
	switch {
	case b.Is("run"):
		d.sh(t, t.TempDir(), b.Code)
	case b.Is("admin"):
		d.sh(t, d.root, "bash -n <<'SCRIPT'\n"+b.Code+"SCRIPT")
	default:
		t.Errorf("%s: a shell block is tagged jq, run or admin", b.Step)
	}
}

// records is how many records a jq query saw: its lines, or the sum of their first column when it counts.
func records(t *testing.T, code, out string) int {
	t.Helper()
	n := 0
	for line := range strings.Lines(out) {
		if !strings.Contains(code, "| top(") {
			n++
			continue
		}
		first, _, _ := strings.Cut(line, "\t")
		count, err := strconv.Atoi(strings.TrimSpace(first))
		require.NoError(t, err, line)
		n += count
	}
	return n
}

// TestRunbooksHaveEveryPart holds the structure that a responder relies on.
func TestRunbooksHaveEveryPart(t *testing.T) {
	for _, page := range pages(t) {
		if filepath.Base(page) == "README.md" {
			continue
		}
		content, err := os.ReadFile(page)
		require.NoError(t, err)
		at := -1
		for _, part := range []string{
			"| Alerts |", "| Severity |", "| Incident type |", "Blast radius", "## 1. Detection and classification", "## 2. Containment",
			"## 3. Investigation", "## 4. Remediation", "## 5. Post-incident review",
		} {
			i := strings.Index(string(content), part)
			assert.GreaterOrEqual(t, i, 0, "%s: no %q", filepath.Base(page), part)
			if strings.HasPrefix(part, "## ") {
				assert.Greater(t, i, at, "%s: %q is out of order", filepath.Base(page), part)
				at = i
			}
		}
	}
}
