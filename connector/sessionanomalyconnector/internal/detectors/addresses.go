// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"errors"
	"fmt"
	"net/netip"
)

// networks is a list of address ranges.
type networks []netip.Prefix

// parseNetworks reads CIDR ranges and single addresses, and reports every mistake at once.
func parseNetworks(list []string) (networks, error) {
	var out networks
	var errs []error
	for _, s := range list {
		if p, err := netip.ParsePrefix(s); err == nil {
			out = append(out, p.Masked())
			continue
		}
		a, err := netip.ParseAddr(s)
		if err != nil {
			errs = append(errs, fmt.Errorf("%q is neither an address nor a range such as 10.0.0.0/8", s))
			continue
		}
		out = append(out, netip.PrefixFrom(a.Unmap(), a.Unmap().BitLen()))
	}
	return out, errors.Join(errs...)
}

func (n networks) contain(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	for _, p := range n {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

// globs is a list of patterns in which * stands for any run of characters.
type globs []string

func (g globs) match(s string) bool {
	for _, p := range g {
		if glob(p, s) {
			return true
		}
	}
	return false
}

// glob matches in time linear in s for each star, with no recursion: both strings may come from outside.
func glob(pattern, s string) bool {
	p, i, star, mark := 0, 0, -1, 0
	for i < len(s) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, i
			p++
		case p < len(pattern) && pattern[p] == s[i]:
			p++
			i++
		case star >= 0:
			mark++
			p, i = star+1, mark
		default:
			return false
		}
	}
	for p < len(pattern) && pattern[p] == '*' {
		p++
	}
	return p == len(pattern)
}
