// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package proxy

import (
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/observe"
)

// Route leads to one server.
type Route struct {
	Server    *observe.Server
	Path      string // prefix, "/" takes everything
	Host      string // without port, empty takes any
	Upstream  *url.URL
	Transport http.RoundTripper

	AllowedOrigins []string // empty allows all
	AllowedHosts   []string

	// elsewhere says that answers come on another stream than the request's: the server speaks HTTP+SSE.
	elsewhere atomic.Bool
}

// table finds the route of a request: with a host before without, then the longest path.
type table []*Route

func newTable(routes []*Route) table {
	t := slices.Clone(routes)
	slices.SortStableFunc(t, func(a, b *Route) int {
		if (a.Host == "") != (b.Host == "") {
			if a.Host != "" {
				return -1
			}
			return 1
		}
		return len(b.Path) - len(a.Path)
	})
	return t
}

// wellKnown is where RFC 8615 metadata lives. RFC 9728 and RFC 8414 insert it before a resource's path, so
// /.well-known/oauth-protected-resource/files belongs to the route /files.
const wellKnown = "/.well-known/"

// cutWellKnown returns the well-known part of a path and the path it is about.
func cutWellKnown(path string) (prefix, rest string) {
	if !strings.HasPrefix(path, wellKnown) {
		return "", path
	}
	name := path[len(wellKnown):]
	if i := strings.IndexByte(name, '/'); i >= 0 {
		return wellKnown + name[:i], name[i:]
	}
	return path, ""
}

// match returns the route of a request, or nil.
func (t table) match(r *http.Request) *Route {
	host := hostname(r.Host)
	prefix, rest := cutWellKnown(r.URL.Path)
	var only *Route
	candidates := 0
	for _, route := range t {
		if route.Host != "" && !strings.EqualFold(route.Host, host) {
			continue
		}
		if route.takes(rest) {
			return route
		}
		if candidates++; candidates == 1 {
			only = route
		}
	}
	if prefix != "" && rest == "" && candidates == 1 {
		return only
	}
	return nil
}

func (r *Route) takes(path string) bool {
	if r.Path == "/" {
		return true
	}
	prefix := strings.TrimSuffix(r.Path, "/")
	return strings.HasPrefix(path, prefix) && (len(path) == len(prefix) || path[len(prefix)] == '/')
}

// target returns the upstream URL of a request. An upstream with a path replaces the route's prefix by it.
func (r *Route) target(in *url.URL) *url.URL {
	out := *in
	out.Scheme, out.Host = r.Upstream.Scheme, r.Upstream.Host
	if r.Upstream.Path == "" {
		return &out
	}
	out.Path = r.rebase(in.Path, r.Upstream.Path)
	out.RawPath = ""
	if in.RawPath != "" {
		out.RawPath = r.rebase(in.RawPath, r.Upstream.EscapedPath())
	}
	return &out
}

func (r *Route) rebase(path, base string) string {
	wk, rest := cutWellKnown(path)
	own := strings.TrimSuffix(r.Path, "/")
	if wk != "" && rest == "" || !strings.HasPrefix(rest, own) {
		return path
	}
	tail := rest[len(own):]
	if tail == "" || tail == "/" && own == "" {
		if wk != "" && base == "/" {
			return wk
		}
		return wk + base
	}
	return wk + strings.TrimSuffix(base, "/") + tail
}

// admits says whether the Host and Origin headers are on the route's lists, and if not which one is not.
func (r *Route) admits(req *http.Request) (reason string) {
	if len(r.AllowedHosts) > 0 && !containsFold(r.AllowedHosts, hostname(req.Host)) {
		return ReasonHost
	}
	if origin := req.Header.Get("Origin"); origin != "" && len(r.AllowedOrigins) > 0 && !containsFold(r.AllowedOrigins, origin) {
		return ReasonOrigin
	}
	return ""
}

func containsFold(list []string, value string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return strings.EqualFold(s, value) })
}

func hostname(hostport string) string {
	if host, _, err := net.SplitHostPort(hostport); err == nil {
		return host
	}
	return strings.Trim(hostport, "[]")
}

// CloseIdle closes the connections to the upstreams that nobody uses.
func CloseIdle(routes []*Route) {
	for _, r := range routes {
		if t, ok := r.Transport.(interface{ CloseIdleConnections() }); ok {
			t.CloseIdleConnections()
		}
	}
}
