// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
)

// recorded is one line of a data set.
type recorded struct {
	SessionID string          `json:"session_id"`
	User      string          `json:"user"`
	TS        string          `json:"ts"`
	Direction string          `json:"direction"`
	Message   json.RawMessage `json:"message"`
	Label     label           `json:"label"`
}

// label says what became of a session. Absent values are nil or false.
type label struct {
	Attack          bool  `json:"attack"`
	AttackSucceeded bool  `json:"attack_succeeded"`
	Delivered       *bool `json:"injection_delivered"`
	DestinationUsed *bool `json:"attacker_destination_used"`
	DataExfiltrated *bool `json:"data_exfiltrated"`
	Setting         string
}

func (l label) delivered() bool       { return l.Delivered != nil && *l.Delivered }
func (l label) exfiltrated() bool     { return l.DataExfiltrated != nil && *l.DataExfiltrated }
func (l label) destinationUsed() bool { return l.DestinationUsed != nil && *l.DestinationUsed }

// frame is one line of the ingest format. No label goes into it.
type frame struct {
	Timestamp string          `json:"timestamp"`
	SessionID string          `json:"session_id"`
	Server    string          `json:"server"`
	Direction string          `json:"direction"`
	Transport string          `json:"transport"`
	UserID    string          `json:"user_id,omitempty"`
	Agent     string          `json:"agent"`
	Message   json.RawMessage `json:"message"`
}

// session is one session of a data set.
type session struct {
	id    string
	label label
}

// maxLine is the longest line of a data set.
const maxLine = 64 << 20

// convert writes a data set as frames and returns its sessions in order.
func convert(from, to string) (sessions []session, err error) {
	in, err := os.Open(from) //nolint:gosec // G304: the path is the operator's own
	if err != nil {
		return nil, err
	}
	defer func() { _ = in.Close() }() // it was only read
	plain, err := gzip.NewReader(in)
	if err != nil {
		return nil, err
	}
	out, err := os.Create(to)
	if err != nil {
		return nil, err
	}
	defer func() {
		if e := out.Close(); err == nil {
			err = e
		}
	}()
	lines := bufio.NewScanner(plain)
	lines.Buffer(nil, maxLine)
	enc, seen := json.NewEncoder(out), map[string]bool{}
	for n := 1; lines.Scan(); n++ {
		var r recorded
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if !seen[r.SessionID] {
			seen[r.SessionID] = true
			sessions = append(sessions, session{id: r.SessionID, label: r.Label})
		}
		err := enc.Encode(frame{
			Timestamp: r.TS, SessionID: r.SessionID, Server: "recorded", Direction: r.Direction, Transport: "stdio",
			UserID: r.User, Agent: "recorded", Message: r.Message,
		})
		if err != nil {
			return nil, err
		}
	}
	return sessions, lines.Err()
}
