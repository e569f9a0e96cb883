// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package mcpreceiver

import (
	"errors"
	"fmt"
	"net/netip"
)

// IdentityConfig says where user.id comes from. The first source that gives a value wins: the auth extension of the
// listener (verified), the header of a trusted proxy (verified), the claims of a bearer token (not verified, and marked so).
type IdentityConfig struct {
	// AuthAttribute of the auth extension's data that names the user. Default: "subject", then "username", then "sub".
	AuthAttribute string `mapstructure:"auth_attribute"`
	// UserHeader that a trusted proxy in front of the tap sets, for example X-Forwarded-User. Default none.
	UserHeader string `mapstructure:"user_header"`
	// TrustedProxies are the addresses, in CIDR form, whose user_header is believed. Without any the header is ignored.
	TrustedProxies []string `mapstructure:"trusted_proxies"`
	// JWTClaim of an unverified bearer token that names the user. Empty switches this off. Default "sub".
	JWTClaim string `mapstructure:"jwt_claim"`

	_ struct{}
}

// Validate reports every mistake at once.
func (c *IdentityConfig) Validate() error {
	var errs []error
	if c.UserHeader != "" && len(c.TrustedProxies) == 0 {
		errs = append(errs, errors.New("trusted_proxies: must list the proxies that may set user_header, for example 10.0.0.0/8"))
	}
	for i, cidr := range c.TrustedProxies {
		if _, err := netip.ParsePrefix(cidr); err != nil {
			errs = append(errs, fmt.Errorf("trusted_proxies[%d]: %q is not in CIDR form, for example 10.0.0.0/8", i, cidr))
		}
	}
	return errors.Join(errs...)
}
