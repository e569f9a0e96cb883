// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package coding

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// flusher is what every encoder offers.
type flusher interface {
	io.WriteCloser
	Flush() error
}

var encoders = map[string]func(io.Writer) flusher{
	"gzip":    func(w io.Writer) flusher { return gzip.NewWriter(w) },
	"deflate": func(w io.Writer) flusher { return zlib.NewWriter(w) },
	"bare deflate": func(w io.Writer) flusher {
		z, _ := flate.NewWriter(w, flate.BestSpeed) // fails for unknown levels only
		return z
	},
	"br": func(w io.Writer) flusher { return brotli.NewWriter(w) },
	"zstd": func(w io.Writer) flusher {
		z, _ := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1)) // fails for bad options only
		return z
	},
}

func encode(tb testing.TB, name string, plain []byte) []byte {
	tb.Helper()
	var b bytes.Buffer
	w := encoders[name](&b)
	_, err := w.Write(plain)
	require.NoError(tb, err)
	require.NoError(tb, w.Close())
	return b.Bytes()
}

// coded is the name on the wire.
func coded(name string) string { return strings.TrimPrefix(name, "bare ") }

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		name   string
		values []string
		want   []string
		err    error
	}{
		{"nothing", nil, nil, nil},
		{"identity", []string{"identity"}, nil, nil},
		{"one", []string{"GZip"}, []string{"gzip"}, nil},
		{"two", []string{"gzip, br"}, []string{"gzip", "br"}, nil},
		{"two lines", []string{"gzip", " zstd ,"}, []string{"gzip", "zstd"}, nil},
		{"unknown", []string{"gzip, compress"}, nil, ErrUnknown},
		{"at the limit", []string{"gzip,gzip,gzip"}, []string{"gzip", "gzip", "gzip"}, nil},
		{"past the limit", []string{"gzip,gzip,gzip,gzip"}, nil, ErrUnknown},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Parse(tt.values)
			require.ErrorIs(t, err, tt.err)
			assert.Equal(t, tt.want, got)
		})
	}
}

func TestDecode(t *testing.T) {
	plain := []byte(strings.Repeat("hello, hello. ", 1000))
	for name := range encoders {
		t.Run(name, func(t *testing.T) {
			raw := encode(t, name, plain)
			got, err := Decode(bytes.NewReader(raw), []string{coded(name)}, int64(len(plain)))
			require.NoError(t, err, "at the limit")
			assert.Equal(t, plain, got)
			_, err = Decode(bytes.NewReader(raw), []string{coded(name)}, int64(len(plain))-1)
			require.ErrorIs(t, err, ErrTooLarge, "one past the limit")
			_, err = Decode(bytes.NewReader(raw[:len(raw)/2]), []string{coded(name)}, 1<<20)
			require.Error(t, err, "cut")
			twice, err := Decode(bytes.NewReader(encode(t, "br", raw)), []string{coded(name), "br"}, 1<<20)
			require.NoError(t, err)
			assert.Equal(t, plain, twice, "under another coding")
		})
	}
}

// TestBombs: 16 MB of one byte are not decoded to the end, whatever lies on top of them.
func TestBombs(t *testing.T) {
	for name := range encoders {
		t.Run(name, func(t *testing.T) {
			bomb := encode(t, name, make([]byte, 16<<20))
			_, err := Decode(bytes.NewReader(bomb), []string{coded(name)}, 1<<20)
			require.ErrorIs(t, err, ErrTooLarge)
			_, err = Decode(bytes.NewReader(encode(t, "gzip", bomb)), []string{coded(name), "gzip"}, 1<<20)
			require.ErrorIs(t, err, ErrTooLarge)
		})
	}
	empty := encode(t, "gzip", nil)
	hollow := encode(t, "gzip", bytes.Repeat(empty, 1<<20)) // megabytes that hold nothing
	_, err := Decode(bytes.NewReader(hollow), []string{"gzip", "gzip"}, 1<<20)
	require.ErrorIs(t, err, ErrTooLarge, "the limit holds for what lies between, too")
}

// TestWhatIsFlushedIsRead: an event must not wait for the end of its stream.
func TestWhatIsFlushedIsRead(t *testing.T) {
	for name := range encoders {
		t.Run(name, func(t *testing.T) {
			in, out := io.Pipe()
			w := encoders[name](out)
			go func() {
				for _, event := range []string{"data: 1\n\n", "data: 2\n\n"} {
					_, _ = io.WriteString(w, event) // a reader that gave up fails the test
					_ = w.Flush()
				}
			}()
			got := make(chan string)
			go func() {
				r, err := NewReader(in, []string{coded(name)}, 0)
				if err != nil {
					got <- err.Error()
					return
				}
				defer r.Close()
				text := make([]byte, 0, 18)
				for len(text) < 18 {
					n, err := r.Read(text[len(text):cap(text)])
					if text = text[:len(text)+n]; err != nil {
						break
					}
				}
				got <- string(text)
			}()
			select {
			case text := <-got:
				assert.Equal(t, "data: 1\n\ndata: 2\n\n", text)
			case <-time.After(5 * time.Second):
				t.Error("what was flushed does not come out")
			}
			require.NoError(t, in.Close())
		})
	}
}

// FuzzDecode: whatever comes under whatever coding, nothing panics and nothing is longer than the limit.
func FuzzDecode(f *testing.F) {
	for name := range encoders {
		f.Add(coded(name), encode(f, name, []byte("hello")))
		f.Add(coded(name)+", br", encode(f, "br", encode(f, name, []byte("hello"))))
	}
	f.Fuzz(func(t *testing.T, header string, body []byte) {
		names, err := Parse([]string{header})
		if err != nil {
			return
		}
		got, err := Decode(bytes.NewReader(body), names, 1<<16)
		if err == nil && len(names) > 0 {
			assert.LessOrEqual(t, len(got), 1<<16)
		}
	})
}
