// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// client is one connection that sends one request after the other. It is lean, so that what it costs hides little.
type client struct {
	conn    net.Conn
	reader  *bufio.Reader
	request []byte
}

func dial(address, path, body string, header ...string) (*client, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "POST %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: bench/1\r\nAccept: application/json, text/event-stream\r\n"+
		"Content-Type: application/json\r\nContent-Length: %d\r\n", path, address, len(body))
	for _, h := range header {
		b.WriteString(h + "\r\n")
	}
	b.WriteString("\r\n" + body)
	return &client{conn, bufio.NewReaderSize(conn, 64<<10), []byte(b.String())}, nil
}

// do sends the request and reads the answer, which must have a length.
func (c *client) do() error {
	if _, err := c.conn.Write(c.request); err != nil {
		return err
	}
	length := -1
	for {
		l, err := c.reader.ReadSlice('\n')
		if err != nil {
			return err
		}
		if len(l) <= 2 {
			break
		}
		if name, value, ok := strings.Cut(string(l), ":"); ok && strings.EqualFold(name, "Content-Length") {
			if length, err = strconv.Atoi(strings.TrimSpace(value)); err != nil {
				return err
			}
		}
	}
	if length < 0 {
		return errors.New("an answer without length")
	}
	_, err := c.reader.Discard(length)
	return err
}

// sample is what a load has measured.
type sample struct {
	requests int
	rate     float64 // requests per second
	p50      time.Duration
}

// load keeps so many connections busy for a while.
func load(address string, size, connections int, d time.Duration) (sample, error) {
	var (
		mu   sync.Mutex
		all  []time.Duration
		errs error
		wg   sync.WaitGroup
	)
	start := time.Now()
	for range connections {
		wg.Go(func() {
			latencies, err := busy(address, size, start.Add(d))
			mu.Lock()
			defer mu.Unlock()
			all = append(all, latencies...)
			if err != nil {
				errs = err
			}
		})
	}
	wg.Wait()
	if errs != nil || len(all) == 0 {
		return sample{}, errs
	}
	elapsed := time.Since(start)
	slices.Sort(all)
	return sample{len(all), float64(len(all)) / elapsed.Seconds(), all[len(all)/2]}, nil
}

// maxFailures is how many connections may break: the peer loses some (golang/go#40747).
const maxFailures = 100

func busy(address string, size int, until time.Time) ([]time.Duration, error) {
	latencies := make([]time.Duration, 0, 1<<16)
	for failures := 0; ; failures++ {
		c, err := dial(address, "/"+strconv.Itoa(size), callRequest)
		if err != nil {
			return nil, err
		}
		latencies, err = c.repeat(latencies, until)
		_ = c.conn.Close() // it has served
		if err == nil || failures == maxFailures {
			return latencies, err
		}
	}
}

func (c *client) repeat(latencies []time.Duration, until time.Time) ([]time.Duration, error) {
	for {
		start := time.Now()
		if start.After(until) {
			return latencies, nil
		}
		if err := c.do(); err != nil {
			return latencies, err
		}
		latencies = append(latencies, time.Since(start))
	}
}

// readEvents reads a stream until n events have come, and returns how old each was.
func readEvents(body io.Reader, n int) ([]time.Duration, error) {
	lines := bufio.NewReaderSize(body, 64<<10)
	ages := make([]time.Duration, 0, min(n, 1<<16))
	for seen := 0; seen < n; {
		l, err := lines.ReadSlice('\n')
		if err != nil {
			return nil, err
		}
		if len(l) < 10 {
			continue
		}
		seen++
		if len(ages) < cap(ages) {
			text := strings.TrimRight(string(l), "\"}\n")
			if sent, err := strconv.ParseInt(text[strings.LastIndexByte(text, '"')+1:], 10, 64); err == nil {
				ages = append(ages, time.Since(time.Unix(0, sent)))
			}
		}
	}
	slices.Sort(ages)
	return ages, nil
}
