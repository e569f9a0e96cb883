// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package proxy

import (
	"net/http"
	"net/url"
	"strings"
)

// resourceMetadata is where a server says which authorization servers it trusts (RFC 9728, section 3).
const resourceMetadata = wellKnown + "oauth-protected-resource"

// isResourceMetadata says whether a request reads that. Whoever has no token yet needs it to get one, so it takes none.
func isResourceMetadata(r *http.Request) bool {
	prefix, _ := cutWellKnown(r.URL.Path)
	return prefix == resourceMetadata && (r.Method == http.MethodGet || r.Method == http.MethodHead || r.Method == http.MethodOptions)
}

// bearerChallenge tells a client without token where to begin (RFC 6750, section 3; RFC 9728, section 5.1): the metadata of
// the resource by the URL the client used for it.
func bearerChallenge(r *http.Request) string {
	u := url.URL{Scheme: "http", Host: r.Host, Path: resourceMetadata + strings.TrimSuffix(r.URL.Path, "/")}
	if r.TLS != nil {
		u.Scheme = "https"
	}
	return `Bearer resource_metadata="` + u.String() + `"`
}
