// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/window"
)

const slowExfiltrationVersion = 1

// storedOutflows is how sums are stored, least recently used first.
type storedOutflows struct {
	Version int             `json:"version"`
	Users   []storedOutflow `json:"users"`
}

type storedOutflow struct {
	User   string         `json:"user"`
	Used   time.Time      `json:"used"`
	Bytes  window.Counter `json:"bytes"`
	Calls  window.Counter `json:"calls"`
	Latest []detect.Call  `json:"latest"`
}

var _ detect.Persister = (*slowExfiltration)(nil)

// Save implements detect.Persister: a window of a day outlasts many a restart.
func (d *slowExfiltration) Save() ([]byte, error) {
	out := storedOutflows{Version: slowExfiltrationVersion}
	d.users.Each(func(user string, used time.Time, o *outflow) {
		out.Users = append(out.Users, storedOutflow{user, used, o.bytes, o.calls, o.latest})
	})
	return json.Marshal(&out)
}

// Load implements detect.Persister.
func (d *slowExfiltration) Load(data []byte) error {
	var in storedOutflows
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	if in.Version != slowExfiltrationVersion {
		return fmt.Errorf("sums of private content sent have version %d, this one reads %d", in.Version, slowExfiltrationVersion)
	}
	for _, u := range in.Users {
		latest := u.Latest[max(0, len(u.Latest)-detect.RecentCalls):]
		*d.users.Get(u.User, u.Used) = outflow{bytes: u.Bytes, calls: u.Calls, latest: latest}
	}
	return nil
}
