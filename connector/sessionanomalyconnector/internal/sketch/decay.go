// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sketch

import (
	"math"
	"time"
)

// stepsPerHalfLife is how often within a half-life weights are scaled.
const stepsPerHalfLife = 16

// Decay tells when weights have to be scaled so that they halve every half-life of event time.
//
// One call moves it by at most one step. A gap is caught up over the following calls, and a single event with a date far in
// the future ages what was learned by a sixteenth of a half-life instead of erasing it.
type Decay struct {
	Step int64 // the last step that was applied, counted from the Unix epoch; 0 before the first call
}

// Advance returns the factor to scale by, 1 when nothing is due. A halfLife of zero or less never decays.
func (d *Decay) Advance(at time.Time, halfLife time.Duration) float64 {
	length := int64(halfLife / time.Second / stepsPerHalfLife)
	if length <= 0 {
		return 1
	}
	step := at.Unix() / length
	switch {
	case d.Step == 0:
		d.Step = step
		return 1
	case step <= d.Step:
		return 1
	}
	d.Step++
	return math.Exp2(-1.0 / stepsPerHalfLife)
}
