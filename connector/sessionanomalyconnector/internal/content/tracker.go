// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package content

import (
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/directive"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/flow"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/toolclass"
	"github.com/otelcol-mcp/otelcol-mcp/internal/byteclass"
	"github.com/otelcol-mcp/otelcol-mcp/internal/schema"
)

// Tracker looks at events on behalf of the content detectors of one engine. Like them it needs no locking.
type Tracker struct {
	setup   *detect.Setup
	cfg     Config
	slot    detect.Slot[*state]
	classes *toolclass.Classifier
	known   map[toolKey]*known
	lately  [64]lately // by hash of the name
	tool    *known     // of the event at hand, nil when it is not among the known
	scanner *flow.Scanner
	finder  *flow.Scanner // for values of requests: the marks of scanner are in use meanwhile

	alone          bool // the text at hand is all that its result says
	link           link // of the URL at hand
	bytes          byteclass.Map
	left, tries    int // what may still be kept of, and tried in, the result at hand
	poisoned       []poisoned
	looked         [detect.Abreast]looked
	view           *View // of the event at hand, in looked
	requestFinder  directive.Finder
	directives     []directive.Directive
	keys           []string
	joined, values []byte
	own            []int // arguments of this call that came from no result
	said           []directive.Value
	kept           []flow.Mark // of the request at hand
	speller        speller
	params         map[string]param
	again          [32]pathParam // by length of the path
}

// looked is an event that was looked at, by its number in its session.
type looked struct {
	session *detect.Session
	event   int64
	view    View
}

// param is what the innermost key of an argument's path says about it.
type param struct{ address, url bool }

type pathParam struct {
	path string
	param
}

// maxParams bounds the paths whose keys are remembered; past it all are looked at again.
const maxParams = 4096

// paramOf tells what an argument is for by its path.
func (t *Tracker) paramOf(path string) param {
	again := &t.again[len(path)%len(t.again)]
	if again.path != path {
		*again = pathParam{path, t.paramOfPath(path)}
	}
	return again.param
}

func (t *Tracker) paramOfPath(path string) param {
	p, ok := t.params[path]
	if !ok {
		key := lastKey(path)
		p = param{address: toolclass.IsAddress(key), url: toolclass.IsURL(key)}
		if len(t.params) >= maxParams {
			clear(t.params)
		}
		t.params[path] = p
	}
	return p
}

// Slot takes a slot of its own for a detector that uses the tracker.
func Slot[T detect.State](t *Tracker, fresh func() T) detect.Slot[T] {
	return detect.NewSlot(t.setup, fresh)
}

type toolKey struct{ server, tool string }

// reader is a tool, or a method where there is none, that a result came from.
type reader struct {
	toolKey
	class toolclass.Class
}

// known is a tool that was classified.
type known struct {
	reader
	name toolName
}

// lately is a tool that was called not long ago.
type lately struct {
	name *detect.ToolName
	tool *known
}

// NewTracker returns a Tracker with its own slot in every session.
func NewTracker(cfg Config, setup *detect.Setup) (*Tracker, error) {
	classes, err := toolclass.New(cfg.Classes)
	if err != nil {
		return nil, err
	}
	return &Tracker{
		setup: setup, cfg: cfg, classes: classes, known: make(map[toolKey]*known), params: make(map[string]param),
		slot:    detect.NewSlot(setup, func() *state { return &state{} }),
		scanner: flow.NewScanner(cfg.flow()), finder: flow.NewScanner(cfg.named()),
	}, nil
}

// Look returns the view of an event. It works once per event, whichever detector asks first; events that are no finished
// operation of the client have no view.
func (t *Tracker) Look(env *detect.Env, ev *detect.Event, s *detect.Session) *View {
	if ev.Name == schema.EventToolsInventory {
		t.list(env, ev)
	}
	if s == nil || ev.Name != schema.EventOperation || ev.Direction == schema.ServerToClient {
		return nil
	}
	l := &t.looked[env.Place()]
	if l.session == s && l.event == s.Events {
		return &l.view
	}
	l.session, l.event, t.view = s, s.Events, &l.view
	t.view.reset()
	st := t.slot.Get(s)
	t.view.Class = t.classOf(env, ev, s)
	t.arguments(env, ev, st)
	for i := range t.view.Flows {
		if f := &t.view.Flows[i]; f.Bytes > 0 {
			env.Flow(ev, f.Source.Tool, nameOf(ev), int64(f.Bytes))
		}
	}
	t.result(env, ev, st)
	env.Without(t.view.lacks(ev))
	return t.view
}

