// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package pseudonym replaces values by keyed pseudonyms: equal values stay equal, across collectors that share the key,
// and nobody without the key can test a guess.
//
// A pseudonym reads "[label:keyid:hex]". The hex part is the first 64 bits of HMAC-SHA-256 (RFC 2104) over the value with
// surrounding white space removed. The label is not part of the hash, so one value found by two rules keeps one hash.
package pseudonym

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"regexp"
	"strings"
	"sync"
)

const (
	// MinKeyBytes is the shortest key accepted. Shorter keys can be searched for.
	MinKeyBytes = 16
	// hashBytes is how much of the HMAC is kept: 64 bits.
	hashBytes = 8
	// HashLen is the length of a pseudonym's hash in hexadecimal digits.
	HashLen = 2 * hashBytes
)

var (
	errKeyID    = errors.New("key id must be 1 to 16 characters of a-z, 0-9 and _")
	errKeyShort = fmt.Errorf("key must have at least %d bytes", MinKeyBytes)

	keyID = regexp.MustCompile(`^[a-z0-9_]{1,16}$`)
	token = regexp.MustCompile(`\[([a-zA-Z0-9_.-]{1,64}):([a-z0-9_]{1,16}):([0-9a-f]{16})\]`)
)

// Keyer makes pseudonyms with one key. It is safe for concurrent use.
type Keyer struct {
	id   string
	pool sync.Pool
}

// New returns a Keyer for a key of at least MinKeyBytes bytes. The id is part of every pseudonym, so that pseudonyms made
// before and after a key rotation can be told apart.
func New(id string, key []byte) (*Keyer, error) {
	var errs []error
	if !keyID.MatchString(id) {
		errs = append(errs, errKeyID)
	}
	if len(key) < MinKeyBytes {
		errs = append(errs, errKeyShort)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	owned := append([]byte(nil), key...)
	return &Keyer{id: id, pool: sync.Pool{New: func() any { return hmac.New(sha256.New, owned) }}}, nil
}

// NewRandom returns a Keyer with a fresh random key: pseudonyms are equal within this process and nowhere else.
func NewRandom(id string) (*Keyer, error) {
	key := make([]byte, sha256.Size)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	return New(id, key)
}

// ID returns the key id.
func (k *Keyer) ID() string { return k.id }

// Hash returns the HashLen hexadecimal digits that stand for value.
func (k *Keyer) Hash(value string) string {
	h := k.pool.Get().(hash.Hash)
	defer k.pool.Put(h)
	h.Reset()
	h.Write([]byte(strings.TrimSpace(value)))
	var sum [sha256.Size]byte
	return hex.EncodeToString(h.Sum(sum[:0])[:hashBytes])
}

// Pseudonym returns "[label:keyid:hash]" for value.
func (k *Keyer) Pseudonym(label, value string) string {
	return "[" + label + ":" + k.id + ":" + k.Hash(value) + "]"
}

// Token is one pseudonym found in a text.
type Token struct {
	Label, KeyID, Hash string
	Start, End         int // byte offsets in the text
}

// Find returns the pseudonyms in text, in order.
func Find(text string) []Token {
	var found []Token
	for _, m := range token.FindAllStringSubmatchIndex(text, -1) {
		found = append(found, Token{Label: text[m[2]:m[3]], KeyID: text[m[4]:m[5]], Hash: text[m[6]:m[7]], Start: m[0], End: m[1]})
	}
	return found
}
