// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package toolclass says what a tool does to data: whether it reads what is private, brings in text of strangers, carries
// data out, destroys, runs code, or hands out credentials. The operator's configuration decides first; where it is silent,
// the words in the tool's name, description and parameters do, then the server's annotations. Annotations come last because
// the server writes them.
package toolclass

import (
	"fmt"
	"strings"
)

// Class is a set of things a tool does. A tool can be in several classes, or in none.
type Class uint16

// The classes.
const (
	// ReadsSensitive tools return private data: mail, files, records, accounts, credentials.
	ReadsSensitive Class = 1 << iota
	// ReadsUntrusted tools return text that a stranger may have written: web pages, mail, issues, reviews.
	ReadsUntrusted
	// Outward tools carry data to somebody else: mail, chat, payment, upload, HTTP request.
	Outward
	// Public tools are outward tools whose address is free or whose audience is everybody: webhooks, posts, gists.
	Public
	// Destructive tools delete, overwrite or disable.
	Destructive
	// CredentialStore tools read places made for credentials: vaults, keychains, environment, secret managers.
	CredentialStore
	// Executes tools run code or commands.
	Executes
	// Privileged tools change who may do what: grants, roles, policies, passwords, sharing.
	Privileged
	// Writes tools change state, in whatever way.
	Writes

	none Class = 0
)

var names = []string{
	"reads_sensitive", "reads_untrusted", "outward", "public", "destructive", "credential_store", "executes", "privileged", "writes",
}

// Has reports whether c holds every class of want.
func (c Class) Has(want Class) bool { return c&want == want }

// Any reports whether c holds at least one class of want.
func (c Class) Any(want Class) bool { return c&want != 0 }

// Names lists the classes in c, in a fixed order.
func (c Class) Names() []string {
	out := make([]string, 0, len(names))
	for i, n := range names {
		if c&(1<<i) != 0 {
			out = append(out, n)
		}
	}
	return out
}

// String joins the names with commas.
func (c Class) String() string { return strings.Join(c.Names(), ",") }

// Parse turns configured names into a Class.
func Parse(list []string) (Class, error) {
	var c Class
next:
	for _, want := range list {
		for i, n := range names {
			if n == want {
				c |= 1 << i
				continue next
			}
		}
		return none, fmt.Errorf("unknown class %q: use one of %s", want, strings.Join(names, ", "))
	}
	return c, nil
}
