// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"context"
	"errors"
	"slices"
	"sync"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/connector"
	"go.uber.org/zap"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/engine"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/pairing"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/pdataevent"
)

// core is the one engine behind all sides of a configured connector.
type core struct {
	cfg    *Config
	logger *zap.Logger
	build  component.BuildInfo
	id     component.ID
	obs    *observer
	keeper *keeper
	// readers are set once and only read.
	readers *readers
	writer  *findingWriter

	mu      sync.Mutex // guards what follows
	engine  *engine.Engine
	reader  pdataevent.Reader
	events  [engine.Ahead]detect.Event
	waiting int // how many of the events wait to be observed
	pairs   *pairing.Pairer
	outs    []*outlets
	running int
	gone    int

	flushing sync.WaitGroup
	done     chan struct{}
	stopped  sync.Once
}

func newCore(set connector.Settings, cfg *Config) (*core, error) {
	obs, err := newObserver(set.TelemetrySettings, cfg)
	if err != nil {
		return nil, err
	}
	setup := detect.NewSetup(set.Logger)
	setup.Baselines = cfg.Baselines.Learning
	readers, err := newReaders(cfg, set.TelemetrySettings)
	if err != nil {
		return nil, err
	}
	writer, err := newFindingWriter(&cfg.Findings, set.BuildInfo.Version, set.TelemetrySettings, obs)
	if err != nil {
		return nil, err
	}
	list, err := cfg.Detectors.Build(setup)
	if err != nil {
		return nil, err
	}
	c := &core{
		cfg: cfg, logger: set.Logger, build: set.BuildInfo, id: set.ID, obs: obs,
		readers: readers, writer: writer, pairs: pairing.New(), done: make(chan struct{}),
	}
	detect.ShareParsers(c.events[:])
	c.keeper = &keeper{cfg: cfg.Baselines, logger: set.Logger, detectors: list}
	c.engine = engine.New(cfg.engine(), setup, list, cfg.correlator(), obs)
	return c, nil
}

// join adds a side and reports whether it is the first for its input signal.
func (c *core) join(out *outlets) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	leads := !slices.ContainsFunc(c.outs, func(o *outlets) bool { return o.input == out.input })
	c.outs = append(c.outs, out)
	return leads
}

// lastFor marks a side as gone and reports whether it was the last one that takes metrics.
func (c *core) lastFor(out *outlets) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	out.gone = true
	return out.metrics != nil && !slices.ContainsFunc(c.outs, func(o *outlets) bool { return o.metrics != nil && !o.gone })
}

// start restores what detectors knew, and begins to flush and to save, once every side was started.
func (c *core) start(ctx context.Context, host component.Host) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.running++
	if c.running < len(c.outs) {
		return nil
	}
	if err := c.keeper.open(ctx, host, c.cfg.Storage, c.id); err != nil {
		return err
	}
	c.thaw(ctx)
	c.flushing.Add(1)
	go c.flushEvery(c.cfg.Metrics.FlushInterval)
	if c.keeps() {
		c.flushing.Add(1)
		go c.keep() //nolint:gosec // G118: it outlives the start, and its context
	}
	return nil
}

// leave stops flushing and ends sessions with the first side that goes, and sends the last metrics with the last side that takes metrics.
func (c *core) leave(ctx context.Context, out *outlets) error {
	var err error
	c.stopped.Do(func() {
		close(c.done)
		c.flushing.Wait()
		err = c.closeSessions(ctx)
	})
	if c.lastFor(out) {
		err = errors.Join(err, c.sendMetrics(ctx))
	}
	c.mu.Lock()
	c.gone++
	last := c.gone == len(c.outs)
	c.mu.Unlock()
	if last {
		err = errors.Join(err, c.putAway(ctx))
	}
	return err
}

// putAway stores what is known at an orderly stop.
func (c *core) putAway(ctx context.Context) error {
	err := c.checkpoint(ctx, false)
	c.mu.Lock()
	defer c.mu.Unlock()
	state := c.keeper.collect()
	c.obs.publish()
	err = errors.Join(err, c.keeper.write(ctx, state), c.keeper.close(ctx))
	c.obs.shutdown()
	return err
}
