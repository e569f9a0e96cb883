// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pii

import (
	"crypto/sha256"
	"math/big"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/scan"
)

var cryptoWallet = scan.Rule{
	ID:       "crypto-wallet",
	Category: Financial,
	Digits:   walletDigits,
	Locate:   locateWallet,
	Fires:    []string{"pay 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa now", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "wallet 0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe"},
	Silent:   []string{"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", "1234567890123456789012345678", "0xdeadbeef", "hash 0xde0b295669a9fd93d5f28d9ec85e40f4cb697bae", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdx"},
}

var walletWords = newWords("wallet", "ethereum", "eth ", "eth:", "crypto", "erc20", "erc-20")

// Lengths of addresses.
const (
	minBase58, maxBase58 = 26, 35
	minBech32, maxBech32 = 42, 62
	ethereumLen          = 42
)

// walletDigits begin an address or stand after the two letters that do.
var walletDigits = []scan.Digits{
	{At: scan.Long, MinWord: minBase58, MaxWord: maxBech32, Before: beforeWallet},
}

func beforeWallet(c byte) bool { return isOther(c) || c|0x20 == 'c' }

// locateWallet finds Bitcoin addresses by their checksum, and Ethereum ones, which need none, by the words before them.
func locateWallet(text string, start, end int) (from, to int, ok bool) {
	switch c := text[start]; {
	case c == '1' && start >= 2 && text[start-1]|0x20 == 'c' && text[start-2]|0x20 == 'b':
		from = start - 2
	case c == '1' || c == '3' || c == '0' && end == start+1 && end < len(text) && text[end] == 'x':
		from = start
	default:
		return 0, 0, false
	}
	to = end
	for to < len(text) && to-from <= maxBech32 && isWord(text[to]) {
		to++
	}
	if to-from < minBase58 || !bounded(text, from, to) {
		return 0, 0, false
	}
	switch s := text[from:to]; {
	case strings.HasPrefix(s, "0x"):
		return from, to, len(s) == ethereumLen && near(text, from, walletWords)
	case strings.HasPrefix(strings.ToLower(s), "bc1"):
		return from, to, len(s) >= minBech32 && len(s) <= maxBech32 && bech32(strings.ToLower(s))
	default:
		return from, to, len(s) >= minBase58 && len(s) <= maxBase58 && base58Check(s)
	}
}

const base58Digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

// base58Check verifies the four bytes of double SHA-256 at the end of an address.
func base58Check(s string) bool {
	n := new(big.Int)
	for i := range len(s) {
		d := strings.IndexByte(base58Digits, s[i])
		if d < 0 {
			return false
		}
		n.Add(n.Mul(n, big.NewInt(58)), big.NewInt(int64(d)))
	}
	const size = 25 // version, 20 bytes of hash, 4 of checksum
	if n.BitLen() > 8*size {
		return false
	}
	raw := n.FillBytes(make([]byte, size))
	first := sha256.Sum256(raw[:size-4])
	second := sha256.Sum256(first[:])
	return string(second[:4]) == string(raw[size-4:])
}

const bech32Digits = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

// bech32 verifies the checksum of a segwit address (BIP 173 and BIP 350).
func bech32(s string) bool {
	const prefix = "bc"
	values := []int{3, 3, 0, 2, 3} // the prefix "bc", expanded
	for _, c := range []byte(s[len(prefix)+1:]) {
		d := strings.IndexByte(bech32Digits, c)
		if d < 0 {
			return false
		}
		values = append(values, d)
	}
	check := 1
	for _, v := range values {
		top := check >> 25
		check = (check&0x1ffffff)<<5 ^ v
		for i, g := range []int{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 == 1 {
				check ^= g
			}
		}
	}
	const bech32m = 0x2bc830a3
	return check == 1 || check == bech32m
}
