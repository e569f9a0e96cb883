// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build !linux

package siem

import "testing"

func smallDisk(t *testing.T) (dir string, enter []string) {
	t.Helper()
	t.Skip("a small disk is made with tmpfs, which Linux has")
	return "", nil
}
