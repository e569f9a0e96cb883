// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"
	"unsafe"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/baseline"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/sketch"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/week"
)

// temporalAnomaly finds users active at hours they never are, and sessions far longer than their kind.
type temporalAnomaly struct {
	cfg     TemporalAnomalyConfig
	zones   *userZones
	slot    detect.Slot[*temporalState]
	hours   *baseline.Store[*week.Hours]
	lengths *baseline.Store[*lengths]
}

var (
	_ detect.Detector     = (*temporalAnomaly)(nil)
	_ detect.SessionEnder = (*temporalAnomaly)(nil)
	_ detect.Learner      = (*temporalAnomaly)(nil)
)

// temporalState holds the hours of a session until they may be learned.
type temporalState struct {
	Active  week.Set
	Quarter int32 // the quarter of an hour looked at last, since 1970
	OddHour bool
	TooLong bool
	TooBusy bool
}

const temporalSize = int(unsafe.Sizeof(temporalState{}))

func (*temporalState) Size() int { return temporalSize }

func (*temporalAnomaly) Name() string { return "temporal_anomaly" }

func (d *temporalAnomaly) Observe(env *detect.Env, ev *detect.Event, s *detect.Session) {
	if !s.InCall() {
		return
	}
	state := d.slot.Get(s)
	if s.User != "" {
		d.judgeHour(env, ev, s, state)
	}
	d.judgeLength(env, s, state)
}

// judgeHour looks once at every hour in which the session is active. Zones are whole quarters of an hour apart from UTC.
func (d *temporalAnomaly) judgeHour(env *detect.Env, ev *detect.Event, s *detect.Session, st *temporalState) {
	quarter := int32(ev.Time.Unix() / (15 * 60))
	if quarter == st.Quarter {
		return
	}
	st.Quarter = quarter
	zone := d.zones.of(s.User)
	local := ev.Time.In(zone)
	slot := week.SlotOf(local)
	if !st.Active.Add(slot) || st.OddHour {
		return
	}
	known, ready := d.hours.Ready(principal(s.User))
	if !ready {
		return
	}
	share := known.Share(slot)
	if share > d.cfg.MaxShare {
		return
	}
	st.OddHour = true
	f := detect.Finding{
		Severity: detect.Low, Confidence: 0.4, Observed: share, Baseline: d.cfg.MaxShare, DedupKey: "hours|" + s.User,
		Title: s.User + " is active at an unusual hour",
		Description: fmt.Sprintf("%s is active on %s around %02d:00 (%s); %.2g of earlier activity was at this time of day on such days.",
			s.User, local.Weekday(), local.Hour(), zone, share),
	}
	if known.ShareOfAnyDay(slot) <= d.cfg.MaxShare {
		f.Severity, f.Confidence = detect.Medium, 0.5
	}
	env.Emit(f)
}

func (d *temporalAnomaly) judgeLength(env *detect.Env, s *detect.Session, st *temporalState) {
	lasted := s.Lasted()
	long := !st.TooLong && lasted > d.cfg.MinLength
	busy := !st.TooBusy && s.Calls > d.cfg.MinCalls
	if !long && !busy {
		return
	}
	known, ready := d.lengths.Ready(s.Type)
	if !ready {
		return
	}
	if usual := float64(known.seconds.Quantile(d.cfg.LengthQuantile)); long && lasted.Seconds() > d.cfg.LengthFactor*usual {
		st.TooLong = true
		env.Emit(tooLong(s, "lasts", lasted.Seconds(), usual, (time.Duration(usual) * time.Second).String(), lasted.String()))
	}
	if usual := float64(known.calls.Quantile(d.cfg.LengthQuantile)); busy && float64(s.Calls) > d.cfg.LengthFactor*usual {
		st.TooBusy = true
		env.Emit(tooLong(s, "makes", float64(s.Calls), usual, fmt.Sprintf("%.0f calls", usual), fmt.Sprintf("%d calls", s.Calls)))
	}
}

