// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

import "github.com/otelcol-mcp/otelcol-mcp/internal/schema"

// Traits tell apart the few events that some detectors take.
type Traits uint8

// The traits.
const (
	Any          Traits = 1 << iota // every event
	Unsuccessful                    // with an outcome other than success, or none
	Inventory                       // of the tools of a server
	Open                            // known to have come without a credential
	Widening                        // a call that may be the session's first of its tool
	Flowing                         // a call whose arguments may hold content of an earlier result
	Asking                          // one that may hold a request to the model, or do what one says
)

// looked are the traits that nobody can tell of an event before its content was looked at.
const looked = Flowing | Asking

// Selective is a Detector that does nothing for an event with none of these traits. It is not asked about one.
type Selective interface{ Only() Traits }

// Traits are those of the event. It has all that depend on its content, until that was looked at: see Env.Without.
func (e *Event) Traits() Traits {
	t := Any | looked
	if !e.Succeeded() {
		t |= Unsuccessful
	}
	if e.Name == schema.EventToolsInventory {
		t |= Inventory
	}
	if e.HasAuth && !e.AuthPresent {
		t |= Open
	}
	return t
}

// Traits are those that the event at hand has in its session.
func (s *Session) Traits() Traits {
	if s.news == widened {
		return Widening
	}
	return 0
}
