// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"context"
	"errors"
	"sync"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.uber.org/zap"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/engine"
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

	mu      sync.Mutex // guards what follows
	engine  *engine.Engine
	event   detect.Event
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
	list, err := cfg.Detectors.Build(setup)
	if err != nil {
		return nil, err
	}
	c := &core{cfg: cfg, logger: set.Logger, build: set.BuildInfo, id: set.ID, obs: obs, done: make(chan struct{})}
	c.keeper = &keeper{cfg: cfg.Baselines, logger: set.Logger, detectors: list}
	c.engine = engine.New(cfg.engine(), setup, list, obs)
	return c, nil
}

// join adds a side and reports whether it is the first.
func (c *core) join(out *outlets) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.outs = append(c.outs, out)
	return len(c.outs) == 1
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
	c.flushing.Add(1)
	go c.flushEvery(c.cfg.Metrics.FlushInterval)
	if c.keeps() {
		c.flushing.Add(1)
		go c.saveEvery(c.cfg.Baselines.SaveInterval)
	}
	return nil
}

// leave stops flushing with the first side that goes, and gives each side its last metrics.
func (c *core) leave(ctx context.Context, out *outlets) error {
	c.stopped.Do(func() { close(c.done) })
	c.flushing.Wait()
	err := c.flushTo(ctx, out)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.gone++
	if c.gone == len(c.outs) {
		err = errors.Join(err, c.keeper.write(ctx, c.keeper.collect()), c.keeper.close(ctx))
		c.obs.shutdown()
	}
	return err
}

// consumeLogs takes every record in order and sends the findings on. The data is only read.
func (c *core) consumeLogs(ctx context.Context, logs plog.Logs) error {
	c.mu.Lock()
	c.obs.metrics.Clock(time.Now())
	for _, rl := range logs.ResourceLogs().All() {
		resource := rl.Resource().Attributes()
		for _, sl := range rl.ScopeLogs().All() {
			for _, record := range sl.LogRecords().All() {
				pdataevent.FromLog(&c.event, resource, record)
				c.take()
			}
		}
	}
	found := c.findings()
	c.mu.Unlock()
	return c.sendFindings(ctx, found)
}

func (c *core) take() {
	if c.event.Name == "" {
		c.obs.ignored(1)
		return
	}
	c.engine.Observe(&c.event)
}

func (c *core) sendFindings(ctx context.Context, found plog.Logs) error {
	if found.LogRecordCount() == 0 {
		return nil
	}
	var errs []error
	for _, out := range c.outs {
		if out.logs != nil {
			errs = append(errs, out.logs.ConsumeLogs(ctx, found))
		}
	}
	return errors.Join(errs...)
}
