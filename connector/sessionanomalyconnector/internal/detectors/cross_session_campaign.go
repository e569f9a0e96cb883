// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/campaign"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/jsonleaf"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/sketch"
)

// maxCompared is how many bytes of a call's arguments are compared.
const maxCompared = 2048

// CrossSessionCampaignConfig configures cross_session_campaign.
type CrossSessionCampaignConfig struct {
	Enabled bool `mapstructure:"enabled"`
	// Window is the event time within which different users are counted together (default 1h).
	Window time.Duration `mapstructure:"window"`
	// MinUsers is how many different users make a campaign (default 5).
	MinUsers uint64 `mapstructure:"min_users"`
	// Factor is how many times the usual number of users must be exceeded for calls that were seen before (default 3).
	Factor float64 `mapstructure:"factor"`
	// Similarity of arguments, from 0 to 1, from which on calls are alike (default 0.7).
	Similarity float64 `mapstructure:"similarity"`
	// MinWords is the number of words below which arguments say too little to be compared (default 8).
	MinWords int `mapstructure:"min_words"`
	// WarmUp is the event time during which nothing is found, so that everyday calls become known (default 24h).
	WarmUp time.Duration `mapstructure:"warm_up"`
	// AcceptAfter is the event time after which calls that go on being alike are taken for usual (default 168h, a week).
	AcceptAfter time.Duration `mapstructure:"accept_after"`
	// MaxGroups bounds how many groups of like calls are held; the one used longest ago leaves (default 20000).
	MaxGroups int `mapstructure:"max_groups"`

	_ struct{}
}

// NewCrossSessionCampaignConfig returns the defaults.
func NewCrossSessionCampaignConfig() CrossSessionCampaignConfig {
	return CrossSessionCampaignConfig{
		Enabled: true, Window: time.Hour, MinUsers: 5, Factor: 3, Similarity: 0.7, MinWords: 8,
		WarmUp: 24 * time.Hour, AcceptAfter: 7 * 24 * time.Hour, MaxGroups: 20000,
	}
}

// Validate reports every mistake at once.
func (c *CrossSessionCampaignConfig) Validate() error {
	var errs []error
	if c.Window < time.Second {
		errs = append(errs, errors.New("window must be at least 1s, for example 1h"))
	}
	if c.MinUsers < 2 {
		errs = append(errs, errors.New("min_users must be at least 2"))
	}
	if c.Factor < 1 {
		errs = append(errs, errors.New("factor must be at least 1"))
	}
	if c.Similarity < 0.3 || c.Similarity > 1 {
		errs = append(errs, errors.New("similarity must be between 0.3 and 1"))
	}
	if c.MinWords < 1 {
		errs = append(errs, errors.New("min_words must be at least 1"))
	}
	if c.WarmUp < 0 || c.AcceptAfter < 0 {
		errs = append(errs, errors.New("warm_up and accept_after must not be negative"))
	}
	if c.MaxGroups < 1 || c.MaxGroups > 1<<20 {
		errs = append(errs, errors.New("max_groups must be between 1 and 1048576"))
	}
	return errors.Join(errs...)
}

func (c *CrossSessionCampaignConfig) enabled() bool { return c.Enabled }

func (c *CrossSessionCampaignConfig) build(*detect.Setup) (detect.Detector, error) {
	groups := campaign.New(campaign.Config{Window: c.Window, Similarity: c.Similarity, MaxGroups: c.MaxGroups})
	return &crossSessionCampaign{cfg: *c, groups: groups}, nil
}

// crossSessionCampaign finds many users calling one tool with like arguments.
type crossSessionCampaign struct {
	cfg    CrossSessionCampaignConfig
	groups *campaign.Groups
	since  int64 // event time of the first call ever compared, Unix seconds
}

var (
	_ detect.Detector  = (*crossSessionCampaign)(nil)
	_ detect.Persister = (*crossSessionCampaign)(nil)
)

