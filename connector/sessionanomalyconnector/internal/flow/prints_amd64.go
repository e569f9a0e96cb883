// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build !purego

package flow

//go:generate go run -C ../../../../internal/tools ./prints -out ../../connector/sessionanomalyconnector/internal/flow/prints_amd64.s

import "golang.org/x/sys/cpu"

// put is putGo with a bucket in one register.
func (t *prints) put(hashes []uint32, src Source, grows bool, k *kept) (done, added, evicted int) {
	if !cpu.X86.HasAVX2 {
		return t.putGo(hashes, src, grows, k)
	}
	if len(t.buckets) == 0 || len(hashes) == 0 {
		return 0, 0, 0
	}
	done, known, free := putAVX2(&t.buckets[0], len(t.buckets)-1, &hashes[0], len(hashes), uint64(src+1), grows, &k[0])
	return done, done - known, done - known - free
}

// putAVX2 is putGo for at least one hash and one bucket; last is the number of the last. It counts those that were known, and the free
// places that it used.
//
//go:noescape
func putAVX2(buckets *printBucket, last int, hashes *uint32, n int, of uint64, grows bool, counts *uint8) (done, known, free int)

// putSpaced is putSpacedGo with a bucket in one register.
func (t *prints) putSpaced(folded []byte, stride int, src Source, grows bool, k *kept) (done, added, evicted int) {
	if !cpu.X86.HasAVX2 {
		return t.putSpacedGo(folded, stride, src, grows, k)
	}
	if len(t.buckets) == 0 || len(folded) < gram {
		return 0, 0, 0
	}
	n := (len(folded)-gram)/stride + 1
	done, known, free := putSpacedAVX2(&t.buckets[0], len(t.buckets)-1, &folded[0], stride, n, mix1, mix2, uint64(src+1), grows, &k[0])
	return done, done - known, done - known - free
}

// putSpacedAVX2 is putAVX2 for the hashes of n grams that are stride apart.
//
//go:noescape
func putSpacedAVX2(buckets *printBucket, last int, folded *byte, stride, n int, mix1, mix2, of uint64, grows bool, counts *uint8) (done, known, free int)
