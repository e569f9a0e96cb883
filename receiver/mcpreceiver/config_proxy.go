// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"
	"unicode"

	"go.opentelemetry.io/collector/config/configauth"
	"go.opentelemetry.io/collector/config/confignet"
	"go.opentelemetry.io/collector/config/configoptional"
	"go.opentelemetry.io/collector/config/configtls"
	"go.opentelemetry.io/collector/confmap"
)

const maxRoutes = 1000

// ProxyConfig is one listener with its routes. It is not confighttp's server: that one decompresses bodies, answers CORS
// requests itself and limits the time of an answer, and a tap must do none of these.
type ProxyConfig struct {
	// NetAddr is the listener's address, key endpoint. Default localhost:4320.
	NetAddr confignet.AddrConfig `mapstructure:",squash"`
	// TLS of the listener. HTTP/2 is offered with it. Default off.
	TLS configoptional.Optional[configtls.ServerConfig] `mapstructure:"tls"`
	// Auth names an extension that must accept every request. Default none: the MCP server decides.
	Auth configoptional.Optional[configauth.Config] `mapstructure:"auth"`
	// AuthChallenge is the WWW-Authenticate header of a 401 by auth, for example `Basic realm="mcp"`. Default: Bearer, with
	// resource_metadata at the URL the client used; set it where TLS ends in front of the tap, which the tap cannot know.
	AuthChallenge string `mapstructure:"auth_challenge"`
	// ReadHeaderTimeout is how long a client may take to send its headers. Default 1m.
	ReadHeaderTimeout time.Duration `mapstructure:"read_header_timeout"`
	// KeepAlive is how long an idle connection is kept. It never ends a stream. Default 5m.
	KeepAlive time.Duration `mapstructure:"keep_alive"`
	// MaxRequestBodyBytes a client may send; more is answered with 413. Bodies are read whole before they are forwarded.
	// Default 16 MiB.
	MaxRequestBodyBytes int64 `mapstructure:"max_request_body_bytes"`
	// MaxMessageBytes of one answer or SSE event that is looked into. Longer ones pass through and are recorded without
	// content. Default 4 MiB.
	MaxMessageBytes int `mapstructure:"max_message_bytes"`
	// DrainTimeout is how long shutdown waits for exchanges under way before it closes them. Default 5s.
	DrainTimeout time.Duration `mapstructure:"drain_timeout"`
	// Routes, at least one. The longest matching path wins, a route with a host before one without.
	Routes []RouteConfig `mapstructure:"routes"`

	_ struct{}
}

// RouteConfig leads from a path, a host or both to one MCP server.
type RouteConfig struct {
	// Name of the server in every event (mcpsec.server.name). Required, unique, stable.
	Name string `mapstructure:"name"`
	// Path prefix this route takes, cut at a slash. Default "/": everything.
	Path string `mapstructure:"path"`
	// Host this route takes, without port. Default empty: any.
	Host string `mapstructure:"host"`
	// Upstream is the MCP server, http or https. With a path it replaces the route's path, without one the path stays.
	Upstream string `mapstructure:"upstream"`
	// TLS towards an https upstream.
	TLS configtls.ClientConfig `mapstructure:"tls"`
	// HTTP2 speaks HTTP/2 to the upstream: by ALPN over https, with prior knowledge (h2c) over http. Default false.
	HTTP2 bool `mapstructure:"http2"`
	// Timeouts towards the upstream.
	Timeouts TimeoutsConfig `mapstructure:"timeouts"`
	// MaxConnections to the upstream at once; 0 means no limit. Default 0.
	MaxConnections int `mapstructure:"max_connections"`
	// Capture of this route. Default: the receiver's capture section.
	Capture configoptional.Optional[CaptureConfig] `mapstructure:"capture"`
	// AllowedOrigins are the values of the Origin header that pass; others get 403. Default: every one, the server decides.
	AllowedOrigins []string `mapstructure:"allowed_origins"`
	// AllowedHosts are the values of the Host header, without port, that pass; others get 403. Default: every one.
	AllowedHosts []string `mapstructure:"allowed_hosts"`

	_ struct{}
}

// TimeoutsConfig bounds the way to the upstream. Nothing bounds the length of an answer: streams may live for days.
type TimeoutsConfig struct {
	// Connect is how long a connection and its TLS handshake may take. Default 10s.
	Connect time.Duration `mapstructure:"connect"`
	// ResponseHeader is how long the upstream may take to start its answer; 0 means no limit. Default 0.
	ResponseHeader time.Duration `mapstructure:"response_header"`
	// IdleConnection is how long an unused connection is kept. Default 90s.
	IdleConnection time.Duration `mapstructure:"idle_connection"`

	_ struct{}
}

