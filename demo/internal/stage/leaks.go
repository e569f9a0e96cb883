// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package stage

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
)

// Leaks searches everything the collector wrote, its log included, for the planted secrets and the credentials. It
// returns "file: which secret" without the secret.
func (s *Stage) Leaks() ([]string, error) {
	var leaks []string
	dir := os.DirFS(s.Collector.Dir)
	err := fs.WalkDir(dir, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(dir, path)
		for i, secret := range s.Secrets.All() {
			if bytes.Contains(content, []byte(secret)) {
				leaks = append(leaks, fmt.Sprintf("%s: secret %d", path, i))
			}
		}
		if token := s.Issuer.Token("erin"); bytes.Contains(content, []byte(token)) {
			leaks = append(leaks, path+": a bearer token")
		}
		return err
	})
	return leaks, err
}
