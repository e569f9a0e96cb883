// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package jsonrpc

import (
	"strings"
	"testing"
)

// texts are what tools answer with: prose with a few escapes, JSON within JSON, and text without any escape.
var texts = map[string]string{
	"prose": `The quarterly report lists \"open\" items by owner.\nEach line has a date, a sum and a remark; see section 4. `,
	"json":  `{\"id\":17,\"owner\":\"alice\",\"open\":true,\"sum\":12.5},\n`,
	"plain": `Each line has a date, a sum and a remark; see section 4 for details. `,
}

// BenchmarkParse finds the parts of a 32 KB answer.
func BenchmarkParse(b *testing.B) {
	for name, text := range texts {
		b.Run(name, func(b *testing.B) {
			raw := []byte(`{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"` + strings.Repeat(text, 32<<10/len(text)) + `"}],"isError":false}}`)
			b.SetBytes(int64(len(raw)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Parse(raw, "isError"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
