// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package siem

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// smallDisk makes a directory with 4 MiB of space. Root mounts it; others do with sudo where that asks for no password, or
// in a mount namespace of their own, and then the collector has to be started by the command that enters it.
func smallDisk(t *testing.T) (dir string, enter []string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "state")
	require.NoError(t, os.Mkdir(dir, 0o700))
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=4m"); err == nil {
		t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
		return dir, nil
	}
	options := fmt.Sprintf("size=4m,mode=700,uid=%d,gid=%d", os.Getuid(), os.Getgid())
	if exec.CommandContext(t.Context(), "sudo", "-n", "mount", "-t", "tmpfs", "-o", options, "tmpfs", dir).Run() == nil {
		t.Cleanup(func() { _ = exec.Command("sudo", "-n", "umount", "-l", dir).Run() }) //nolint:noctx // after the test.
		return dir, nil
	}
	enter = []string{"unshare", "--user", "--map-root-user", "--mount", "sh", "-euc", `mount -t tmpfs -o size=4m tmpfs "$0"; exec "$@"`, dir}
	out, err := exec.CommandContext(t.Context(), enter[0], append(enter[1:], "true")...).CombinedOutput()
	require.NoError(t, err, "a small disk needs root, sudo without a password, or user namespaces: %s", out)
	return dir, enter
}
