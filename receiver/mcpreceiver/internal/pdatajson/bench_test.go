// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pdatajson

import (
	"strings"
	"testing"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// BenchmarkDecode turns a 32 KB result into pdata: prose with a few escapes, JSON within JSON, text without any escape.
func BenchmarkDecode(b *testing.B) {
	for name, text := range map[string]string{
		"prose": `The quarterly report lists \"open\" items by owner.\nEach line has a date, a sum and a remark; see section 4. `,
		"json":  `{\"id\":17,\"owner\":\"alice\",\"open\":true,\"sum\":12.5},\n`,
		"plain": `Each line has a date, a sum and a remark; see section 4 for details. `,
	} {
		b.Run(name, func(b *testing.B) {
			raw := []byte(`{"content":[{"type":"text","text":"` + strings.Repeat(text, 32<<10/len(text)) + `"}],"isError":false}`)
			b.SetBytes(int64(len(raw)))
			b.ReportAllocs()
			for b.Loop() {
				if err := Decode(raw, pcommon.NewValueEmpty()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
