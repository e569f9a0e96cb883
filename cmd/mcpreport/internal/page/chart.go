// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package page

import (
	"fmt"
	"math"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/cmd/mcpreport/internal/report"
)

// Geometry of the charts, in units of their viewBox.
const (
	width, height = 1000.0, 240.0
	left, right   = 46.0, 8.0
	top, bottom   = 26.0, 28.0
	plot          = height - top - bottom
	labels        = 7    // on the time axis, at most
	widest        = 48.0 // a bar, when there are few
)

// timeline is the geometry of the calls over time.
type timeline struct {
	Stacks []stack
	Lines  []line
	Marks  []label
	Empty  bool
}

// stack is one step: rectangles on top of each other, and a mark above when there were findings.
type stack struct {
	X, Width                     float64
	Rects                        []rect
	Start                        time.Time
	Succeeded, Failed, Refused   int
	Findings                     int
	Worst                        string
	Center, MarkY, HitY, HitTall float64
}

type rect struct {
	Class string
	Y, H  float64
}

// line is a grid line and its value.
type line struct {
	Y    float64
	Text string
}

type label struct {
	X    float64
	Text string
}

func timelineOf(slots []report.Slot) timeline {
	highest := 0
	for _, s := range slots {
		highest = max(highest, s.Succeeded+s.Failed+s.Refused)
	}
	if len(slots) == 0 {
		return timeline{Empty: true}
	}
	lines, roof := grid(highest)
	t := timeline{Lines: lines}
	step := (width - left - right) / float64(len(slots))
	wide := min(step-min(3, step*0.2), widest)
	for i, s := range slots {
		x := left + float64(i)*step
		t.Stacks = append(t.Stacks, stackOf(s, x+(step-wide)/2, wide, plot/roof))
		if every := (len(slots) + labels - 1) / labels; i%every == 0 {
			t.Marks = append(t.Marks, label{x + step/2, axis(s.Start, slots)})
		}
	}
	return t
}

func stackOf(s report.Slot, x, w, scale float64) stack {
	out := stack{
		X: x, Width: w, Start: s.Start, Succeeded: s.Succeeded, Failed: s.Failed, Refused: s.Refused, Findings: s.Findings,
		Worst: s.Worst, Center: x + w/2, HitY: 0, HitTall: height - bottom,
	}
	y := height - bottom
	for _, part := range []struct {
		class string
		n     int
	}{{"ok", s.Succeeded}, {"failed", s.Failed}, {"refused", s.Refused}} {
		if part.n == 0 {
			continue
		}
		h := max(1.5, float64(part.n)*scale)
		y -= h
		out.Rects = append(out.Rects, rect{part.class, y, h})
	}
	out.MarkY = max(12, y-9)
	return out
}

// axis is a time with as much of it as the range needs.
func axis(t time.Time, slots []report.Slot) string {
	if slots[len(slots)-1].Start.Sub(slots[0].Start) > 36*time.Hour {
		return t.Format("2 Jan 15:04")
	}
	return t.Format("15:04")
}

// spacing is a round distance between grid lines, so that about four of them reach n.
func spacing(n int) float64 {
	raw := max(1, float64(n)/4)
	power := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, m := range []float64{1, 2, 5, 10} {
		if m*power >= raw {
			return m * power
		}
	}
	return 10 * power
}

// grid returns the lines and the value of the highest.
func grid(highest int) (lines []line, roof float64) {
	step := spacing(highest)
	roof = step * math.Ceil(max(1, float64(highest))/step)
	for v := 0.0; v <= roof; v += step {
		lines = append(lines, line{height - bottom - plot*v/roof, fmt.Sprintf("%g", v)})
	}
	return lines, roof
}

// bars is the geometry of a histogram.
type bars struct {
	Bars  []bar
	Empty bool
}

type bar struct {
	X, Y, W, H, Center float64
	Label              string
	Count              int
	Slow               bool
}

// slow is the duration from which a call counts as slow, as in the latency alert.
const slow = 2.5

func latencyOf(l report.Latency) bars {
	highest := 0
	for _, b := range l.Bars {
		highest = max(highest, b.Count)
	}
	if highest == 0 {
		return bars{Empty: true}
	}
	out := bars{}
	const wide, floor, tall = 520.0, 176.0, 150.0
	shown := trim(l.Bars)
	step := wide / float64(len(shown))
	for i, b := range shown {
		h := tall * float64(b.Count) / float64(highest)
		if b.Count > 0 {
			h = max(2, h)
		}
		x := float64(i) * step
		out.Bars = append(out.Bars, bar{
			X: x + 2, Y: floor - h, W: step - 4, H: h, Center: x + step/2, Count: b.Count, Label: bound(b, l.Bars),
			Slow: b.UpTo == 0 || b.UpTo >= slow,
		})
	}
	return out
}

// trim cuts empty buckets off both ends, the long ones first, down to eight.
func trim(all []report.Bucket) []report.Bucket {
	const least = 8
	for len(all) > least && all[len(all)-1].Count == 0 {
		all = all[:len(all)-1]
	}
	for len(all) > least && all[0].Count == 0 {
		all = all[1:]
	}
	return all
}

func bound(b report.Bucket, all []report.Bucket) string {
	if b.UpTo == 0 {
		return "> " + compact(all[len(all)-2].UpTo)
	}
	return compact(b.UpTo)
}

// compact writes milliseconds without their unit: there is no room under a bar.
func compact(v float64) string {
	if v < 1 {
		return fmt.Sprintf("%g", v*1000)
	}
	return fmt.Sprintf("%g s", v)
}
