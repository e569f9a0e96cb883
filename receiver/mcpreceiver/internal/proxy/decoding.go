// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package proxy

import (
	"errors"
	"io"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/coding"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/observe"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/sse"
)

// maxBehind is how many chunks of a compressed stream may wait to be decoded. A stream that comes faster is passed on as it
// is and no longer looked into.
const maxBehind = 64

// decoding reads the copy of a compressed stream beside the request path: the client never waits for it.
type decoding struct {
	chunks chan *observe.Buffer
	lost   bool // a chunk did not fit: nothing after it can be decoded
	end    observe.Observation
}

// decode starts to read the copy of a stream under the codings.
func (h *Handler) decode(x *observe.Exchange, names []string) *decoding {
	d := &decoding{chunks: make(chan *observe.Buffer, maxBehind)}
	h.decoders.Add(1)
	go func() {
		defer h.decoders.Add(-1)
		source := &chunkReader{chunks: d.chunks}
		err := h.decodeEvents(x, source, names)
		source.drain()
		if err != nil || d.lost {
			h.Sink.Observe(observe.Observation{Kind: observe.Opaque, At: d.end.At, Exchange: x})
		}
		h.Sink.Observe(d.end)
	}()
	return d
}

// maxRatio is how many times its size a stream may grow to. Text grows 20 times at most, a bomb 1000 times and more.
const maxRatio = 200

func (h *Handler) decodeEvents(x *observe.Exchange, source *chunkReader, names []string) error {
	plain, err := coding.NewReader(source, names, 0)
	if errors.Is(err, io.EOF) { // a stream without a byte is no broken one
		return nil
	}
	if err != nil {
		return err
	}
	defer plain.Close()
	parser := sse.NewParser(h.MaxMessageBytes)
	chunk := chunks.Get().(*[]byte)
	defer chunks.Put(chunk)
	for size := 0; ; {
		n, err := plain.Read(*chunk)
		if size += n; size > maxRatio*source.taken+h.MaxMessageBytes {
			return coding.ErrTooLarge
		}
		parser.Feed((*chunk)[:n], func(ev sse.Event) { h.event(x, ev) })
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) { // who ends a stream may leave the coding open
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// feed hands a chunk over, or gives up on the stream.
func (d *decoding) feed(part []byte) {
	if d.lost || len(part) == 0 {
		return
	}
	select {
	case d.chunks <- observe.Copy(part):
	default:
		d.lost = true
	}
}

// close tells what ended the stream, which is observed after the last event.
func (d *decoding) close(end observe.Observation) {
	d.end = end
	close(d.chunks)
}

// chunkReader reads chunks one after the other.
type chunkReader struct {
	chunks  <-chan *observe.Buffer
	current *observe.Buffer
	rest    []byte
	taken   int // bytes so far
}

// Read waits for the next chunk, not for more than that.
func (r *chunkReader) Read(p []byte) (int, error) {
	for len(r.rest) == 0 {
		r.current.Free()
		next, ok := <-r.chunks
		if r.current = next; !ok {
			return 0, io.EOF
		}
		r.rest = next.B
		r.taken += len(r.rest)
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// drain reads to the end for nothing.
func (r *chunkReader) drain() {
	r.current.Free()
	for chunk := range r.chunks {
		chunk.Free()
	}
}
