// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"errors"
	"fmt"
	"time"

	"go.opentelemetry.io/collector/config/configoptional"
	"go.opentelemetry.io/collector/confmap"

	"github.com/otelcol-mcp/otelcol-mcp/internal/pseudonym"
)

// Values of session_ids.
const (
	sessionIDsPseudonym = "pseudonym"
	sessionIDsPlain     = "plain"
)

// Config of the mcp receiver. At least one of proxy, ingest and replay must be set.
type Config struct {
	// Proxy stands between MCP clients and MCP servers over HTTP.
	Proxy configoptional.Optional[ProxyConfig] `mapstructure:"proxy"`
	// Ingest takes frames that something else saw: mcptap, a gateway, a middleware.
	Ingest configoptional.Optional[IngestConfig] `mapstructure:"ingest"`
	// Replay reads recorded traffic from files.
	Replay configoptional.Optional[ReplayConfig] `mapstructure:"replay"`

	// ServiceName is the service.name of every event and span. Default: the name of the MCP server it is about.
	ServiceName string `mapstructure:"service_name"`
	// SessionIDs says how session ids are recorded: "pseudonym" (default) or "plain".
	SessionIDs string `mapstructure:"session_ids"`
	// Pseudonyms holds the keys that pseudonyms are made with.
	Pseudonyms pseudonym.Config `mapstructure:"pseudonyms"`
	// Identity says where user.id comes from.
	Identity IdentityConfig `mapstructure:"identity"`
	// Sessions bounds what is remembered between messages.
	Sessions SessionsConfig `mapstructure:"sessions"`
	// Capture is what is recorded of arguments and results where a route says nothing else.
	Capture CaptureConfig `mapstructure:"capture"`
	// Queue bounds what waits for the pipeline.
	Queue QueueConfig `mapstructure:"queue"`

	_ struct{}
}

// SessionsConfig bounds what is remembered between messages.
type SessionsConfig struct {
	// MaxSessions held at once. Past it the longest idle one is ended with reason "evicted". Default 100,000.
	MaxSessions int `mapstructure:"max_sessions"`
	// MaxPending requests held at once over all sessions. Past it the oldest is reported as timed out. Default 100,000.
	MaxPending int `mapstructure:"max_pending"`
	// IdleTimeout ends a session that has been silent for so long. Default 30m.
	IdleTimeout time.Duration `mapstructure:"idle_timeout"`
	// RequestTimeout reports a request without an answer as timed out after so long. The request itself is left alone.
	// Default 15m.
	RequestTimeout time.Duration `mapstructure:"request_timeout"`
	// StateHandles names keys of tools/call arguments whose value links calls into one session where the protocol has
	// none, for example "conversation_id". Default none.
	StateHandles []string `mapstructure:"state_handles"`

	_ struct{}
}

// QueueConfig bounds what waits for the pipeline. What does not fit is dropped and counted: traffic is never held up.
type QueueConfig struct {
	// Size is how many observations, and how many events, may wait. Default 16384.
	Size int `mapstructure:"size"`
	// Bytes of message content that may wait. Default 128 MiB.
	Bytes int64 `mapstructure:"bytes"`
	// FlushInterval is how long an event waits for company before it goes to the pipeline. Default 100ms.
	FlushInterval time.Duration `mapstructure:"flush_interval"`
	// DrainTimeout is how long shutdown waits for a pipeline that refuses or does not answer. What it has not taken by then
	// is dropped and counted. Default 10s.
	DrainTimeout time.Duration `mapstructure:"drain_timeout"`

	_ struct{}
}

var _ confmap.Validator = (*Config)(nil)

// Validate reports every mistake at once.
func (c *Config) Validate() error {
	var errs []error
	if !c.Proxy.HasValue() && !c.Ingest.HasValue() && !c.Replay.HasValue() {
		errs = append(errs, errors.New("nothing to do: set at least one of proxy, ingest and replay"))
	}
	if c.SessionIDs != sessionIDsPseudonym && c.SessionIDs != sessionIDsPlain {
		errs = append(errs, fmt.Errorf("session_ids: %q is not known: use %q or %q", c.SessionIDs, sessionIDsPseudonym, sessionIDsPlain))
	}
	return errors.Join(errs...)
}

// Validate reports every mistake at once.
func (c *SessionsConfig) Validate() error {
	errs := []error{
		atLeastOne("max_sessions", int64(c.MaxSessions)),
		atLeastOne("max_pending", int64(c.MaxPending)),
		aboveZero("idle_timeout", c.IdleTimeout),
		aboveZero("request_timeout", c.RequestTimeout),
	}
	for i, key := range c.StateHandles {
		if key == "" {
			errs = append(errs, fmt.Errorf("state_handles[%d]: must not be empty: name a key of tools/call arguments", i))
		}
	}
	return errors.Join(errs...)
}

// Validate reports every mistake at once.
func (c *QueueConfig) Validate() error {
	return errors.Join(
		atLeastOne("size", int64(c.Size)),
		atLeastOne("bytes", c.Bytes),
		aboveZero("flush_interval", c.FlushInterval),
		aboveZero("drain_timeout", c.DrainTimeout),
	)
}

func aboveZero(key string, d time.Duration) error {
	if d > 0 {
		return nil
	}
	return fmt.Errorf("%s: must be above zero, is %s", key, d)
}
