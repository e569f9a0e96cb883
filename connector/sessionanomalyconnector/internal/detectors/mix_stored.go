// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/mix"
)

const (
	mixWindowsVersion = 1
	// maxClean bounds the sessions of a stored window: each is learned by itself.
	maxClean = 1 << 24
)

// storedMixWindows are the open windows as they are stored.
type storedMixWindows struct {
	Version int                          `json:"version"`
	Servers map[string][]storedMixWindow `json:"servers"`
}

type storedMixWindow struct {
	Number   int64                  `json:"number"`
	Counts   *mix.Counts            `json:"counts"`
	Sessions int                    `json:"sessions"`
	Ended    *mix.Counts            `json:"ended"`
	Clean    int                    `json:"clean"`
	First    map[string]detect.Call `json:"first"`
}

var _ detect.Resumer = (*mixShift)(nil)

// Suspend implements detect.Resumer.
func (d *mixShift) Suspend() ([]byte, error) {
	doc := storedMixWindows{Version: mixWindowsVersion, Servers: map[string][]storedMixWindow{}}
	for server, windows := range d.open {
		for _, w := range windows.list {
			doc.Servers[server] = append(doc.Servers[server], storedMixWindow{w.number, w.counts, w.sessions, w.ended, w.clean, w.first})
		}
	}
	return json.Marshal(doc)
}

var errMixWindows = errors.New("open windows: want at most three for a server, in order, with counts of what there was")

// Resume implements detect.Resumer. Windows of more servers than are watched are left out.
func (d *mixShift) Resume(data []byte) error {
	var doc storedMixWindows
	if err := json.Unmarshal(data, &doc); err != nil {
		return err
	}
	if doc.Version != mixWindowsVersion {
		return fmt.Errorf("open windows have version %d, this one reads %d", doc.Version, mixWindowsVersion)
	}
	open := map[string]*mixWindows{}
	for _, server := range sortedKeys(doc.Servers) {
		windows := &mixWindows{}
		for i := range doc.Servers[server] {
			if err := windows.restore(&doc.Servers[server][i]); err != nil {
				return err
			}
		}
		if len(open) < d.cfg.MaxServers {
			open[server] = windows
		}
	}
	d.open, d.latest = open, openWindow{}
	return nil
}

func (w *mixWindows) restore(in *storedMixWindow) error {
	n := len(w.list)
	switch {
	case n == maxOpenWindows, n > 0 && w.list[n-1].number >= in.Number, in.Counts == nil, in.Ended == nil,
		in.Sessions < 0, in.Clean < 0, in.Clean > maxClean, len(in.First) > mix.MaxTools:
		return errMixWindows
	}
	if in.First == nil {
		in.First = map[string]detect.Call{}
	}
	w.list = append(w.list, &mixWindow{
		number: in.Number, counts: in.Counts, sessions: in.Sessions, ended: in.Ended, clean: in.Clean, first: in.First,
	})
	return nil
}
