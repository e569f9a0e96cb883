// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package injection

// passage is how far apart, in bytes, cues may be to support each other.
const passage = 600

// score is the highest score of any passage: within one, each kind of cue counts once, with its highest weight, and the
// weights combine as independent evidence does, 1 - (1-a)(1-b)...
func score(cues []Cue) float64 {
	best := 0.0
	for i := range cues {
		strongest := map[string]float64{}
		for _, c := range cues[i:] {
			if c.Start-cues[i].Start > passage {
				break
			}
			strongest[c.ID] = max(strongest[c.ID], c.Weight)
		}
		remaining := 1.0
		for _, w := range strongest {
			remaining *= 1 - w
		}
		best = max(best, 1-remaining)
	}
	return best
}
