// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package pii holds the rules for personal and financial data. Each finds its own shape by hand, around the place where the
// shape shows first, and confirms it by what the shape promises: check digits, registered prefixes, words nearby.
package pii

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/scan"
)

// Categories of the rules here.
const (
	Personal  = "pii"
	Financial = "financial"
)

// Rules returns the rules.
func Rules() []scan.Rule {
	return append([]scan.Rule{
		email, phone, creditCard, iban, usSSN, ipAddress, macAddress, dateOfBirth, passport, postalAddress, cryptoWallet, url,
	}, nationalIDs()...)
}

func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isWord(c byte) bool   { return isDigit(c) || isLetter(c) || c == '_' }

func isOther(c byte) bool { return !isWord(c) }

// isOneOf returns a function that tells whether a byte is one of a list.
func isOneOf(list string) func(byte) bool {
	return func(c byte) bool { return strings.IndexByte(list, c) >= 0 }
}

// bounded tells whether text[from:to] stands alone: no word character before or after it.
func bounded(text string, from, to int) bool {
	return (from == 0 || !isWord(text[from-1])) && (to == len(text) || !isWord(text[to]))
}
