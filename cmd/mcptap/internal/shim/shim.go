// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package shim runs a command as if it were started directly: the same bytes on stdin, stdout and stderr, the same signals
// and the same exit code. Somebody may look on.
package shim

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"os/signal"
)

// Streams of the process that is shimmed, and who looks on. Watchers must neither block nor fail.
type Streams struct {
	In       io.Reader
	Out      io.Writer
	Err      *os.File
	WatchIn  io.Writer
	WatchOut io.Writer
}

// Run starts the command, pumps its streams, hands signals on and returns its exit code. An error means that it could not
// be started.
func Run(cmd *exec.Cmd, s Streams) (int, error) {
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return 0, err
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return 0, err
	}
	cmd.Stderr = s.Err
	signals := make(chan os.Signal, 16)
	signal.Notify(signals, forwarded...)
	defer signal.Stop(signals)
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	ended := make(chan struct{})
	go forward(signals, cmd.Process, ended)
	go func() { // ends with the client's end, or with this process: a read from a terminal cannot be called back
		pump(stdin, s.In, s.WatchIn)
		_ = stdin.Close() // EOF reaches the command; if it is gone there is nobody to tell
	}()
	pump(s.Out, stdout, s.WatchOut)
	_ = stdout.Close() // a command that still writes learns, as it would have, that nobody reads
	err = cmd.Wait()
	close(ended)
	return exitCode(cmd.ProcessState, err)
}

// pump copies until either side ends, and shows every chunk to the watcher after it was passed on.
func pump(dst io.Writer, src io.Reader, watch io.Writer) {
	chunk := make([]byte, 64<<10)
	for {
		n, err := src.Read(chunk)
		if n > 0 {
			if _, werr := dst.Write(chunk[:n]); werr != nil {
				return
			}
			_, _ = watch.Write(chunk[:n]) // watchers do not fail
		}
		if err != nil {
			return
		}
	}
}

func forward(signals <-chan os.Signal, to *os.Process, ended <-chan struct{}) {
	for {
		select {
		case sig := <-signals:
			_ = to.Signal(sig) // fails when the command is gone, and then it does not matter
		case <-ended:
			return
		}
	}
}

// exitCode is the command's own, or 128 and the signal that killed it, as a shell would have it.
func exitCode(state *os.ProcessState, err error) (int, error) {
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		return 0, err
	}
	if code := state.ExitCode(); code >= 0 {
		return code, nil
	}
	return 128 + signalNumber(state), nil
}
