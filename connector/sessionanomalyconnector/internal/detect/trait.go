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
)

// Selective is a Detector that does nothing for an event with none of these traits. It is not asked about one.
type Selective interface{ Only() Traits }

// Traits are those of the event.
func (e *Event) Traits() Traits {
	t := Any
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
