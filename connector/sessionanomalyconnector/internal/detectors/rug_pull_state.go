// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"encoding/json"
	"fmt"
	"time"
)

const rugPullFormat = 1

// pinnedServers is how the pinned definitions are stored, least recently listed first.
type pinnedServers struct {
	Format  int            `json:"format"`
	Servers []pinnedServer `json:"servers"`
}

type pinnedServer struct {
	Name string    `json:"name"`
	Used time.Time `json:"used"`
	pinned
}

func (d *rugPull) Save() ([]byte, error) {
	out := pinnedServers{Format: rugPullFormat}
	d.servers.Each(func(name string, used time.Time, p *pinned) {
		out.Servers = append(out.Servers, pinnedServer{Name: name, Used: used, pinned: *p})
	})
	return json.Marshal(out)
}

func (d *rugPull) Load(data []byte) error {
	var in pinnedServers
	if err := json.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("pinned tool definitions: %w", err)
	}
	if in.Format != rugPullFormat {
		return fmt.Errorf("pinned tool definitions have format %d, this version reads %d", in.Format, rugPullFormat)
	}
	for _, s := range in.Servers {
		*d.servers.Get(s.Name, s.Used) = s.pinned
	}
	return nil
}