// Repeats reports whether an argument holds a request to the model, as a call does that hands one on.
func (t *Tracker) Repeats(ev *detect.Event) bool {
	for _, leaf := range ev.ArgumentLeaves() {
		if len(leaf.Text) < minProse {
			continue
		}
		if slices.ContainsFunc(t.requestFinder.Find(leaf.Text[:min(len(leaf.Text), t.cfg.MaxText)]), directive.Directive.Addressed) {
			return true
		}
	}
	return false
}

// classOf classifies a tool at its first call, unless it was listed before, and reports it.
func (t *Tracker) classOf(env *detect.Env, ev *detect.Event, s *detect.Session) toolclass.Class {
	t.tool = nil
	if ev.Tool == "" {
		if ev.ResourceURI != "" {
			return toolclass.ReadsSensitive | toolclass.ReadsUntrusted
		}
		return 0
	}
	if _, listed := s.Position(); !listed {
		return t.classify(env, ev)
	}
	name := s.ToolOf(ev)
	l := &t.lately[name.Hash()%uint32(len(t.lately))]
	if l.name == name {
		t.tool = l.tool
		return t.tool.class
	}
	c := t.classify(env, ev)
	if t.tool != nil {
		*l = lately{name, t.tool}
	}
	return c
}

func (t *Tracker) classify(env *detect.Env, ev *detect.Event) toolclass.Class {
	if t.tool = t.known[toolKey{ev.Server, ev.Tool}]; t.tool != nil {
		return t.tool.class
	}
	c, origin := t.classes.Classify(t.toolOf(ev))
	if len(t.known) < t.cfg.MaxTools {
		t.tool = t.know(env, ev.Server, ev.Tool, c)
	} else {
		env.Drop("tool_classes_full", 1)
	}
	env.ToolClass(ev.Server, ev.Tool, string(origin)+":"+c.String())
	return c
}

// know remembers the class of a tool.
func (t *Tracker) know(env *detect.Env, server, tool string, c toolclass.Class) *known {
	k := &known{reader{toolKey{env.Intern(server), env.Intern(tool)}, c}, newToolName(tool)}
	t.known[k.toolKey] = k
	return k
}

// nameOfTool gives the words of a tool's name, remembered where the tool is known.
func (t *Tracker) nameOfTool(ev *detect.Event) *toolName {
	if t.tool != nil {
		return &t.tool.name
	}
	n := newToolName(ev.Tool)
	return &n
}

// readerOf is the tool or method of an event in storage that outlives it, shared where the tool is known.
func (t *Tracker) readerOf(env *detect.Env, ev *detect.Event) *reader {
	if t.tool != nil {
		return &t.tool.reader
	}
	return &reader{toolKey{env.Intern(ev.Server), env.Intern(nameOf(ev))}, t.view.Class}
}

func (t *Tracker) toolOf(ev *detect.Event) toolclass.Tool {
	t.keys = t.keys[:0]
	for _, leaf := range ev.ArgumentLeaves() {
		if p := firstKey(leaf.Path); p != "" && len(t.keys) < maxParamNames {
			t.keys = append(t.keys, p)
		}
	}
	hint := func(has, value bool) *bool {
		if !has {
			return nil
		}
		return &value
	}
	a := ev.Annotations
	return toolclass.Tool{
		Server: ev.Server, Name: ev.Tool, Params: t.keys, ReadOnly: hint(a.HasReadOnly, a.ReadOnly),
		Destructive: hint(a.HasDestructive, a.Destructive), OpenWorld: hint(a.HasOpenWorld, a.OpenWorld),
	}
}
