// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"sync"

	"go.opentelemetry.io/collector/receiver"
)

// shared hands out one receiver a configuration, whichever signals it is used for: there is one listener, and logs and
// traces tell of the same exchanges.
type shared struct {
	mu        sync.Mutex
	receivers map[*Config]*mcpReceiver
}

func (s *shared) get(cfg *Config, set receiver.Settings) (*mcpReceiver, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r, ok := s.receivers[cfg]; ok {
		return r, nil
	}
	r, err := newReceiver(cfg, set)
	if err != nil {
		return nil, err
	}
	r.forget = func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.receivers, cfg)
	}
	s.receivers[cfg] = r
	return r, nil
}
