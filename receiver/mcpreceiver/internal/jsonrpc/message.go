// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package jsonrpc

import "errors"

// Kind of a message.
type Kind uint8

// The kinds JSON-RPC 2.0 knows.
const (
	Request Kind = iota + 1
	Notification
	Response
)

// ErrShape says that a value is JSON but no JSON-RPC message.
var ErrShape = errors.New("not a JSON-RPC message")

// Message is one message. The parts are raw JSON and point into what was parsed; a part that is absent is nil.
type Message struct {
	Kind    Kind
	Version []byte // jsonrpc
	ID      []byte // as written: 1 and "1" are different ids
	Method  string
	Params  []byte
	Result  []byte
	Error   []byte
	// Fields are the members of Result that Parse was asked for, in the order asked, nil where absent.
	Fields [MaxFields][]byte
	// Duplicates says that a top-level member occurs more than once: two parsers may read two different messages.
	Duplicates bool
}

// MaxFields is how many members of a result Parse can look for.
const MaxFields = 8

// Parse finds the parts of one message. Of an object in result it finds the members with the given names on the way, so
// that a long result is read once.
func Parse(raw []byte, names ...string) (Message, error) {
	var (
		msg    Message
		seen   uint8
		method []byte
	)
	members := MembersOf(raw)
	for {
		key, ok := members.key()
		if !ok {
			break
		}
		var value []byte
		if string(key) == "result" && len(names) > 0 {
			value, ok = members.object(names, &msg.Fields)
		} else {
			value, ok = members.value()
		}
		if !ok {
			break
		}
		part, bit := msg.part(string(key), &method)
		if part == nil {
			continue
		}
		msg.Duplicates = msg.Duplicates || seen&bit != 0
		seen |= bit
		*part = value
	}
	if err := members.Err(); err != nil {
		return Message{}, err
	}
	if skipSpace(raw, members.pos) != len(raw) {
		return Message{}, ErrMalformed
	}
	msg.Method = methodName(method)
	return msg, msg.classify(method != nil)
}

func (m *Message) part(key string, method *[]byte) (part *[]byte, bit uint8) {
	switch key {
	case "jsonrpc":
		return &m.Version, 1
	case "id":
		return &m.ID, 2
	case "method":
		return method, 4
	case "params":
		return &m.Params, 8
	case "result":
		return &m.Result, 16
	case "error":
		return &m.Error, 32
	}
	return nil, 0
}

func (m *Message) classify(hasMethod bool) error {
	if string(m.ID) == "null" {
		m.ID = nil
	}
	switch {
	case hasMethod && m.Method == "":
		return ErrShape
	case hasMethod && m.ID != nil:
		m.Kind = Request
	case hasMethod:
		m.Kind = Notification
	case m.Result != nil || m.Error != nil:
		m.Kind = Response
	default:
		return ErrShape
	}
	return nil
}

// Split calls yield with every message of a body: the elements of a batch, or the body itself. It stops after most
// messages and then returns ErrBatch.
func Split(body []byte, most int, yield func(message []byte)) error {
	pos := skipSpace(body, 0)
	if pos >= len(body) {
		return ErrMalformed
	}
	if body[pos] != '[' {
		yield(body)
		return nil
	}
	return splitBatch(body, pos+1, most, yield)
}

// ErrBatch says that a batch holds more messages than are looked at.
var ErrBatch = errors.New("batch too long")

func splitBatch(body []byte, pos, most int, yield func([]byte)) error {
	for n := 0; ; n++ {
		pos = skipSpace(body, pos)
		if pos < len(body) && body[pos] == ']' {
			return nil
		}
		if n > 0 {
			if pos >= len(body) || body[pos] != ',' {
				return ErrMalformed
			}
			pos = skipSpace(body, pos+1)
		}
		if n == most {
			return ErrBatch
		}
		end, err := skipValue(body, pos)
		if err != nil {
			return err
		}
		yield(body[pos:end])
		pos = end
	}
}
