// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

package shim

import (
	"os"
	"os/signal"
	"syscall"
	"time"
)

// forwarded are the signals that are meant for the command. SIGPIPE is caught so that a client that stops reading does not
// kill the shim before the command.
var forwarded = []os.Signal{
	syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGUSR1, syscall.SIGUSR2, syscall.SIGPIPE,
}

func signalOf(state *os.ProcessState) os.Signal {
	if status, ok := state.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return status.Signal()
	}
	return nil
}

// Die ends this process the way the command ended: by the same signal, or else with the same code.
func (e Exit) Die() {
	sig, ok := e.Signal.(syscall.Signal)
	if !ok {
		os.Exit(e.Code)
	}
	signal.Reset(sig)
	_ = syscall.Kill(os.Getpid(), sig) // where that does nothing, the code of a shell says the same
	time.Sleep(100 * time.Millisecond)
	os.Exit(128 + int(sig))
}
