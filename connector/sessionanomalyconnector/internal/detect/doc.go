// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package detect defines what a detector of the session_anomaly connector is. It holds no detector and no pdata.
//
// # How an event travels
//
// The component turns each record into an Event, one at a time, in record order. The engine finds the Session (nil for an
// event that belongs to none), brings it up to date (tools, recent calls, last time), then calls Observe of every enabled
// Detector in the order of the registry, under one lock: a detector needs no locking of its own. Findings given to
// Env.Emit are deduplicated, completed (id, references, evidence) and sent on.
//
// # Rules for a detector
//
//   - One file in package detectors, named after the detector, with its configuration struct, its defaults and its twin test.
//   - Time is Event.Time, or Env.Now in a Tick. Never time.Now. Events may arrive late and may share a timestamp.
//   - An Event is reused: keep no pointer to it. Its strings live as long as the record's memory, so clone what is kept, and
//     keep little (Env.Intern shares the storage of repeated names).
//   - State of one session lives in a Slot, reports its size and has a limit. State across sessions lives in the detector,
//     and has a limit as well. What a limit drops is counted with Env.Drop.
//   - Findings carry no captured content: names, counts, hashes and positions only.
//   - The same events in the same order give the same findings: iterate over no map where the order shows.
package detect
