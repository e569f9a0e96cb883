// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package frames reads and writes MCP messages that something else saw: one JSON object a line.
package frames

import (
	"errors"
	"fmt"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/jsonrpc"
)

// maxText bounds every text of a frame but the message.
const maxText = 4096

// Frame is one message with what is known of where it was seen. Only Message is required.
type Frame struct {
	Timestamp time.Time // zero where the frame has none
	SessionID string
	Server    string
	Direction string // "client_to_server", "server_to_client", or empty: then the message tells
	Transport string
	UserID    string
	Agent     string
	Client    Client
	Message   []byte // points into the line
}

// Client is what a frame says of the client.
type Client struct{ Address, Name, Version string }

var errMessage = errors.New("message: is missing")

// Parse reads one line. The frame points into it.
func Parse(line []byte) (Frame, error) {
	var f Frame
	members := jsonrpc.MembersOf(line)
	for {
		key, value, ok := members.Next()
		if !ok {
			break
		}
		if err := f.set(string(key), value); err != nil {
			return Frame{}, err
		}
	}
	if err := members.Err(); err != nil {
		return Frame{}, err
	}
	if f.Message == nil {
		return Frame{}, errMessage
	}
	return f, f.check()
}

func (f *Frame) set(key string, value []byte) error {
	var err error
	switch key {
	case "timestamp":
		f.Timestamp, err = parseTime(value)
	case "session_id":
		f.SessionID, err = optional(key, value)
	case "server":
		f.Server, err = optional(key, value)
	case "direction":
		f.Direction, err = optional(key, value)
	case "transport":
		f.Transport, err = optional(key, value)
	case "user_id":
		f.UserID, err = optional(key, value)
	case "agent":
		f.Agent, err = optional(key, value)
	case "client":
		err = f.setClient(value)
	case "message":
		f.Message = value
	}
	return err
}

func (f *Frame) setClient(value []byte) error {
	if string(value) == "null" {
		return nil
	}
	members := jsonrpc.MembersOf(value)
	for {
		key, v, ok := members.Next()
		if !ok {
			break
		}
		var err error
		switch string(key) {
		case "address":
			f.Client.Address, err = optional("client.address", v)
		case "name":
			f.Client.Name, err = optional("client.name", v)
		case "version":
			f.Client.Version, err = optional("client.version", v)
		}
		if err != nil {
			return err
		}
	}
	if members.Err() != nil {
		return errors.New("client: must be an object with address, name and version")
	}
	return nil
}

// optional reads a text that may be null.
func optional(key string, value []byte) (string, error) {
	if string(value) == "null" {
		return "", nil
	}
	if len(value) == 0 || value[0] != '"' {
		return "", fmt.Errorf("%s: must be a string", key)
	}
	s := jsonrpc.Text(value)
	if len(s) > maxText {
		return "", fmt.Errorf("%s: is longer than %d bytes", key, maxText)
	}
	return s, nil
}

func parseTime(value []byte) (time.Time, error) {
	s, err := optional("timestamp", value)
	if err != nil || s == "" {
		return time.Time{}, err
	}
	at, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return time.Time{}, errors.New("timestamp: must be as in RFC 3339, for example 2026-11-21T09:30:00.5Z")
	}
	return at, nil
}

// check looks at the message and, where the frame names no direction, finds it out.
func (f *Frame) check() error {
	switch f.Direction {
	case "", schema.ClientToServer, schema.ServerToClient:
	default:
		return fmt.Errorf("direction: must be %q or %q", schema.ClientToServer, schema.ServerToClient)
	}
	if len(f.Message) > 0 && f.Message[0] == '[' {
		return nil // a batch: its messages are looked at one by one
	}
	msg, err := jsonrpc.Parse(f.Message)
	if err != nil {
		return fmt.Errorf("message: %w", err)
	}
	if f.Direction == "" {
		f.Direction = guess(&msg)
	}
	return nil
}

// guess tells the usual direction of a message.
func guess(msg *jsonrpc.Message) string {
	switch msg.Method {
	case "":
		return schema.ServerToClient
	case "sampling/createMessage", "elicitation/create", "roots/list",
		"notifications/message", "notifications/progress", "notifications/resources/updated",
		"notifications/resources/list_changed", "notifications/tools/list_changed", "notifications/prompts/list_changed",
		"notifications/elicitation/complete", "notifications/subscriptions/acknowledged":
		return schema.ServerToClient
	}
	return schema.ClientToServer
}
