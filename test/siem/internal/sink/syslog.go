// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sink

import (
	"bufio"
	"crypto/tls"
	"io"
	"net"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/rig"
)

// Message is one message of RFC 5424.
type Message struct {
	Priority                              int
	Time, Host, App, Proc, MsgID, SD, Msg string
}

// Syslog listens for RFC 5424 over TLS with the octet counting of RFC 5425.
type Syslog struct {
	Addr     string
	Messages Log[Message]
}

var rfc5424 = regexp.MustCompile(`(?s)^<(\d{1,3})>1 (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z) ([!-~]{1,255}) ([!-~]{1,48}) ([!-~]{1,128}) ([!-~]{1,32}) (-|\[.*?\]) (.*)$`)

// NewSyslog starts the listener.
func NewSyslog(t *testing.T, certs *rig.Certs) *Syslog {
	t.Helper()
	l, err := tls.Listen("tcp", "127.0.0.1:0", certs.Server)
	require.NoError(t, err)
	t.Cleanup(func() { _ = l.Close() })
	s := &Syslog{Addr: l.Addr().String()}
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go s.read(t, conn)
		}
	}()
	return s
}

func (s *Syslog) read(t *testing.T, conn net.Conn) {
	t.Helper()
	defer conn.Close()
	in := bufio.NewReader(conn)
	for {
		count, err := in.ReadString(' ')
		if err != nil {
			return
		}
		n, err := strconv.Atoi(strings.TrimSuffix(count, " "))
		if !assert.NoError(t, err, "a frame starts with its length") { //nolint:testifylint // a handler cannot end the test.
			return
		}
		frame := make([]byte, n)
		if _, err := io.ReadFull(in, frame); err != nil {
			return
		}
		m := rfc5424.FindStringSubmatch(strings.TrimSuffix(string(frame), "\n"))
		if !assert.NotNil(t, m, "not RFC 5424: %q", frame) {
			return
		}
		priority, _ := strconv.Atoi(m[1])
		s.Messages.Add(Message{Priority: priority, Time: m[2], Host: m[3], App: m[4], Proc: m[5], MsgID: m[6], SD: m[7], Msg: m[8]})
	}
}
