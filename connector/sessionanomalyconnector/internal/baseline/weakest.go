// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package baseline

import (
	"cmp"
	"container/heap"
)

// weakest is a heap with the baseline learned from the fewest sessions on top; among equals, the one not fed for longest.
type weakest[T Value] []*entry[T]

var _ heap.Interface = (*weakest[Value])(nil)

func (w weakest[T]) Len() int { return len(w) }

func (w weakest[T]) Less(i, j int) bool {
	a, b := w[i], w[j]
	return cmp.Or(cmp.Compare(a.weight, b.weight), cmp.Compare(a.last, b.last), cmp.Compare(a.key, b.key)) < 0
}

func (w weakest[T]) Swap(i, j int) {
	w[i], w[j] = w[j], w[i]
	w[i].position, w[j].position = i, j
}

// Push implements heap.Interface.
func (w *weakest[T]) Push(x any) {
	e := x.(*entry[T])
	e.position = len(*w)
	*w = append(*w, e)
}

// Pop implements heap.Interface.
func (w *weakest[T]) Pop() any {
	last := len(*w) - 1
	e := (*w)[last]
	(*w)[last] = nil
	*w = (*w)[:last]
	return e
}
