// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package board

const columns = 24

// Row puts panels under a heading. They share the width evenly, in lines of at most perLine, all of the given height.
func (d *Dashboard) Row(title string, height, perLine int, panels ...*Panel) *Dashboard {
	open := false
	d.place(&Panel{Type: "row", Title: title, Collapsed: &open, Panels: []*Panel{}}, GridPos{H: 1, W: columns, Y: d.bottom()})
	return d.Line(height, perLine, panels...)
}

// Line puts panels below all others, without a heading.
func (d *Dashboard) Line(height, perLine int, panels ...*Panel) *Dashboard {
	for start := 0; start < len(panels); start += perLine {
		line := panels[start:min(start+perLine, len(panels))]
		y := d.bottom()
		for i, p := range line {
			left, right := columns*i/len(line), columns*(i+1)/len(line)
			d.place(p, GridPos{H: height, W: right - left, X: left, Y: y})
		}
	}
	return d
}

func (d *Dashboard) place(p *Panel, at GridPos) {
	p.GridPos = at
	p.ID = len(d.Panels) + 1
	d.Panels = append(d.Panels, p)
}

func (d *Dashboard) bottom() int {
	y := 0
	for _, p := range d.Panels {
		y = max(y, p.GridPos.Y+p.GridPos.H)
	}
	return y
}