func tooLong(s *detect.Session, verb string, observed, usual float64, usually, now string) detect.Finding {
	return detect.Finding{
		Severity: detect.Medium, Confidence: 0.5, Observed: observed, Baseline: usual, DedupKey: verb + "|" + s.Key,
		Title:       fmt.Sprintf("Session of %q %s far longer than others", s.Type, verb),
		Description: fmt.Sprintf("The session %s %s so far; nearly all sessions of type %q stay within %s.", verb, now, s.Type, usually),
	}
}

func (d *temporalAnomaly) SessionEnd(env *detect.Env, s *detect.Session, why detect.EndReason) {
	state, used := d.slot.Peek(s)
	lesson := lessonOf(s, why)
	if !used || lesson == ignore {
		return
	}
	if lesson == pass {
		d.hours.Pass(principal(s.User), s.Last())
		d.lengths.Pass(s.Type, s.Last())
		return
	}
	if s.User != "" {
		known, evicted := d.hours.Learn(principal(s.User), s.Last())
		known.Learn(&state.Active)
		env.Drop(dropBaselineLimit, evicted)
	}
	known, evicted := d.lengths.Learn(s.Type, s.Last())
	known.seconds.Add(uint64(s.Lasted().Seconds()))
	known.calls.Add(uint64(s.Calls))
	env.Drop(dropBaselineLimit, evicted)
}

// principal is the key of a user's hours: a hash, so that a file of baselines names nobody.
func principal(user string) string { return strconv.FormatUint(sketch.Hash(user), 16) }

// lengths is the baseline of a session type.
type lengths struct{ seconds, calls *baseline.Quantiles }

var _ baseline.Value = (*lengths)(nil)

func newLengths() *lengths { return &lengths{baseline.NewQuantiles(), baseline.NewQuantiles()} }

// Scale implements baseline.Value.
func (l *lengths) Scale(f float64) {
	l.seconds.Scale(f)
	l.calls.Scale(f)
}

type storedLengths struct {
	Seconds *baseline.Quantiles `json:"seconds"`
	Calls   *baseline.Quantiles `json:"calls"`
}

var errLengths = errors.New("lengths: want seconds and calls")

// MarshalJSON implements baseline.Value.
func (l *lengths) MarshalJSON() ([]byte, error) {
	return json.Marshal(storedLengths{l.seconds, l.calls})
}

// UnmarshalJSON implements baseline.Value.
func (l *lengths) UnmarshalJSON(data []byte) error {
	stored := storedLengths{baseline.NewQuantiles(), baseline.NewQuantiles()}
	if err := json.Unmarshal(data, &stored); err != nil {
		return err
	}
	if stored.Seconds == nil || stored.Calls == nil {
		return errLengths
	}
	l.seconds, l.calls = stored.Seconds, stored.Calls
	return nil
}

type storedTemporal struct {
	Hours   json.RawMessage `json:"hours"`
	Lengths json.RawMessage `json:"lengths"`
}

func (d *temporalAnomaly) Save() ([]byte, error) {
	hours, err := d.hours.Save()
	if err != nil {
		return nil, err
	}
	lengths, err := d.lengths.Save()
	if err != nil {
		return nil, err
	}
	return json.Marshal(storedTemporal{hours, lengths})
}

func (d *temporalAnomaly) Load(data []byte) error {
	return d.restore(data, d.hours.Load, d.lengths.Load)
}

func (d *temporalAnomaly) Import(data []byte) error {
	return d.restore(data, d.hours.Import, d.lengths.Import)
}

func (d *temporalAnomaly) Baselines() (held, warm int) {
	held, warm = d.hours.Count()
	types, warmTypes := d.lengths.Count()
	return held + types, warm + warmTypes
}

func (*temporalAnomaly) restore(data []byte, hours, lengths func([]byte) error) error {
	var stored storedTemporal
	if err := json.Unmarshal(data, &stored); err != nil {
		return err
	}
	return errors.Join(hours(stored.Hours), lengths(stored.Lengths))
}
