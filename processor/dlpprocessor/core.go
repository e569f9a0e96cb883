// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package dlpprocessor

import (
	"fmt"
	"sync"
	"sync/atomic"

	"go.opentelemetry.io/collector/component"

	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/engine"
	"github.com/otelcol-mcp/otelcol-mcp/processor/dlpprocessor/internal/keyname"
)

// core is what a configuration is compiled to. The processors of all signals share it: it takes time and memory, and a
// random key must be the same for all of them. It is safe for concurrent use.
type core struct {
	config    *Config
	engine    *engine.Engine
	fields    *fields
	names     *keyname.Set // nil when off
	cleanKeys keySet       // attribute keys that hold nothing sensitive themselves
	facts     []fact       // by rule
	limits    []*limit
	warned    []atomic.Bool // by limit: that a condition failed
	panicked  atomic.Bool
}

func newCore(cfg *Config, set component.TelemetrySettings) (*core, error) {
	keyers, err := cfg.Pseudonyms.Keyers(set.Logger)
	if err != nil {
		return nil, fmt.Errorf("pseudonyms: %w", err)
	}
	c := &core{config: cfg}
	if c.engine, err = cfg.compile(keyers); err != nil {
		return nil, err
	}
	if c.fields, err = newFields(cfg.Fields); err != nil {
		return nil, err
	}
	if c.names, err = cfg.Keys.names(); err != nil {
		return nil, err
	}
	if c.limits, err = cfg.limits(c.engine.Rules(), set); err != nil {
		return nil, err
	}
	c.facts = cfg.facts(c.engine.Rules())
	c.warned = make([]atomic.Bool, len(c.limits))
	return c, nil
}

// cores holds one core for each configuration in use.
type cores struct {
	mutex sync.Mutex
	inUse map[*Config]*share
}

type share struct {
	core  *core
	users int
}

// take returns the core of a configuration. Call giveBack when done.
func (c *cores) take(cfg *Config, set component.TelemetrySettings) (*core, error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	s, ok := c.inUse[cfg]
	if !ok {
		made, err := newCore(cfg, set)
		if err != nil {
			return nil, err
		}
		s = &share{core: made}
		c.inUse[cfg] = s
	}
	s.users++
	return s.core, nil
}

func (c *cores) giveBack(cfg *Config) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if s, ok := c.inUse[cfg]; ok {
		if s.users--; s.users == 0 {
			delete(c.inUse, cfg)
		}
	}
}