func (*crossSessionCampaign) Name() string { return "cross_session_campaign" }

func (d *crossSessionCampaign) Observe(env *detect.Env, ev *detect.Event, s *detect.Session) {
	if !s.InCall() || ev.Arguments == "" {
		return
	}
	who := whoOf(ev)
	if who == "" {
		return
	}
	sig, ok := d.signature(ev.ArgumentLeaves())
	if !ok {
		return
	}
	tool := sketch.Mix(sketch.Hash(ev.Server), sketch.Hash(ev.Tool))
	group, fresh, evicted := d.groups.Add(tool, &sig, sketch.Hash(who), ev.Time)
	env.Drop("group_limit", evicted)
	group.Tainted = group.Tainted || s.Findings > 0
	if d.since == 0 {
		d.since = ev.Time.Unix()
	}
	if fresh && group.Users.Count() > 1 && len(group.Calls) < detect.RecentCalls {
		group.Calls = append(group.Calls, detect.CallOf(env, ev, "like call of another user"))
	}
	d.judge(env, ev, group)
}

func (d *crossSessionCampaign) judge(env *detect.Env, ev *detect.Event, group *campaign.Group) {
	users, now := group.Users.Count(), ev.Time.Unix()
	if users < d.cfg.MinUsers || float64(users) <= d.cfg.Factor*group.Usual || now-d.since < int64(d.cfg.WarmUp/time.Second) {
		return
	}
	if group.Reported || group.Windows() > 1 && now-group.First >= int64(d.cfg.AcceptAfter/time.Second) {
		return
	}
	group.Reported = true
	env.Emit(detect.Finding{
		Severity: detect.Medium, Confidence: 0.6, Observed: float64(users), Baseline: group.Usual,
		DedupKey: strconv.FormatUint(group.ID, 16), Evidence: append([]detect.Call(nil), group.Calls...),
		Title: fmt.Sprintf("%d users call %s with like arguments", users, ev.Tool),
		Description: fmt.Sprintf("%d different users called tool %q of server %q with arguments that are alike, within %s; %.2g users are usual "+
			"for such calls. Many agents may be following the same injected text.", users, ev.Tool, ev.Server, d.cfg.Window, group.Usual),
	})
}

// signature summarises the texts among the arguments; ok is false where they say too little.
func (d *crossSessionCampaign) signature(leaves []jsonleaf.Leaf) (sig sketch.Signature, ok bool) {
	if !d.enoughWords(leaves) {
		return sig, false
	}
	var set sketch.MinHash
	left := maxCompared
	for i := range leaves {
		text := compared(&leaves[i], left)
		set.AddWords(text)
		left -= len(text)
	}
	return set.Signature(), true
}

func (d *crossSessionCampaign) enoughWords(leaves []jsonleaf.Leaf) bool {
	words, left := 0, maxCompared
	for i := range leaves {
		text := compared(&leaves[i], left)
		if words += sketch.Words(text); words >= d.cfg.MinWords {
			return true
		}
		left -= len(text)
	}
	return false
}

// compared is what of an argument is compared, if left bytes are: texts are.
func compared(leaf *jsonleaf.Leaf, left int) string {
	if leaf.Kind != jsonleaf.String && leaf.Kind != jsonleaf.Text {
		return ""
	}
	return leaf.Text[:min(len(leaf.Text), left)]
}

// whoOf tells users apart: by name, or else by where they come from.
func whoOf(ev *detect.Event) string {
	switch {
	case ev.User != "":
		return ev.User
	case ev.ClientFingerprint != "":
		return ev.ClientFingerprint
	default:
		return ev.ClientAddress
	}
}

func (d *crossSessionCampaign) Save() ([]byte, error) { return d.groups.Save(d.since) }

func (d *crossSessionCampaign) Load(data []byte) error {
	since, err := d.groups.Load(data)
	if err == nil {
		d.since = since
	}
	return err
}
