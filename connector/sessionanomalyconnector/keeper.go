// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"context"
	"errors"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/extension/xextension/storage"
	"go.uber.org/zap"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/snapshot"
	"github.com/otelcol-mcp/otelcol-mcp/internal/storageclient"
)

// keeper carries what detectors know across restarts, and to and from files.
type keeper struct {
	cfg       BaselinesConfig
	logger    *zap.Logger
	detectors []detect.Detector
	client    storage.Client
}

// open restores what was stored, then adds what is to be imported. State that cannot be read costs its detector the past,
// not the collector its start; a missing extension or a broken file to import is a mistake in the configuration.
func (k *keeper) open(ctx context.Context, host component.Host, extension *component.ID, id component.ID) error {
	client, err := storageclient.New(ctx, host, extension, component.KindConnector, id, "detectors")
	if err != nil {
		return err
	}
	k.client = client
	if err := snapshot.Restore(ctx, client, k.detectors); err != nil {
		k.logger.Error("stored state could not be read, these detectors start empty", zap.Error(err))
	}
	if k.cfg.Import == "" {
		return nil
	}
	taken, err := snapshot.Import(k.cfg.Import, k.detectors)
	if err != nil {
		return errors.Join(err, k.close(ctx))
	}
	k.logger.Info("baselines imported", zap.String("file", k.cfg.Import), zap.Int("detectors", taken))
	return nil
}

// collect copies what detectors know. Nothing may be observed meanwhile.
func (k *keeper) collect() snapshot.State {
	state, err := snapshot.Collect(k.detectors)
	if err != nil {
		k.logger.Error("state could not be collected", zap.Error(err))
	}
	return state
}

// write stores and exports a copy.
func (k *keeper) write(ctx context.Context, state snapshot.State) error {
	if k.client == nil {
		return nil
	}
	err := state.Store(ctx, k.client)
	if k.cfg.Export != "" {
		err = errors.Join(err, snapshot.Export(k.cfg.Export, state, k.detectors))
	}
	return err
}

func (k *keeper) close(ctx context.Context) error {
	if k.client == nil {
		return nil
	}
	client := k.client
	k.client = nil
	return client.Close(ctx)
}

// keeps reports whether there is anywhere to write to.
func (c *core) keeps() bool { return c.cfg.Storage != nil || c.cfg.Baselines.Export != "" }

// keep writes what detectors know, and the live sessions, until the core stops. It follows the wall clock, which no finding
// depends on.
func (c *core) keep() {
	defer c.flushing.Done()
	save := time.NewTicker(c.cfg.Baselines.SaveInterval)
	defer save.Stop()
	var checkpoints <-chan time.Time // nil never ticks
	if every := c.cfg.Sessions.CheckpointInterval; every > 0 {
		ticker := time.NewTicker(every)
		defer ticker.Stop()
		checkpoints = ticker.C
	}
	for {
		select {
		case <-c.done:
			return
		case <-save.C:
			c.save()
		case <-checkpoints:
			if err := c.checkpoint(context.Background(), true); err != nil {
				c.logger.Error("live sessions could not be saved", zap.Error(err))
			}
		}
	}
}

func (c *core) save() {
	c.mu.Lock()
	state := c.keeper.collect()
	c.mu.Unlock()
	if err := c.keeper.write(context.Background(), state); err != nil {
		c.logger.Error("state could not be saved", zap.Error(err))
	}
}
