// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// serveUpstream is an MCP server that does nothing but answer: with as many bytes as the path says, or with a stream.
func serveUpstream(address string) error {
	mux := http.NewServeMux()
	for _, size := range sizes {
		answer := toolResult(size)
		mux.HandleFunc("/"+strconv.Itoa(size), func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body) // a client that is gone needs no answer
			h := w.Header()
			h.Set("Content-Type", "application/json")
			h.Set("Content-Length", strconv.Itoa(len(answer)))
			_, _ = w.Write(answer)
		})
	}
	mux.HandleFunc("/initialize", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Mcp-Session-Id", "session-"+r.URL.RawQuery)
		_, _ = io.WriteString(w, initAnswer)
	})
	mux.HandleFunc("/stream", stream)
	server := &http.Server{Addr: address, Handler: mux, ReadHeaderTimeout: time.Minute}
	return server.ListenAndServe()
}

// stream sends n events, pausing between them, and stays open when asked to.
func stream(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	n, _ := strconv.Atoi(q.Get("n"))
	pause, _ := time.ParseDuration(q.Get("pause"))
	w.Header().Set("Content-Type", "text/event-stream")
	flusher := http.NewResponseController(w)
	for range n {
		if pause > 0 {
			time.Sleep(pause)
		}
		_, err := fmt.Fprintf(w, "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"level\":\"info\",\"data\":\"%d\"}}\n\n", time.Now().UnixNano())
		if err == nil && pause > 0 {
			err = flusher.Flush()
		}
		if err != nil {
			return
		}
	}
	_ = flusher.Flush() // a client that is gone is noticed below
	if q.Get("stay") != "" {
		<-r.Context().Done()
	}
}

// serveReverseProxy is the peer: a bare reverse proxy, set up as for streams.
func serveReverseProxy(address, upstream string) error {
	target := &url.URL{Scheme: "http", Host: upstream}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 256
	proxy := &httputil.ReverseProxy{
		Rewrite:       func(r *httputil.ProxyRequest) { r.SetURL(target); r.Out.Host = r.In.Host },
		Transport:     transport,
		FlushInterval: -1,
	}
	server := &http.Server{Addr: address, Handler: proxy, ReadHeaderTimeout: time.Minute}
	return server.ListenAndServe()
}

var sizes = []int{2 << 10, 32 << 10}

const (
	initRequest = `{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"bench","version":"1"}}}`
	initAnswer  = `{"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"2025-11-25","capabilities":{},"serverInfo":{"name":"bench","version":"1"}}}`
	callRequest = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"read_file","arguments":{"path":"/srv/data/report-2026.md","limit":100}}}`
)

// toolResult is an answer to callRequest of about size bytes that reads like a document.
func toolResult(size int) []byte {
	const head, tail = `{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"`, `"}],"isError":false}}`
	const prose = `The quarterly report lists \"open\" items by owner.\nEach line has a date, a sum and a remark; see section 4 for details. `
	text := strings.Repeat(prose, size/len(prose)+1)[:size-len(head)-len(tail)]
	text = strings.TrimRight(text, `\`)
	return []byte(head + text + tail)
}
