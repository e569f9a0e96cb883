// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package content

import (
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/flow"
)

// orders are the requests that were read, in a session or in the descriptions of a server's tools, and the values they
// named. At most maxOrders; those addressed to the model stay longest.
type orders struct {
	named flow.Memory
	list  []Order // by flow.Source of named
}

func (o *orders) size() int { return o.named.Size() + cap(o.list)*orderSize }

// place takes a place for a request: a free one, or that of the oldest request that is worth less. It returns -1 when all
// others are worth more.
func (o *orders) place(next Order) int {
	if len(o.list) < maxOrders {
		if len(o.list) == cap(o.list) {
			o.list = append(make([]Order, 0, min(2*len(o.list)+3, maxOrders)), o.list...)
		}
		o.list = append(o.list, next)
		return len(o.list) - 1
	}
	at, least := -1, 0
	for i := range o.list {
		old := &o.list[i]
		if old.Addressed && !next.Addressed {
			continue
		}
		if worth := old.worth(); at < 0 || worth < least || worth == least && old.before(&o.list[at]) {
			at, least = i, worth
		}
	}
	if at >= 0 {
		o.named.Forget(flow.Source(at))
		o.list[at] = next
	}
	return at
}

// ask reports whether a result holds a request to the model.
func (o *orders) ask(src flow.Source) bool {
	return slices.ContainsFunc(o.list, func(one Order) bool { return one.Source == src && one.Addressed })
}

// forget drops the requests of a result whose place is taken by another.
func (o *orders) forget(src flow.Source) {
	list := o.list
	for i := range list {
		if one := &list[i]; one.Source == src {
			o.named.Forget(flow.Source(i))
			*one = Order{Source: src, read: one.read}
		}
	}
}

func (o *Order) worth() int {
	n := 0
	if o.Addressed {
		n += 2
	}
	if o.strong {
		n++
	}
	return n
}
