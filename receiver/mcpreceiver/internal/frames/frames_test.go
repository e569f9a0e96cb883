// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package frames

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

func TestParse(t *testing.T) {
	f, err := Parse([]byte(`{"timestamp":"2026-01-02T03:04:05.5+01:00","session_id":"s","server":"x","direction":"server_to_client","transport":"stdio",` +
		`"user_id":null,"agent":"bot","client":{"address":"::1","name":"n","version":"1"},"later":{"a":1},"message":{"method":"m"}}`))
	require.NoError(t, err)
	want := Frame{
		Timestamp: f.Timestamp, SessionID: "s", Server: "x", Direction: schema.ServerToClient, Transport: "stdio", Agent: "bot",
		Client: Client{Address: "::1", Name: "n", Version: "1"}, Message: []byte(`{"method":"m"}`),
	}
	assert.Equal(t, want, f)
	assert.True(t, f.Timestamp.Equal(time.Date(2026, 1, 2, 2, 4, 5, 5e8, time.UTC)))
}

func TestParseGuessesTheDirection(t *testing.T) {
	for message, want := range map[string]string{
		`{"id":1,"method":"tools/call"}`:             schema.ClientToServer,
		`{"id":1,"result":{}}`:                       schema.ServerToClient,
		`{"id":1,"method":"sampling/createMessage"}`: schema.ServerToClient,
		`{"method":"notifications/initialized"}`:     schema.ClientToServer,
		`{"method":"notifications/message"}`:         schema.ServerToClient,
	} {
		f, err := Parse([]byte(`{"message":` + message + `}`))
		require.NoError(t, err)
		assert.Equal(t, want, f.Direction, message)
	}
}

func TestParseRefuses(t *testing.T) {
	for line, want := range map[string]string{
		`{}`:                                     "message: is missing",
		`{"message":{}}`:                         "message: not a JSON-RPC message",
		`{"message":7}`:                          "message: malformed JSON",
		`{"message":{"method":"x"},"server":1}`:  "server: must be a string",
		`{"message":{"method":"x"},"client":[]}`: "client: must be an object",
		`{"direction":"up","message":{"method":"x"}}`:                                  "direction: must be",
		`{"timestamp":"yesterday","message":{"method":"x"}}`:                           "timestamp: must be as in RFC 3339",
		`{"server":"` + strings.Repeat("x", maxText+1) + `","message":{"method":"x"}}`: "server: is longer than",
		`not json`: "malformed JSON",
	} {
		_, err := Parse([]byte(line))
		require.ErrorContains(t, err, want, line)
	}
}

func TestReaderGoesOnAfterABadLine(t *testing.T) {
	long := strings.Repeat("x", 200_000)
	r := NewReader(strings.NewReader("\n{\"message\":{\"method\":\"a\"}}\r\n"+long+"\nbad\n{\"message\":{\"method\":\"b\"}}"), 1000)
	var got []string
	for {
		f, err := r.NextFrame()
		if errors.Is(err, io.EOF) {
			break
		}
		if line := (*LineError)(nil); errors.As(err, &line) {
			got = append(got, err.Error())
			continue
		}
		require.NoError(t, err)
		got = append(got, string(f.Message))
	}
	assert.Equal(t, []string{`{"method":"a"}`, "line 3: line is too long", "line 4: malformed JSON", `{"method":"b"}`}, got)
}

// FuzzReader: nothing panics, and every line is told of once.
func FuzzReader(f *testing.F) {
	f.Add("{\"message\":{\"method\":\"a\"}}\nbad\n")
	f.Fuzz(func(t *testing.T, in string) {
		r := NewReader(strings.NewReader(in), 64)
		for n := 0; ; n++ {
			_, err := r.NextFrame()
			if errors.Is(err, io.EOF) {
				break
			}
			require.LessOrEqual(t, n, strings.Count(in, "\n")+1)
		}
	})
}
