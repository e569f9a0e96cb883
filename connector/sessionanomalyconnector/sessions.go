// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"context"
	"strconv"

	"go.opentelemetry.io/collector/extension/xextension/storage"
	"go.uber.org/zap"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/engine"
)

// sessionsKey is where the engine's state lies in storage, apart from its sessions, which have a place each.
const sessionsKey = "sessions"

func placeKey(place int) string { return "session/" + strconv.Itoa(place) }

// thaw goes on with the sessions that were live when the collector stopped. Sessions that cannot be read are lost, and
// the collector starts all the same.
func (c *core) thaw(ctx context.Context) {
	if c.cfg.Storage == nil {
		return
	}
	client := c.keeper.client
	data, err := client.Get(ctx, sessionsKey)
	if err == nil && len(data) > 0 {
		var lost int
		lost, err = c.engine.Load(data, func(place int) ([]byte, error) { return client.Get(ctx, placeKey(place)) })
		c.obs.lost("checkpoint_unreadable", int64(lost))
	}
	if err == nil && c.cfg.Sessions.CheckpointInterval == 0 {
		err = client.Delete(ctx, sessionsKey) // sessions that were live at one stop are not live at the next start but one
	}
	if err != nil {
		c.logger.Error("live sessions could not be restored, they begin afresh", zap.Error(err))
	}
}

// checkpoint brings the sessions in storage up to date, so that a crash loses what came after it only. Events are held up
// for one piece at a time.
func (c *core) checkpoint(ctx context.Context, running bool) error {
	if c.cfg.Storage == nil || c.keeper.client == nil {
		return nil
	}
	c.mu.Lock()
	next := c.engine.Checkpoint()
	c.mu.Unlock()
	for {
		c.mu.Lock()
		pieces := next.Next()
		c.mu.Unlock()
		if len(pieces) == 0 {
			break
		}
		if err := c.keeper.client.Batch(ctx, operations(pieces)...); err != nil {
			c.mu.Lock()
			next.Failed(pieces)
			c.mu.Unlock()
			c.obs.checkpointFailed()
			return err
		}
		c.obs.checkpointed(pieces)
	}
	c.mu.Lock()
	header, whole, err := c.engine.Header(running)
	c.obs.lost("checkpoint_limit", int64(next.LeftOut()))
	if !whole {
		c.obs.lost("checkpoint_rules", 1)
	}
	c.mu.Unlock()
	if err == nil {
		err = c.keeper.client.Set(ctx, sessionsKey, header)
	}
	if err != nil {
		c.obs.checkpointFailed()
	}
	return err
}

func operations(pieces []engine.Piece) []*storage.Operation {
	ops := make([]*storage.Operation, len(pieces))
	for i, p := range pieces {
		if p.Data == nil {
			ops[i] = storage.DeleteOperation(placeKey(p.Place))
		} else {
			ops[i] = storage.SetOperation(placeKey(p.Place), p.Data)
		}
	}
	return ops
}

// closeSessions ends the sessions of a collector that stops without storage, so that they are counted.
func (c *core) closeSessions(ctx context.Context) error {
	if c.cfg.Storage != nil {
		return nil
	}
	c.mu.Lock()
	c.engine.Close()
	found := c.findings(ctx)
	c.mu.Unlock()
	return c.sendFindings(ctx, found)
}
