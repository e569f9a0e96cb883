// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package jsonrpc

import (
	"bytes"
	"encoding/json"
)

// Members walks the members of one JSON object.
type Members struct {
	data  []byte
	pos   int
	began bool
	err   error
}

// MembersOf starts a walk over object. A value that is no object has no members.
func MembersOf(object []byte) Members {
	pos := skipSpace(object, 0)
	if pos >= len(object) || object[pos] != '{' {
		return Members{err: ErrMalformed}
	}
	return Members{data: object, pos: pos + 1}
}

// Next returns the next key, decoded, and its raw value. It returns false at the end and on malformed JSON.
func (m *Members) Next() (key, value []byte, ok bool) {
	if key, ok = m.key(); !ok {
		return nil, nil, false
	}
	value, ok = m.value()
	return key, value, ok
}

// key reads the next key and the colon.
func (m *Members) key() (key []byte, ok bool) {
	if m.err != nil || m.data == nil {
		return nil, false
	}
	pos := skipSpace(m.data, m.pos)
	if pos < len(m.data) && m.data[pos] == '}' {
		m.pos, m.data = pos+1, nil
		return nil, false
	}
	if m.began {
		if pos >= len(m.data) || m.data[pos] != ',' {
			return m.fail(ErrMalformed)
		}
		pos = skipSpace(m.data, pos+1)
	}
	m.began = true
	if pos >= len(m.data) || m.data[pos] != '"' {
		return m.fail(ErrMalformed)
	}
	end, err := skipString(m.data, pos)
	if err != nil {
		return m.fail(err)
	}
	key = unquoteKey(m.data[pos:end])
	pos = skipSpace(m.data, end)
	if pos >= len(m.data) || m.data[pos] != ':' {
		return m.fail(ErrMalformed)
	}
	m.pos = skipSpace(m.data, pos+1)
	return key, true
}

// value reads the value of the key that was read last.
func (m *Members) value() (value []byte, ok bool) {
	end, err := skipValue(m.data, m.pos)
	if err != nil {
		return m.fail(err)
	}
	value = m.data[m.pos:end]
	m.pos = end
	return value, true
}

// object reads a value like value does. The members of an object with the given names go to fields.
func (m *Members) object(names []string, fields *[MaxFields][]byte) (value []byte, ok bool) {
	if m.pos >= len(m.data) || m.data[m.pos] != '{' {
		return m.value()
	}
	inner := MembersOf(m.data[m.pos:])
	for {
		key, v, more := inner.Next()
		if !more {
			break
		}
		for i, name := range names {
			if string(key) == name {
				fields[i] = v
			}
		}
	}
	if inner.err != nil {
		return m.fail(inner.err)
	}
	value = m.data[m.pos : m.pos+inner.pos]
	m.pos += inner.pos
	return value, true
}

func (m *Members) fail(err error) ([]byte, bool) {
	m.err = err
	return nil, false
}

// Err says why the walk ended early, or nil.
func (m *Members) Err() error { return m.err }

// unquoteKey decodes a key. Escapes in keys are how one hides a member from a gateway, so they must not make a difference.
func unquoteKey(quoted []byte) []byte {
	inner := quoted[1 : len(quoted)-1]
	if bytes.IndexByte(inner, '\\') < 0 {
		return inner
	}
	var key string
	if json.Unmarshal(quoted, &key) != nil {
		return inner
	}
	return []byte(key)
}

// Get returns the raw value of a member of object, or nil. The last of equal keys wins, as in most decoders.
func Get(object []byte, name string) []byte {
	var found []byte
	for m := MembersOf(object); ; {
		key, value, ok := m.Next()
		if !ok {
			return found
		}
		if string(key) == name {
			found = value
		}
	}
}

// Text returns the decoded string a raw value holds, or "".
func Text(value []byte) string {
	if len(value) < 2 || value[0] != '"' {
		return ""
	}
	inner := value[1 : len(value)-1]
	if bytes.IndexByte(inner, '\\') < 0 {
		return string(inner)
	}
	var s string
	if json.Unmarshal(value, &s) != nil {
		return ""
	}
	return s
}

// IsTrue says whether a raw value is the literal true.
func IsTrue(value []byte) bool { return string(value) == "true" }
