// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"fmt"
	"path"
	"strings"
	"sync"
	"sync/atomic"
)

// fields decides which fields are scanned. It is safe for concurrent use.
type fields struct {
	include, exclude []string

	// known and other remember decisions: records use the same keys over and over.
	known, other keySet
}

// keySet remembers keys, a bounded number of them. It is safe for concurrent use; the zero value is empty.
type keySet struct {
	keys  sync.Map
	count atomic.Int64
}

// maxKeys is how many keys a set remembers. Further ones are decided about anew each time.
const maxKeys = 4096

func (s *keySet) has(key string) bool {
	_, ok := s.keys.Load(key)
	return ok
}

func (s *keySet) add(key string) {
	if s.count.Add(1) <= maxKeys {
		s.keys.Store(strings.Clone(key), nil)
	}
}

// newFields returns a decision for the globs of a configuration, or says which glob is malformed.
func newFields(c FieldsConfig) (*fields, error) {
	for _, list := range []struct {
		name  string
		globs []string
	}{{"include", c.Include}, {"exclude", c.Exclude}} {
		for _, g := range list.globs {
			if _, err := path.Match(g, ""); err != nil {
				return nil, fmt.Errorf("fields.%s: glob %q is malformed", list.name, g)
			}
		}
	}
	return &fields{include: c.Include, exclude: c.Exclude}, nil
}

// Results of fields.scan.
const (
	scanned = true
	skipped = false
)

// scan decides about one field.
func (f *fields) scan(name string) bool {
	if f.known.has(name) {
		return scanned
	}
	if f.other.has(name) {
		return skipped
	}
	if !f.decide(name) {
		f.other.add(name)
		return skipped
	}
	f.known.add(name)
	return scanned
}

func (f *fields) decide(name string) bool {
	if matchesAny(f.exclude, name) {
		return skipped
	}
	return len(f.include) == 0 || matchesAny(f.include, name)
}

func matchesAny(globs []string, name string) bool {
	name = strings.ReplaceAll(name, "/", ".") // a slash means nothing in a key, but a * would stop at it
	for _, g := range globs {
		if ok, _ := path.Match(strings.ReplaceAll(g, "/", "."), name); ok {
			return true
		}
	}
	return false
}
