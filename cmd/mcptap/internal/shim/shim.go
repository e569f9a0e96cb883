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
	"sync"
)

// Streams of the process that is shimmed, and who looks on. Watchers must neither block nor fail.
type Streams struct {
	In       io.Reader
	Out      io.Writer
	Err      *os.File
	WatchIn  io.Writer
	WatchOut io.Writer
}

// Exit is how a command ended.
type Exit struct {
	Code   int
	Signal os.Signal // nil unless a signal ended it
}

// Run starts the command, pumps its streams, hands signals on and returns how it ended. An error means that it could not
// be started.
func Run(cmd *exec.Cmd, s Streams) (Exit, error) {
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return Exit{}, err
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return Exit{}, err
	}
	cmd.Stderr = s.Err
	signals := make(chan os.Signal, 16)
	signal.Notify(signals, forwarded...)
	defer signal.Stop(signals)
	if err := cmd.Start(); err != nil {
		return Exit{}, err
	}
	ended := make(chan struct{})
	var passing sync.Mutex
	go forward(signals, cmd.Process, ended)
	go func() { // ends with the client's end, or with this process: a read from a terminal cannot be called back
		pump(stdin, s.In, s.WatchIn, &passing)
		_ = stdin.Close() // EOF reaches the command; if it is gone there is nobody to tell
	}()
	pump(s.Out, stdout, s.WatchOut, new(sync.Mutex))
	_ = stdout.Close() // a command that still writes learns, as it would have, that nobody reads
	err = cmd.Wait()
	close(ended)
	passing.Lock() // the command may have answered, and ended, before the watcher saw what it was asked
	defer passing.Unlock()
	return exitOf(cmd.ProcessState, err)
}

// pump copies until either side ends, and shows every chunk to the watcher after it was passed on. It holds passing while
// a chunk is on its way.
func pump(dst io.Writer, src io.Reader, watch io.Writer, passing *sync.Mutex) {
	chunk := make([]byte, 64<<10)
	for {
		n, err := src.Read(chunk)
		if n > 0 && !pass(dst, chunk[:n], watch, passing) {
			return
		}
		if err != nil {
			return
		}
	}
}

func pass(dst io.Writer, chunk []byte, watch io.Writer, passing *sync.Mutex) bool {
	passing.Lock()
	defer passing.Unlock()
	if _, err := dst.Write(chunk); err != nil {
		return false
	}
	_, _ = watch.Write(chunk) // watchers do not fail
	return true
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

func exitOf(state *os.ProcessState, err error) (Exit, error) {
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		return Exit{}, err
	}
	return Exit{Code: state.ExitCode(), Signal: signalOf(state)}, nil
}
