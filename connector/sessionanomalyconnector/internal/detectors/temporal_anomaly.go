// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"errors"
	"fmt"
	"path"
	"time"
	_ "time/tzdata" // images without a zone database know the zones all the same

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/baseline"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/week"
)

// TemporalAnomalyConfig configures temporal_anomaly.
type TemporalAnomalyConfig struct {
	Enabled bool `mapstructure:"enabled"`
	// TimeZone is where users live whom TimeZones does not name, as in the IANA database (default UTC).
	TimeZone string `mapstructure:"time_zone"`
	// TimeZones says where users live; the first entry whose pattern matches the user counts.
	TimeZones []UserZoneConfig `mapstructure:"time_zones"`
	// MaxShare is the share of a user's sessions within an hour of a time of day, on workdays or at the weekend, up to which
	// that time is unusual (default 0.01).
	MaxShare float64 `mapstructure:"max_share"`
	// MinSpan is the event time over which a user must have been seen before hours count, besides baselines::warm_up
	// (default 336h, two weeks).
	MinSpan time.Duration `mapstructure:"min_span"`
	// MaxUsers bounds how many users have hours; at the limit the one with the fewest sessions leaves (default 10000).
	MaxUsers int `mapstructure:"max_users"`
	// LengthQuantile and LengthFactor say when a session is far longer than its kind, in time or in calls: that many times
	// that quantile (default 3 times 0.99).
	LengthQuantile float64 `mapstructure:"length_quantile"`
	LengthFactor   float64 `mapstructure:"length_factor"`
	// MinLength and MinCalls are what no session is too long below (default 30m and 100 calls).
	MinLength time.Duration `mapstructure:"min_length"`
	MinCalls  int64         `mapstructure:"min_calls"`

	_ struct{}
}

// UserZoneConfig is the time zone of some users.
type UserZoneConfig struct {
	// Users is a pattern for user.id, in which * stands for any characters but a slash.
	Users string `mapstructure:"users"`
	// Zone is the name of the zone in the IANA database, for example Europe/Berlin.
	Zone string `mapstructure:"zone"`

	_ struct{}
}

// NewTemporalAnomalyConfig returns the defaults.
func NewTemporalAnomalyConfig() TemporalAnomalyConfig {
	return TemporalAnomalyConfig{
		Enabled: true, TimeZone: "UTC", MaxShare: 0.01, MinSpan: 14 * 24 * time.Hour, MaxUsers: 10000,
		LengthQuantile: 0.99, LengthFactor: 3, MinLength: 30 * time.Minute, MinCalls: 100,
	}
}

// Validate reports every mistake at once.
func (c *TemporalAnomalyConfig) Validate() error {
	_, err := c.zones()
	errs := []error{err}
	if c.MaxShare < 0 || c.MaxShare >= 1 {
		errs = append(errs, errors.New("max_share must be at least 0 and below 1"))
	}
	if c.MinSpan < 0 {
		errs = append(errs, errors.New("min_span must not be negative"))
	}
	if c.MaxUsers < 1 || c.MaxUsers > 1<<20 {
		errs = append(errs, errors.New("max_users must be between 1 and 1048576"))
	}
	if c.LengthQuantile <= 0 || c.LengthQuantile > 1 {
		errs = append(errs, errors.New("length_quantile must be above 0 and at most 1"))
	}
	if c.LengthFactor < 1 {
		errs = append(errs, errors.New("length_factor must be at least 1"))
	}
	if c.MinLength < 0 || c.MinCalls < 0 {
		errs = append(errs, errors.New("min_length and min_calls must not be negative"))
	}
	return errors.Join(errs...)
}

func (c *TemporalAnomalyConfig) enabled() bool { return c.Enabled }

func (c *TemporalAnomalyConfig) build(setup *detect.Setup) (detect.Detector, error) {
	zones, err := c.zones()
	if err != nil {
		return nil, err
	}
	hourly := setup.Baselines
	hourly.WarmUp.Duration = max(hourly.WarmUp.Duration, c.MinSpan)
	return &temporalAnomaly{
		cfg:     *c,
		zones:   zones,
		slot:    detect.NewSlot(setup, func() *temporalState { return &temporalState{} }),
		hours:   baseline.NewStore(hourly, c.MaxUsers, week.NewHours),
		lengths: baseline.NewStore(setup.Baselines, setup.Baselines.MaxTypes, newLengths),
	}, nil
}

// userZones finds the time zone of a user.
type userZones struct {
	patterns []string
	zones    []*time.Location
	fallback *time.Location
}

func (c *TemporalAnomalyConfig) zones() (*userZones, error) {
	var errs []error
	z := &userZones{}
	var err error
	if z.fallback, err = time.LoadLocation(c.TimeZone); err != nil {
		errs = append(errs, fmt.Errorf("time_zone: %w", err))
	}
	for i, entry := range c.TimeZones {
		zone, err := time.LoadLocation(entry.Zone)
		if err != nil || entry.Zone == "" {
			errs = append(errs, fmt.Errorf("time_zones::%d::zone: want a name such as Europe/Berlin, have %q", i, entry.Zone))
		}
		if _, err := path.Match(entry.Users, ""); err != nil || entry.Users == "" {
			errs = append(errs, fmt.Errorf("time_zones::%d::users: want a pattern such as *@example.com, have %q", i, entry.Users))
		}
		z.patterns, z.zones = append(z.patterns, entry.Users), append(z.zones, zone)
	}
	return z, errors.Join(errs...)
}

func (z *userZones) of(user string) *time.Location {
	for i, pattern := range z.patterns {
		if ok, _ := path.Match(pattern, user); ok {
			return z.zones[i]
		}
	}
	return z.fallback
}
