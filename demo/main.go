// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Command demo shows the main job on real traffic: it starts an MCP server built on the official SDK, puts the built
// collector in front of it with configs/quickstart.yaml, drives client sessions through it and prints what came of them.
// It ends with status 0 if and only if the expected findings appeared and no secret was written.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/demo/internal/collector"
	"github.com/otelcol-mcp/otelcol-mcp/demo/internal/scenario"
	"github.com/otelcol-mcp/otelcol-mcp/demo/internal/show"
	"github.com/otelcol-mcp/otelcol-mcp/demo/internal/stage"
	"github.com/otelcol-mcp/otelcol-mcp/demo/internal/telemetry"
)

const patience = 30 * time.Second

func main() {
	var o options
	flag.StringVar(&o.binary, "binary", "../bin/otelcol-mcp", "the built distribution")
	flag.Var(&o.configs, "config", "the configuration to run it with; several are merged (default ../configs/quickstart.yaml)")
	flag.StringVar(&o.dir, "dir", "../demo-out", "where audit trail, findings and the collector's log are written")
	flag.BoolVar(&o.trouble, "trouble", false, "also play what goes wrong: refusals, failing tools, broken requests")
	flag.BoolVar(&o.keep, "keep", false, "stay up until Ctrl-C")
	flag.Parse()
	if len(o.configs) == 0 {
		o.configs = paths{"../configs/quickstart.yaml"}
	}

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, o, show.Screen{Out: os.Stdout, Colour: terminal()})
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "\ndemo:", err)
		os.Exit(1)
	}
}

// terminal says whether colours are welcome (https://no-color.org).
func terminal() bool {
	info, err := os.Stdout.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && os.Getenv("NO_COLOR") == ""
}

type options struct {
	binary, dir   string
	configs       paths
	trouble, keep bool
}

// paths is a flag that may be given several times.
type paths []string

func (p *paths) String() string     { return strings.Join(*p, " and ") }
func (p *paths) Set(s string) error { *p = append(*p, s); return nil }

func run(ctx context.Context, o options, screen show.Screen) (err error) {
	settings, log, err := o.prepare()
	if err != nil {
		return err
	}
	defer log.Close()

	screen.Heading("What happens")
	screen.Step("an MCP server (official Go SDK) starts, the collector goes in front of it with " + o.configs.String())
	st, err := stage.Open(ctx, settings, uint64(time.Now().UnixNano()))
	if err != nil {
		return fmt.Errorf("%w; its log is %s", err, log.Name())
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	wire, err := st.Play(ctx, screen.Step)
	if err != nil {
		return err
	}
	if o.trouble {
		if err := st.Trouble(ctx, screen.Step); err != nil {
			return err
		}
	}
	found, missing, err := st.WaitForFindings(ctx, patience)
	if err != nil {
		return err
	}
	if err := present(ctx, screen, st, wire, found); err != nil {
		return err
	}
	if err := verdict(screen, st, missing); err != nil {
		return err
	}
	next(screen, o)
	if o.keep {
		screen.Heading("Staying up. Ctrl-C ends it")
		screen.Line("MCP endpoint", st.Collector.URL())
		screen.Line("your credential", "Authorization: Bearer "+st.Issuer.Token("you"))
		screen.Line("MCP metrics", st.Collector.MetricsURL())
		screen.Line("its own metrics", st.Collector.TelemetryURL())
		screen.Line("traffic", fmt.Sprintf("a session of everyday work every %s, so that dashboards move", stage.Pace))
		return st.Everyday(ctx)
	}
	return nil
}

// next says what to try now.
func next(screen show.Screen, o options) {
	screen.Heading("What next")
	screen.Line("the day's report", "bin/mcpreport -dir "+o.dir+" -format html -o report.html")
	screen.Line("your own server", "OTELCOL_MCP_UPSTREAM=http://localhost:3000/mcp "+o.binary+" --config "+o.configs[0])
	if !o.keep {
		screen.Line("live metrics", "make demo KEEP=1 (and TROUBLE=1 for more that goes wrong), then dashboards/README.md")
	}
}

// prepare makes the output folder afresh and opens the collector's log.
func (o options) prepare() (collector.Settings, *os.File, error) {
	dir, err := filepath.Abs(o.dir)
	if err != nil {
		return collector.Settings{}, nil, err
	}
	for _, name := range []string{"audit.jsonl", "findings.jsonl", "collector.log"} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !os.IsNotExist(err) {
			return collector.Settings{}, nil, err
		}
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return collector.Settings{}, nil, err
	}
	log, err := os.Create(filepath.Join(dir, "collector.log"))
	if err != nil {
		return collector.Settings{}, nil, err
	}
	return collector.Settings{Binary: o.binary, Configs: o.configs, Dir: dir, Log: log}, log, nil
}

func present(ctx context.Context, screen show.Screen, st *stage.Stage, wire *scenario.Wire, found []telemetry.Record) error {
	screen.Heading(fmt.Sprintf("Findings (%d)", len(found)))
	screen.Findings(found)

	audit, err := telemetry.ReadFile(st.Collector.AuditFile())
	if err != nil {
		return err
	}
	screen.Heading("One exchange: what went over the wire, and what was written")
	screen.Beside(leak(wire, st.Secrets.AWSKey), written(audit))

	scrape, err := st.WaitForMetrics(ctx, patience)
	if err != nil {
		return err
	}
	screen.Heading("Some metrics")
	screen.Metrics(scrape, "mcp_findings_total", "mcp_dlp_findings_total", "mcp_auth_failures_total", "mcp_data_flow_bytes_total", "mcp_tool_calls_total{gen_ai_tool_name=\"post_webhook\"")

	screen.Heading("Where it lives")
	screen.Line("audit trail", fmt.Sprintf("%s (%d events)", st.Collector.AuditFile(), len(audit)))
	screen.Line("findings", st.Collector.FindingsFile())
	screen.Line("collector log", filepath.Join(st.Collector.Dir, "collector.log"))
	return nil
}

// leak returns the first answer on the wire that carries the secret.
func leak(wire *scenario.Wire, secret string) string {
	for _, e := range wire.Exchanges {
		if strings.Contains(e.Answer(), secret) {
			return e.Answer()
		}
	}
	return ""
}

// written returns the result, as the audit trail has it, of the read_file call in which a secret was found.
func written(audit []telemetry.Record) string {
	for _, r := range audit {
		if result := r.Get(telemetry.Result); r.Get(telemetry.Tool) == "read_file" && strings.Contains(result, "AWS_ACCESS_KEY_ID") {
			return result
		}
	}
	return ""
}

func verdict(screen show.Screen, st *stage.Stage, missing []string) error {
	leaked, err := st.Leaks()
	if err != nil {
		return err
	}
	screen.Heading("Verdict")
	var errs []error
	if len(missing) > 0 {
		errs = append(errs, fmt.Errorf("expected findings are missing: %s", strings.Join(missing, ", ")))
	}
	if len(leaked) > 0 {
		errs = append(errs, fmt.Errorf("secrets were written in clear: %s", strings.Join(leaked, ", ")))
	}
	if len(errs) == 0 {
		screen.Step("every expected finding appeared: " + strings.Join(st.Expected, ", "))
		screen.Step("none of the planted secrets was written anywhere")
	}
	return errors.Join(errs...)
}
