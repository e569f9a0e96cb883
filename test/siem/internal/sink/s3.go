// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sink

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/rig"
)

// Object is one object that was put, unpacked.
type Object struct {
	Key  string
	Data []byte
}

// S3 takes PUT Object with path-style addresses.
type S3 struct {
	*Server
	Objects Log[Object]
}

// NewS3 starts the endpoint with one bucket.
func NewS3(t *testing.T, certs *rig.Certs, bucket, accessKey string) *S3 {
	t.Helper()
	s := &S3{}
	s.Server = NewServer(t, certs, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		assert.Equal(t, http.MethodPut, r.Method)
		assert.True(t, strings.HasPrefix(r.Header.Get("Authorization"), "AWS4-HMAC-SHA256 Credential="+accessKey+"/"), "signed with version 4")
		assert.NotEmpty(t, r.Header.Get("X-Amz-Content-Sha256"))
		assert.True(t, strings.HasPrefix(r.URL.Path, "/"+bucket+"/"), r.URL.Path)
		data, err := io.ReadAll(r.Body)
		assert.NoError(t, err)
		if strings.HasPrefix(r.Header.Get("X-Amz-Content-Sha256"), "STREAMING-") {
			data = unchunk(t, data)
		}
		if strings.HasSuffix(r.URL.Path, ".gz") {
			zr, err := gzip.NewReader(bytes.NewReader(data))
			if assert.NoError(t, err) {
				data, err = io.ReadAll(zr)
				assert.NoError(t, err)
			}
		}
		s.Objects.Add(Object{Key: strings.TrimPrefix(r.URL.Path, "/"+bucket+"/"), Data: data})
		w.Header().Set("ETag", `"x"`)
	}))
	return s
}

// unchunk undoes the aws-chunked encoding: size in hex, data, ..., size 0, trailers.
func unchunk(t *testing.T, data []byte) []byte {
	t.Helper()
	in := bufio.NewReader(bytes.NewReader(data))
	var out []byte
	for {
		line, _ := in.ReadString('\n')
		size, _, _ := strings.Cut(strings.TrimSpace(line), ";")
		n, err := strconv.ParseInt(size, 16, 64)
		if !assert.NoErrorf(t, err, "chunk size %q", size) || n == 0 { //nolint:testifylint // a handler cannot end the test.
			return out
		}
		chunk := make([]byte, n)
		if _, err = io.ReadFull(in, chunk); err != nil {
			assert.Failf(t, "a chunk is short", "%v", err)
			return out
		}
		out = append(out, chunk...)
		_, _ = in.ReadString('\n')
	}
}
