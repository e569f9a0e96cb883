// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build !amd64 || purego

package flow

// put is putGo.
func (t *prints) put(hashes []uint32, src Source, grows bool, k *kept) (done, added, evicted int) {
	return t.putGo(hashes, src, grows, k)
}

// putSpaced is putSpacedGo.
func (t *prints) putSpaced(folded []byte, stride int, src Source, grows bool, k *kept) (done, added, evicted int) {
	return t.putSpacedGo(folded, stride, src, grows, k)
}
