// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package ocb

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/mod/module"
	modzip "golang.org/x/mod/zip"
)

const (
	root       = "../.."
	modulePath = "github.com/otelcol-mcp/otelcol-mcp"
)

// theirs is what the README's snippet is added to.
const theirs = `dist:
  name: theirs
  module: example.com/theirs
  output_path: ./_build
exporters:
  - gomod: go.opentelemetry.io/collector/exporter/debugexporter v0.158.0
providers:
  - gomod: go.opentelemetry.io/collector/confmap/provider/envprovider v1.64.0
  - gomod: go.opentelemetry.io/collector/confmap/provider/fileprovider v1.64.0
`

const pipelines = `receivers:
  mcp:
    ingest:
      endpoint: localhost:0
processors:
  dlp:
connectors:
  session_anomaly:
exporters:
  debug:
service:
  pipelines:
    logs: { receivers: [mcp], processors: [dlp], exporters: [session_anomaly] }
    logs/findings: { receivers: [session_anomaly], exporters: [debug] }
    metrics: { receivers: [session_anomaly], exporters: [debug] }
`

// TestOtherPeoplesDistribution: the manifest that the README shows builds without a replace, against the committed state
// served as the version it names, with the builder's own strict version check.
func TestOtherPeoplesDistribution(t *testing.T) {
	if os.Getenv("OTELCOL_MCP_E2E") == "" {
		t.Skip("compiles a distribution: part of make e2e")
	}
	dir := t.TempDir()
	snippet := readmeSnippet(t)
	serveModule(t, dir, snippet)
	write(t, dir, "manifest.yaml", theirs+snippet)
	write(t, dir, "config.yaml", pipelines)

	builder := strings.TrimSpace(run(t, root, nil, "go", "tool", "-modfile=internal/tools/go.mod", "-n", "builder"))
	downloaded := filepath.Join(goEnv(t, "GOMODCACHE"), "cache", "download")
	run(t, dir, []string{
		"GOPROXY=file://" + filepath.Join(dir, "proxy") + ",file://" + downloaded + "," + goEnv(t, "GOPROXY"),
		"GONOSUMDB=" + modulePath + ",github.com/open-telemetry/*,go.opentelemetry.io/*",
		// A cache of its own: the version served here must not be taken for a published one by the next build.
		"GOMODCACHE=" + filepath.Join(dir, "modules"), "GOFLAGS=-modcacherw", "CGO_ENABLED=0",
	}, builder, "--config", "manifest.yaml", "--skip-strict-versioning=false")

	binary := filepath.Join(dir, "_build", "theirs")
	components := run(t, dir, nil, binary, "components")
	for _, want := range []string{"name: mcp\n", "name: dlp\n", "name: session_anomaly\n"} {
		assert.Contains(t, components, want)
	}
	run(t, dir, nil, binary, "validate", "--config", "config.yaml")
}

// readmeSnippet is the manifest under "Use single components in your own distribution".
func readmeSnippet(t *testing.T) string {
	t.Helper()
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	require.NoError(t, err)
	for i, block := range strings.Split(string(readme), "```") {
		if text, ok := strings.CutPrefix(block, "yaml\n"); ok && i%2 == 1 && strings.Contains(text, "gomod: "+modulePath) {
			return text
		}
	}
	require.Fail(t, "README.md has no manifest any more")
	return ""
}

// serveModule writes HEAD as a module proxy would serve it, in the version that the snippet asks for.
func serveModule(t *testing.T, dir, snippet string) {
	t.Helper()
	_, after, found := strings.Cut(snippet, modulePath+" ")
	require.True(t, found)
	version := strings.Fields(after)[0]
	files := filepath.Join("proxy", filepath.FromSlash(modulePath), "@v")
	require.NoError(t, os.MkdirAll(filepath.Join(dir, files), 0o755))
	write(t, dir, filepath.Join(files, "list"), version+"\n")
	write(t, dir, filepath.Join(files, version+".info"), `{"Version":"`+version+`"}`)
	gomod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	require.NoError(t, err)
	write(t, dir, filepath.Join(files, version+".mod"), string(gomod))

	zip, err := os.Create(filepath.Join(dir, files, version+".zip"))
	require.NoError(t, err)
	committed := filepath.Join(dir, "clone")
	run(t, root, nil, "git", "clone", "-q", "--depth=1", "file://"+strings.TrimSpace(run(t, root, nil, "git", "rev-parse", "--show-toplevel")), committed)
	require.NoError(t, modzip.CreateFromDir(zip, module.Version{Path: modulePath, Version: version}, committed))
	require.NoError(t, zip.Close())
}

func goEnv(t *testing.T, name string) string {
	t.Helper()
	return strings.TrimSpace(run(t, ".", nil, "go", "env", name))
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
}

// run returns what the command prints on standard output; its failure is the test's.
func run(t *testing.T, dir string, env []string, command string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), command, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	require.NoError(t, err, "%s %s\n%s%s", command, strings.Join(args, " "), out, &stderr)
	return string(out)
}
