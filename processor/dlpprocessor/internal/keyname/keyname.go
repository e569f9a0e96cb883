// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package keyname recognises the names of attributes and JSON members whose values are secret whatever they are: password,
// Authorization, clientSecret, AWS_SECRET_ACCESS_KEY.
//
// Names are compared by their last part after a dot or slash, without regard to case, hyphens, underscores and spaces. A name
// that begins with * matches every key that ends so.
package keyname

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Defaults are names that nobody uses for what may be seen by others.
var Defaults = []string{
	"*password", "*passwd", "*passphrase", "pwd",
	"*secret", "*secret_key", "*secret_access_key", "*private_key", "*api_key", "*access_key",
	"*access_token", "*refresh_token", "*id_token", "*auth_token", "*session_token", "*bearer_token",
	"authorization", "proxy_authorization", "cookie", "set_cookie", "credentials", "*connection_string", "cvv", "cvv2", "cvc",
}

// maxName bounds the length of a name, in bytes.
const maxName = 64

var (
	errEmpty = errors.New("must hold a letter or digit")
	errLong  = fmt.Errorf("is longer than %d bytes", maxName)
	errASCII = errors.New("must be ASCII")
	errStar  = errors.New("may have a * at its beginning alone")
)

// Set is a set of names. It is immutable and safe for concurrent use.
type Set struct {
	exact, suffixes map[string]bool
	lengths         []int      // of the suffixes
	ends            [32]uint32 // by the last letter of a name, a bit for each that may stand before it: all others match nothing
	hints           []string
}

// New returns a set, or says which names are malformed.
func New(names []string) (*Set, error) {
	s := &Set{exact: map[string]bool{}, suffixes: map[string]bool{}}
	var errs []error
	for _, name := range names {
		if err := s.add(name); err != nil {
			errs = append(errs, fmt.Errorf("%q %w", name, err))
		}
	}
	return s, errors.Join(errs...)
}

func (s *Set) add(name string) error {
	rest, isSuffix := strings.CutPrefix(name, "*")
	var buffer [maxName]byte
	n, _ := compact(buffer[:], rest)
	switch {
	case len(name) > maxName:
		return errLong
	case strings.Contains(rest, "*"):
		return errStar
	case strings.ContainsFunc(rest, func(r rune) bool { return r > unicode.MaxASCII }):
		return errASCII
	case n == 0:
		return errEmpty
	}
	compacted := string(buffer[:n])
	s.addEnd(buffer[:n])
	if isSuffix {
		s.suffixes[compacted] = true
		if !slices.Contains(s.lengths, n) {
			s.lengths = append(s.lengths, n)
		}
	} else {
		s.exact[compacted] = true
	}
	if hint := lastWord(rest); !slices.Contains(s.hints, hint) {
		s.hints = append(s.hints, hint)
	}
	return nil
}

// Match tells whether a key is in the set. It allocates nothing.
func (s *Set) Match(key string) bool {
	if !s.mayEnd(key) {
		return false
	}
	key = key[strings.LastIndexAny(key, "./")+1:]
	var buffer [maxName]byte
	n, whole := compact(buffer[:], key)
	if whole && s.exact[string(buffer[:n])] {
		return true
	}
	for _, length := range s.lengths {
		if length <= n && s.suffixes[string(buffer[n-length:n])] {
			return true
		}
	}
	return false
}

func (s *Set) addEnd(name []byte) {
	last := name[len(name)-1] & endBits
	if len(name) == 1 {
		s.ends[last] = ^uint32(0) // anything, or nothing, may stand before it
		return
	}
	s.ends[last] |= 1 << (name[len(name)-2] & endBits)
}

// endBits are those of a letter that its two cases have in common.
const endBits = 0x1f

// mayEnd tells whether the last two characters of a key are those of a name. Nearly all keys of telemetry end otherwise.
func (s *Set) mayEnd(key string) bool {
	i := len(key) - 1
	for i >= 0 && joins(key[i]) {
		i--
	}
	if i < 0 {
		return false
	}
	before := s.ends[key[i]&endBits]
	for i--; i >= 0 && joins(key[i]); {
		i--
	}
	if i < 0 || key[i] == '.' || key[i] == '/' {
		return before == ^uint32(0)
	}
	return before&(1<<(key[i]&endBits)) != 0
}

// joins tells whether a character only parts the words of a name.
func joins(c byte) bool { return c == '-' || c == '_' || c == ' ' }

// Hints returns words, in lower case, one of which every key in the set ends with, whatever parts its words.
func (s *Set) Hints() []string { return s.hints }

// compact writes the last bytes of key into buffer, in lower case and without what parts words. whole tells that all of it
// is there.
func compact(buffer []byte, key string) (n int, whole bool) {
	at := len(buffer)
	for i := len(key) - 1; i >= 0; i-- {
		c := key[i]
		if joins(c) {
			continue
		}
		if at == 0 {
			return len(buffer), false
		}
		at--
		buffer[at] = lower(c)
	}
	n = copy(buffer, buffer[at:])
	return n, true
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

func lastWord(name string) string {
	name = strings.TrimRight(name, "-_ ")
	return strings.ToLower(name[strings.LastIndexAny(name, "-_ ")+1:])
}
