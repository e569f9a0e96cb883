// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// corpus is texts as MCP messages carry them: what a tool returned, as decoded strings.
type corpus struct {
	texts []string
	bytes int
}

// leafSize is the usual length of one text.
const leafSize = 2048

// payloads makes a corpus of about size bytes: source code, prose and JSON of the Go distribution on this machine, cut into
// texts of some 2 KB, with a synthetic secret in one of every secretEvery.
func payloads(size, secretEvery int) (*corpus, error) {
	random := rand.New(rand.NewPCG(7, 7))
	c := &corpus{}
	add := func(text string) {
		if len(c.texts)%secretEvery == secretEvery-1 {
			at := random.IntN(len(text))
			text = text[:at] + "\n" + secret(random) + "\n" + text[at:]
		}
		c.texts = append(c.texts, strings.ToValidUTF8(text, "?"))
		c.bytes += len(text)
	}
	files, err := sources()
	if err != nil {
		return nil, err
	}
	for c.bytes < size {
		for _, name := range files {
			content, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			for at := 0; at < len(content) && c.bytes < size; at += leafSize {
				add(string(content[at:min(at+leafSize, len(content))]))
			}
			if len(c.texts)%5 == 0 {
				add(listing(random))
			}
		}
	}
	return c, nil
}

// dense makes a corpus of configuration-like text, full of what looks like secrets and is none.
func dense(size int) *corpus {
	random := rand.New(rand.NewPCG(8, 8))
	c := &corpus{}
	for c.bytes < size {
		var b strings.Builder
		for b.Len() < leafSize {
			fmt.Fprintf(&b, "%s_%s_%s = \"%s\"\n", pick(random, "db", "api", "cache", "queue", "auth", "http"), pick(random, "key", "token", "secret", "user", "path", "access"),
				pick(random, "name", "file", "id", "ttl", "size", "rotation"), pick(random, "true", "/etc/app/config.yaml", "default", "30s", "${VALUE}", "eu-central-1", "changeme"))
		}
		if len(c.texts)%200 == 199 {
			b.WriteString(secret(random))
		}
		c.texts = append(c.texts, b.String())
		c.bytes += b.Len()
	}
	return c
}

func pick(random *rand.Rand, words ...string) string { return words[random.IntN(len(words))] }

// secret returns one of a few synthetic credentials.
func secret(random *rand.Rand) string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567abcdefghijklmnopqrstuvwxyz0189"
	draw := func(n, from int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = alphabet[random.IntN(from)]
		}
		return string(b)
	}
	switch random.IntN(3) {
	case 0:
		return "AKIA" + draw(16, 32)
	case 1:
		return "token: ghp_" + draw(36, 62)
	default:
		return "xoxb-" + fmt.Sprintf("%012d-%012d-", random.Int64N(1e12), random.Int64N(1e12)) + draw(24, 62)
	}
}

// listing is a tool result of the structured kind.
func listing(random *rand.Rand) string {
	type entry struct {
		Name     string `json:"name"`
		Size     int    `json:"size"`
		Modified string `json:"modified"`
		Owner    string `json:"owner"`
	}
	var entries []entry
	for i := range 24 {
		entries = append(entries, entry{fmt.Sprintf("report-%d.csv", i), random.IntN(1 << 20), "2026-03-04T05:06:07Z", pick(random, "alice", "bob", "carol")})
	}
	out, _ := json.Marshal(map[string]any{"entries": entries, "next_cursor": nil})
	return string(out)
}

// sources lists files of the Go distribution: code, and the prose that comes with it.
func sources() ([]string, error) {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("go env GOROOT: %w", err)
	}
	root := strings.TrimSpace(string(out))
	var files []string
	for _, dir := range []string{"src/net/http", "src/encoding", "src/cmd/go/internal", "src/crypto", "doc", "src/go", "src/database", "src/os"} {
		err := filepath.WalkDir(filepath.Join(root, dir), func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return nil //nolint:nilerr // a folder that is not there is left out
			}
			ext := filepath.Ext(name)
			if !d.IsDir() && (ext == ".go" || ext == ".md" || ext == ".txt" || ext == ".html") && !strings.HasSuffix(name, "_test.go") {
				files = append(files, name)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no sources under %s", root)
	}
	return files, nil
}

// head returns a corpus of the first size bytes: for peers that are too slow for all of it.
func (c *corpus) head(size int) *corpus {
	part := &corpus{}
	for _, t := range c.texts {
		if part.bytes >= size {
			break
		}
		part.texts = append(part.texts, t)
		part.bytes += len(t)
	}
	return part
}
