// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package jsonrpc

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     Message
	}{
		{
			"request", ` { "jsonrpc" : "2.0", "id" : 1, "method" : "ping", "params" : {"a":[1,"}"]} } `,
			Message{Kind: Request, Version: []byte(`"2.0"`), ID: []byte("1"), Method: "ping", Params: []byte(`{"a":[1,"}"]}`)},
		},
		{"text id", `{"id":"1","method":"x"}`, Message{Kind: Request, ID: []byte(`"1"`), Method: "x"}},
		{"null id is none", `{"id":null,"method":"x"}`, Message{Kind: Notification, Method: "x"}},
		{"error without id", `{"error":{"code":1}}`, Message{Kind: Response, Error: []byte(`{"code":1}`)}},
		{"escaped key", `{"\u006dethod":"x"}`, Message{Kind: Notification, Method: "x"}},
		{"escaped method", `{"method":"a\u002fb"}`, Message{Kind: Notification, Method: "a/b"}},
		{"duplicates", `{"method":"a","method":"b"}`, Message{Kind: Notification, Method: "b", Duplicates: true}},
		{"escaped duplicate", `{"method":"a","m\u0065thod":"b"}`, Message{Kind: Notification, Method: "b", Duplicates: true}},
		{"strings that look like structure", `{"params":"{\"method\":\"\\\\\"","method":"x"}`, Message{Kind: Notification, Method: "x", Params: []byte(`"{\"method\":\"\\\\\""`)}},
		{"long method", `{"method":"` + strings.Repeat("m", 5000) + `"}`, Message{Kind: Notification, Method: strings.Repeat("m", maxMethod-1)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Parse([]byte(tt.in))
			require.NoError(t, err)
			assert.Equal(t, tt.want, got)
		})
	}
}

func TestParseRefuses(t *testing.T) {
	deep := strings.Repeat("[", MaxDepth+1) + strings.Repeat("]", MaxDepth+1)
	for in, want := range map[string]error{
		"": ErrMalformed, "{": ErrMalformed, "[]": ErrMalformed, `{"a":1} x`: ErrMalformed, `{"a":1,}`: ErrMalformed,
		`{"a" 1}`: ErrMalformed, `{"a":"x}`: ErrMalformed, `{"a":[}`: ErrMalformed, `{"a":{]}`: ErrMalformed, `{"a":nul}`: ErrMalformed,
		`{"a":-}`: ErrMalformed, `{"a":"\`: ErrMalformed, "{}": ErrShape, `{"id":1}`: ErrShape, `{"method":1}`: ErrShape, `{"method":""}`: ErrShape,
		`{"method":"x","params":` + deep + `}`: ErrTooDeep,
	} {
		_, err := Parse([]byte(in))
		require.ErrorIs(t, err, want, in)
	}
}

func TestParseFindsFieldsOfResult(t *testing.T) {
	msg, err := Parse([]byte(`{"id":1,"result":{"content":[{"isError":false}],"isError":true},"x":1}`), "isError", "tools")
	require.NoError(t, err)
	assert.Equal(t, "true", string(msg.Fields[0]))
	assert.Nil(t, msg.Fields[1])
	assert.Equal(t, `{"content":[{"isError":false}],"isError":true}`, string(msg.Result)) //nolint:testifylint // every byte counts
	_, err = Parse([]byte(`{"id":1,"result":{"a":}}`), "isError")
	require.ErrorIs(t, err, ErrMalformed)
}

func TestSplit(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     []string
		err      error
	}{
		{"one", `{"a":1}`, []string{`{"a":1}`}, nil},
		{"batch", ` [ {"a":[1]} , 2 ] `, []string{`{"a":[1]}`, "2"}, nil},
		{"empty batch", "[]", nil, nil},
		{"too long", "[1,2,3,4]", []string{"1", "2", "3"}, ErrBatch},
		{"cut", "[1,", []string{"1"}, ErrMalformed},
		{"no comma", "[1 2]", []string{"1"}, ErrMalformed},
		{"nothing", " ", nil, ErrMalformed},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			err := Split([]byte(tt.in), 3, func(m []byte) { got = append(got, string(m)) })
			require.ErrorIs(t, err, tt.err)
			assert.Equal(t, tt.want, got)
		})
	}
}

func TestParseAllocatesNothing(t *testing.T) {
	in := []byte(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"x","arguments":{"a":"b"}}}`)
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		if _, err := Parse(in, "isError"); err != nil {
			t.Fatal(err)
		}
	}))
}

// FuzzParse: whatever encoding/json takes for an object is read the same, and the parts are JSON.
func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":[1,2,{"b":"\"\\"}]}}`))
	f.Add([]byte(`{"id":"x","result":{"isError":true,"content":[]}}`))
	f.Add([]byte(`[{"method":"a"},1]`))
	f.Fuzz(func(t *testing.T, in []byte) {
		_ = Split(in, 10, func([]byte) {})
		msg, err := Parse(in, "isError", "tools")
		parts := map[string]json.RawMessage{}
		if json.Unmarshal(in, &parts) != nil || err != nil {
			return
		}
		for _, part := range [][]byte{msg.ID, msg.Params, msg.Result, msg.Error, msg.Fields[0], msg.Fields[1]} {
			assert.True(t, part == nil || json.Valid(part), "%q", part)
			assert.True(t, part == nil || bytes.Contains(in, part))
		}
		if id, ok := parts["id"]; ok && string(id) != "null" {
			assert.Equal(t, string(id), string(msg.ID), "the last of equal members wins in both")
		}
	})
}