func newDefaultProxyConfig() ProxyConfig {
	addr := confignet.NewDefaultAddrConfig()
	addr.Transport = confignet.TransportTypeTCP
	addr.Endpoint = "localhost:4320"
	return ProxyConfig{
		NetAddr:             addr,
		ReadHeaderTimeout:   time.Minute,
		KeepAlive:           5 * time.Minute,
		MaxRequestBodyBytes: 16 << 20,
		MaxMessageBytes:     4 << 20,
		DrainTimeout:        5 * time.Second,
	}
}

func newDefaultRouteConfig() RouteConfig {
	return RouteConfig{
		Path:     "/",
		Capture:  configoptional.Default(newDefaultCaptureConfig()),
		Timeouts: TimeoutsConfig{Connect: 10 * time.Second, IdleConnection: 90 * time.Second},
	}
}

var _ confmap.Unmarshaler = (*RouteConfig)(nil)

// Unmarshal fills in the defaults of one list entry before its keys are read.
func (c *RouteConfig) Unmarshal(conf *confmap.Conf) error {
	*c = newDefaultRouteConfig()
	return conf.Unmarshal(c)
}

// Validate reports every mistake at once.
func (c *ProxyConfig) Validate() error {
	errs := []error{
		atLeastOne("max_request_body_bytes", c.MaxRequestBodyBytes),
		atLeastOne("max_message_bytes", int64(c.MaxMessageBytes)),
	}
	if _, _, err := net.SplitHostPort(c.NetAddr.Endpoint); err != nil {
		errs = append(errs, fmt.Errorf("endpoint: must be host:port, for example localhost:4320, is %q", c.NetAddr.Endpoint))
	}
	if strings.ContainsFunc(c.AuthChallenge, unicode.IsControl) {
		errs = append(errs, errors.New("auth_challenge: must be one line without control characters"))
	}
	if len(c.Routes) == 0 {
		errs = append(errs, errors.New("routes: list at least one route with name and upstream"))
	}
	if len(c.Routes) > maxRoutes {
		errs = append(errs, fmt.Errorf("routes: at most %d are allowed, there are %d", maxRoutes, len(c.Routes)))
	}
	return errors.Join(append(errs, c.validateUnique())...)
}

func (c *ProxyConfig) validateUnique() error {
	var errs []error
	names, places := map[string]bool{}, map[string]bool{}
	for i := range c.Routes {
		r := &c.Routes[i]
		if r.Name != "" && names[r.Name] {
			errs = append(errs, fmt.Errorf("routes[%d]: name %q is used twice: every route needs a name of its own", i, r.Name))
		}
		place := strings.ToLower(r.Host) + "|" + strings.TrimSuffix(r.Path, "/")
		if places[place] {
			errs = append(errs, fmt.Errorf("routes[%d]: path %q with host %q is used twice: change one of them", i, r.Path, r.Host))
		}
		names[r.Name], places[place] = true, true
	}
	return errors.Join(errs...)
}

// Validate reports every mistake at once.
func (c *RouteConfig) Validate() error {
	var errs []error
	if c.Name == "" {
		errs = append(errs, errors.New("name: must be set: it names the server in every event"))
	}
	if !strings.HasPrefix(c.Path, "/") {
		errs = append(errs, fmt.Errorf("path: must start with a slash, is %q", c.Path))
	}
	if strings.ContainsAny(c.Host, ":/") {
		errs = append(errs, fmt.Errorf("host: must be a host name without port, is %q", c.Host))
	}
	u, err := url.Parse(c.Upstream)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		errs = append(errs, fmt.Errorf("upstream: must be a URL like http://localhost:8080/mcp, is %q", redactURL(c.Upstream)))
	} else if u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		errs = append(errs, errors.New("upstream: must have no user, query or fragment"))
	}
	for key, d := range map[string]time.Duration{"connect": c.Timeouts.Connect, "response_header": c.Timeouts.ResponseHeader, "idle_connection": c.Timeouts.IdleConnection} {
		if d < 0 {
			errs = append(errs, fmt.Errorf("timeouts::%s: must not be negative, is %s", key, d))
		}
	}
	if c.MaxConnections < 0 {
		errs = append(errs, fmt.Errorf("max_connections: must not be negative, is %d", c.MaxConnections))
	}
	return errors.Join(errs...)
}

// redactURL keeps a password out of an error.
func redactURL(raw string) string {
	if scheme, rest, ok := strings.Cut(raw, "://"); ok {
		if i := strings.LastIndexByte(rest, '@'); i >= 0 {
			return scheme + "://***" + rest[i:]
		}
	}
	return raw
}
