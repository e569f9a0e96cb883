// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package company

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

const (
	base32Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
	alphaNumeric  = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
)

// Secrets are the values that must never reach a file. They are made anew in every run: real in form, valid nowhere.
type Secrets struct {
	AWSKey      string
	GitHubToken string
	Customers   []Customer
}

// Customer is one row of the customer table.
type Customer struct {
	Name, Email, Card, SSN, City string
}

// NewSecrets makes a set of secrets from a seed.
func NewSecrets(seed uint64) *Secrets {
	r := rand.New(rand.NewPCG(seed, 1))
	s := &Secrets{
		AWSKey:      "AKIA" + letters(r, base32Letters, 16),
		GitHubToken: "ghp_" + letters(r, alphaNumeric, 36),
	}
	for i, name := range []string{"Ada Byron", "Grace Murray", "Edsger Wybe", "Barbara Jane"} {
		first := strings.ToLower(strings.Fields(name)[0])
		s.Customers = append(s.Customers, Customer{
			Name:  name,
			Email: fmt.Sprintf("%s.%d@customers.example.com", first, r.IntN(1e6)),
			Card:  card(r),
			SSN:   fmt.Sprintf("%03d-%02d-%04d", 100+r.IntN(500), 10+r.IntN(89), 1000+r.IntN(8999)),
			City:  []string{"Lisbon", "Oslo", "Turin", "Ghent"}[i],
		})
	}
	return s
}

// All returns every secret, for searching what was written.
func (s *Secrets) All() []string {
	all := []string{s.AWSKey, s.GitHubToken}
	for _, c := range s.Customers {
		all = append(all, c.Email, c.Card, c.SSN)
	}
	return all
}

func letters(r *rand.Rand, from string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = from[r.IntN(len(from))]
	}
	return string(b)
}

// card returns a 16-digit number with a valid check digit (ISO/IEC 7812-1, Luhn).
func card(r *rand.Rand) string {
	digits := []byte("4" + letters(r, "0123456789", 14))
	sum := 0
	for i, d := range digits {
		n := int(d - '0')
		if i%2 == 0 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return string(digits) + string(byte('0'+(10-sum%10)%10))
}
