// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"context"
	"net"
	"net/http"
	"net/netip"

	"go.opentelemetry.io/collector/client"
	"go.opentelemetry.io/collector/extension/extensionauth"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/observe"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/proxy"
)

// identifier finds out who sends a request, and refuses who may not.
type identifier struct {
	cfg     IdentityConfig
	server  extensionauth.Server // nil without auth extension
	trusted []netip.Prefix
}

func newIdentifier(cfg IdentityConfig, server extensionauth.Server) *identifier {
	id := &identifier{cfg: cfg, server: server}
	for _, cidr := range cfg.TrustedProxies {
		if prefix, err := netip.ParsePrefix(cidr); err == nil {
			id.trusted = append(id.trusted, prefix)
		}
	}
	return id
}

var _ proxy.Authenticator = (*identifier)(nil).authenticate

func (id *identifier) authenticate(r *http.Request) (observe.Principal, error) {
	if id.server != nil {
		ctx, err := id.server.Authenticate(r.Context(), r.Header)
		if err != nil {
			return observe.Principal{}, err
		}
		if user := id.fromAuth(ctx); user != "" {
			return observe.Principal{UserID: user, Verified: true}, nil
		}
	}
	if id.cfg.UserHeader != "" && id.trusts(r.RemoteAddr) {
		if user := r.Header.Get(id.cfg.UserHeader); user != "" {
			return observe.Principal{UserID: user, Verified: true}, nil
		}
	}
	return observe.Principal{}, nil
}

// fromAuth reads the user from what the auth extension found out.
func (id *identifier) fromAuth(ctx context.Context) string {
	auth := client.FromContext(ctx).Auth
	if auth == nil {
		return ""
	}
	names := []string{id.cfg.AuthAttribute}
	if id.cfg.AuthAttribute == "" {
		names = []string{"subject", "username", "sub"}
	}
	for _, name := range names {
		if user, ok := auth.GetAttribute(name).(string); ok && user != "" {
			return user
		}
	}
	return ""
}

func (id *identifier) trusts(remote string) bool {
	host, _, err := net.SplitHostPort(remote)
	if err != nil {
		return false
	}
	addr, err := netip.ParseAddr(host)
	if err != nil {
		return false
	}
	for _, prefix := range id.trusted {
		if prefix.Contains(addr.Unmap()) {
			return true
		}
	}
	return false
}
