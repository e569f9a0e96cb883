// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

import (
	"encoding/binary"
	"slices"
	"strings"
)

// Kind is what many sessions have in common, in storage that they share. It does not change: a session that learns more of
// itself becomes one of another kind.
type Kind struct {
	KeySource string
	// Type is what baselines are learned for: the agent and the set of servers seen so far, unless the source names it.
	Type  string
	Agent string

	servers []string // in order of first use
}

// noKind is what a session begins as.
var noKind = &Kind{}

// after is the kind of a session after an event.
func (k *Kind) after(ev *Event, in *Interner) *Kind {
	next := *k
	keep(&next.KeySource, ev.SessionKeySource)
	keep(&next.Agent, ev.Agent)
	if k.takes(ev.Server) {
		next.servers = append(slices.Clone(k.servers), ev.Server)
		next.Type = next.derived()
	}
	if ev.SessionType != "" {
		next.Type = ev.SessionType
	} else if next.Type == "" {
		next.Type = next.derived()
	}
	return in.kind(&next)
}

// holds reports whether the event leaves the kind as it is. Known says that the session had an event of this server before.
func (k *Kind) holds(ev *Event, known bool) bool {
	return k.Type != "" && (known || !k.takes(ev.Server)) && (ev.SessionType == "" || ev.SessionType == k.Type) &&
		(k.Agent != "" || ev.Agent == "") && (k.KeySource != "" || ev.SessionKeySource == "")
}

// takes reports whether a server is another one, for which there is room.
func (k *Kind) takes(server string) bool {
	return server != "" && len(k.servers) < maxServers && !slices.Contains(k.servers, server)
}

func (k *Kind) derived() string {
	servers := slices.Sorted(slices.Values(k.servers))
	return k.Agent + "/" + strings.Join(servers, "+")
}

// appendKey appends what tells kinds apart; the length before each string keeps them apart.
func (k *Kind) appendKey(key []byte) []byte {
	for _, s := range [...]string{k.KeySource, k.Type, k.Agent} {
		key = append(binary.AppendUvarint(key, uint64(len(s))), s...)
	}
	for _, s := range k.servers {
		key = append(binary.AppendUvarint(key, uint64(len(s))), s...)
	}
	return key
}

// keep sets a fact once known; later events do not overwrite it.
func keep(field *string, value string) {
	if *field == "" {
		*field = value
	}
}
