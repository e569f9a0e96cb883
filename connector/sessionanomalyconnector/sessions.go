// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sessionanomalyconnector

import (
	"context"

	"go.uber.org/zap"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/snapshot"
)

// sessionsPart is the name under which live sessions are stored, beside the detectors' parts.
const sessionsPart = "sessions"

// thaw goes on with the sessions that were live when the collector stopped. Sessions that cannot be read are lost, and
// the collector starts all the same.
func (c *core) thaw(ctx context.Context) {
	if c.cfg.Storage == nil {
		return
	}
	data, err := snapshot.Take(ctx, c.keeper.client, sessionsPart)
	if err == nil && data != nil {
		err = c.engine.Load(data)
	}
	if err != nil {
		c.logger.Error("live sessions could not be restored, they begin afresh", zap.Error(err))
	}
}

// freeze adds the live sessions to what is stored at the stop. It is not done while running: that would hold up the
// traffic of a large table.
func (c *core) freeze(state snapshot.State) {
	if c.cfg.Storage == nil {
		return
	}
	data, leftOut, err := c.engine.Save()
	if err != nil {
		c.logger.Error("live sessions could not be saved", zap.Error(err))
		return
	}
	c.obs.lost("checkpoint_limit", int64(leftOut))
	state[sessionsPart] = data
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
