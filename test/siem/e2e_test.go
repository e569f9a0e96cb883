// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package siem

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/rig"
	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/sink"
)

// server finds an installed program. Without OTELCOL_MCP_E2E the test is skipped; with it a missing program is a failure.
func server(t *testing.T, name string) string {
	t.Helper()
	if os.Getenv("OTELCOL_MCP_E2E") == "" {
		t.Skip("set OTELCOL_MCP_E2E=1 to test against installed servers")
	}
	path, err := exec.LookPath(name)
	if err != nil {
		path = filepath.Join("/usr/sbin", name)
	}
	require.FileExists(t, path, "install the packages of .ci/run")
	return path
}

// TestRsyslog sends to a real rsyslog over TLS, which writes one message a line as it understood it.
func TestRsyslog(t *testing.T) {
	program := server(t, "rsyslogd")
	for _, name := range []string{"syslog-json", "syslog-cef"} {
		t.Run(name, func(t *testing.T) {
			certs := rig.NewCerts(t)
			dir, addr := t.TempDir(), rig.Addr(t)
			host, port := hostPort(addr)
			out := filepath.Join(dir, "out.log")
			conf := filepath.Join(dir, "rsyslog.conf")
			require.NoError(t, os.WriteFile(conf, []byte(fmt.Sprintf(`global(
  workDirectory=%q maxMessageSize="256k" defaultNetstreamDriver="gtls"
  defaultNetstreamDriverCAFile=%q defaultNetstreamDriverCertFile=%q defaultNetstreamDriverKeyFile=%q)
module(load="imtcp" streamDriver.name="gtls" streamDriver.mode="1" streamDriver.authMode="anon")
input(type="imtcp" address=%q port=%q ruleset="all")
template(name="fields" type="list") {
  property(name="pri") constant(value=" ") property(name="hostname") constant(value=" ")
  property(name="app-name") constant(value=" ") property(name="msgid") constant(value=" ") property(name="msg") constant(value="\n")
}
ruleset(name="all") { action(type="omfile" file=%q template="fields" asyncWriting="off" flushOnTXEnd="on") }
`, dir, certs.CAFile, certs.CertFile, certs.KeyFile, host, port, out)), 0o600))
			args := []string{"-n", "-f", conf, "-i", filepath.Join(dir, "pid")}
			if modules := os.Getenv("RSYSLOG_MODULES"); modules != "" { // where rsyslog is unpacked instead of installed
				args = append(args, "-M", modules)
			}
			var log bytes.Buffer
			cmd := exec.CommandContext(t.Context(), program, args...)
			cmd.Stdout, cmd.Stderr = &log, &log
			require.NoError(t, cmd.Start())
			t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })

			c := rig.New(t, "siem/"+name+".yaml", rig.Feed, map[string]string{"SYSLOG_HOST": host, "SYSLOG_PORT": port, "SYSLOG_CA_FILE": certs.CAFile})
			c.Start()
			explain(t, c)
			audit, findings := rig.Audit(events), rig.Findings()
			rig.Send(t, c.Audit, audit)
			rig.Send(t, c.Findings, findings)
			read := func() [][]byte {
				raw, _ := os.ReadFile(out)
				return bytes.Split(bytes.TrimSuffix(raw, []byte("\n")), []byte("\n"))
			}
			arrive(t, audit.LogRecordCount()+findings.LogRecordCount(), func() int { return len(read()) })
			var a, f []rig.Record
			for _, line := range read() {
				fields := bytes.SplitN(line, []byte(" "), 5)
				require.Len(t, fields, 5, "%s", line)
				assert.Equal(t, "otelcol-mcp", string(fields[2]))
				r := understood(t, name, bytes.TrimPrefix(fields[4], []byte(" ")))
				if r.Event == "mcpsec.finding" {
					f = append(f, r)
				} else {
					a = append(a, r)
				}
			}
			p := products[name](t, certs)
			same(t, p.expect(rig.Records(audit)), a)
			same(t, p.expect(rig.Records(findings)), f)
		})
	}
}

func understood(t *testing.T, name string, message []byte) rig.Record {
	t.Helper()
	if name == "syslog-cef" {
		return parseCEF(t, string(message)).record(t)
	}
	return record(t, flat(t, message))
}

// TestKcat reads what the Kafka pipeline wrote with an independent client.
func TestKcat(t *testing.T) {
	program := server(t, "kcat")
	certs := rig.NewCerts(t)
	kafka := sink.NewOpenKafka(t, certs, "mcp.audit", "mcp.findings")
	open := "exporters: { kafka/audit: { auth: null }, kafka/findings: { auth: null } }\n"
	c := rig.New(t, "siem/kafka.yaml", rig.Feed+open, map[string]string{
		"KAFKA_BROKERS": kafka.Brokers, "KAFKA_USERNAME": "x", "KAFKA_PASSWORD": "x", "KAFKA_CA_FILE": certs.CAFile,
	})
	c.Start()
	explain(t, c)
	audit := rig.Audit(events)
	rig.Send(t, c.Audit, audit)
	consume := func() []byte {
		out, err := exec.CommandContext(t.Context(), program, "-C", "-e", "-q", "-t", "mcp.audit", "-b", kafka.Cluster.ListenAddrs()[0], "-f", "%k\t%s\n",
			"-X", "security.protocol=SSL", "-X", "ssl.ca.location="+certs.CAFile).CombinedOutput()
		require.NoError(t, err, "%s", out)
		return out
	}
	arrive(t, events, func() int { return bytes.Count(consume(), []byte("\n")) })
	out := consume()
	var got []rig.Record
	byKey := map[string]any{}
	for line := range bytes.SplitSeq(bytes.TrimSpace(out), []byte("\n")) {
		key, value, ok := bytes.Cut(line, []byte("\t{"))
		require.True(t, ok, "%s", line)
		attrs := flat(t, append([]byte("{"), value...))
		if other, seen := byKey[string(key)]; seen {
			assert.Equal(t, other, attrs[session], "one key, one session")
		}
		byKey[string(key)] = attrs[session]
		got = append(got, record(t, attrs))
	}
	same(t, (&product{holds: noLevel}).expect(rig.Records(audit)), got)
}
