// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"go.opentelemetry.io/collector/pdata/plog"
	"go.uber.org/zap"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/correlate"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/frames"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/observe"
)

// replay reads recorded traffic. It holds the reading up rather than drop.
type replay struct {
	cfg     *ReplayConfig
	files   []string
	capture observe.Capture
	out     *outbox
	tel     *telemetry
	tracker *correlate.Tracker
	clock   time.Time
}

func newReplay(cfg *ReplayConfig, capture observe.Capture, set correlate.Settings, out *outbox, tel *telemetry) (*replay, error) {
	r := &replay{cfg: cfg, capture: capture, out: out, tel: tel}
	for _, pattern := range cfg.Files {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			return nil, fmt.Errorf("replay::files: nothing matches %q", pattern)
		}
		slices.Sort(found)
		r.files = append(r.files, found...)
	}
	set.Emit = out.add
	r.tracker = correlate.New(set)
	return r, nil
}

// run reads every file. It returns early when ctx is done.
func (r *replay) run(ctx context.Context) {
	for _, name := range r.files {
		switch err := r.file(ctx, name); {
		case ctx.Err() != nil:
			r.tel.logger.Warn("replay was stopped before the end of the recording", zap.String("file", name))
		case err != nil:
			r.tel.logger.Error("replay could not read a file to its end", zap.String("file", name), zap.Error(err))
		}
	}
	r.tracker.Close(r.clock, "end_of_recording")
	r.out.flush()
}

func (r *replay) file(ctx context.Context, name string) error {
	f, err := os.Open(filepath.Clean(name))
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // it was only read
	plain, err := inflate(f)
	if err != nil {
		return err
	}
	reader := frames.NewReader(plain, r.cfg.MaxFrameBytes)
	next := r.frame
	if r.cfg.Format == formatOTLPJSON {
		next = r.records
	}
	var accepted, refused int64
	for ctx.Err() == nil {
		err = next(reader)
		if line := (*frames.LineError)(nil); errors.As(err, &line) {
			refused++
			r.tel.logger.Debug("replay refuses a line", zap.String("file", name), zap.Error(err))
			continue
		}
		if err != nil {
			break
		}
		accepted++
	}
	r.tel.frames("accepted", accepted)
	r.tel.frames("refused", refused)
	r.tel.logger.Info("replayed a file", zap.String("file", name), zap.Int64("accepted", accepted), zap.Int64("refused", refused))
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// frame replays one frame. One without time happens when the one before did.
func (r *replay) frame(reader *frames.Reader) error {
	f, err := reader.NextFrame()
	if err != nil {
		return err
	}
	at := f.Timestamp
	if at.IsZero() {
		at = r.clock
	}
	if at.After(r.clock) {
		r.clock = at
	}
	r.tracker.Frame(&f, at, r.capture)
	return nil
}

// records replays one line of the file exporter.
func (r *replay) records(reader *frames.Reader) error {
	line, err := reader.Next()
	if err != nil {
		return err
	}
	var unmarshaler plog.JSONUnmarshaler
	logs, err := unmarshaler.UnmarshalLogs(line)
	if err != nil {
		return &frames.LineError{Line: reader.Line(), Err: err}
	}
	if n := logs.LogRecordCount(); n > 0 {
		r.out.pass(&batch{records: logs, n: n})
	}
	return nil
}

// inflate returns a reader of what a file holds, gzip or plain.
func inflate(f io.Reader) (io.Reader, error) {
	buffered := bufio.NewReader(f)
	magic, err := buffered.Peek(2)
	if err != nil || magic[0] != 0x1f || magic[1] != 0x8b {
		return buffered, nil //nolint:nilerr // too short for gzip
	}
	return gzip.NewReader(buffered)
}
