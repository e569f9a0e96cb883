// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package hazard

import (
	"net/netip"
	"strconv"
	"strings"
)

// maxURLs bounds how many URLs of one value are looked at.
const maxURLs = 64

// urls judges the host of every URL in text.
func urls(text string) Kind {
	var k Kind
	for range maxURLs {
		i := strings.Index(text, "://")
		if i < 0 {
			return k
		}
		text = text[i+len("://"):]
		k |= judge(hostOf(text))
	}
	return k
}

// hostOf takes the host from what follows "://": credentials and port left out.
func hostOf(rest string) string {
	if end := strings.IndexAny(rest, "/?#\\ \t\r\n\"'<>,;)"); end >= 0 {
		rest = rest[:end]
	}
	if at := strings.LastIndexByte(rest, '@'); at >= 0 {
		rest = rest[at+1:]
	}
	if strings.HasPrefix(rest, "[") {
		host, _, _ := strings.Cut(rest[1:], "]")
		return host
	}
	host, _, _ := strings.Cut(rest, ":")
	return strings.ToLower(strings.TrimSuffix(host, "."))
}

var metadataHosts = map[string]bool{
	"metadata.google.internal": true, "metadata": true, "metadata.goog": true, "instance-data": true,
	"instance-data.ec2.internal": true, "metadata.azure.com": true, "metadata.azure.internal": true,
}

var metadataAddrs = map[netip.Addr]bool{
	netip.MustParseAddr("169.254.169.254"): true, // AWS, Azure, GCP, OpenStack, DigitalOcean, Oracle
	netip.MustParseAddr("169.254.170.2"):   true, // AWS ECS task credentials
	netip.MustParseAddr("169.254.170.23"):  true, // AWS EKS pod identity
	netip.MustParseAddr("100.100.100.200"): true, // Alibaba
	netip.MustParseAddr("192.0.0.192"):     true, // Oracle, former
	netip.MustParseAddr("fd00:ec2::254"):   true, // AWS over IPv6
	netip.MustParseAddr("fd20:ce::254"):    true, // GCP over IPv6
}

func judge(host string) Kind {
	switch {
	case metadataHosts[host]:
		return MetadataAddress
	case host == "localhost" || strings.HasSuffix(host, ".localhost") || host == "localhost.localdomain":
		return LoopbackAddress
	}
	if a, err := netip.ParseAddr(host); err == nil {
		return judgeAddr(a)
	}
	if a, ok := legacyIPv4(host); ok {
		return judgeAddr(a) | ObfuscatedHost
	}
	return 0
}

func judgeAddr(a netip.Addr) Kind {
	a = embedded(a.Unmap().WithZone(""))
	switch {
	case metadataAddrs[a]:
		return MetadataAddress
	case a.IsLoopback() || a.IsUnspecified():
		return LoopbackAddress
	case a.IsPrivate() || a.IsLinkLocalUnicast():
		return PrivateAddress
	default:
		return 0
	}
}

// embedded gives the IPv4 address inside a NAT64 address (RFC 6052), which reaches the same host.
func embedded(a netip.Addr) netip.Addr {
	if b := a.As16(); a.Is6() && netip.MustParsePrefix("64:ff9b::/96").Contains(a) {
		return netip.AddrFrom4([4]byte(b[12:]))
	}
	return a
}

// legacyIPv4 reads the forms that inet_aton accepts and people overlook: 2130706433, 0x7f000001, 0177.1, 127.1.
func legacyIPv4(host string) (netip.Addr, bool) {
	parts := strings.Split(host, ".")
	if len(parts) > 4 || host == "" || host[0] < '0' || host[0] > '9' {
		return netip.Addr{}, false
	}
	var value uint64
	for i, part := range parts {
		n, err := strconv.ParseUint(octal(part), 0, 32)
		if err != nil {
			return netip.Addr{}, false
		}
		last := i == len(parts)-1
		if !last && n > 255 || last && n >= 1<<(8*(5-len(parts))) {
			return netip.Addr{}, false
		}
		if last {
			value = value<<(8*(5-len(parts))) | n
		} else {
			value = value<<8 | n
		}
	}
	return netip.AddrFrom4([4]byte{byte(value >> 24), byte(value >> 16), byte(value >> 8), byte(value)}), true
}

// octal makes strconv read a leading zero as inet_aton does.
func octal(part string) string {
	if len(part) > 1 && part[0] == '0' && part[1] != 'x' && part[1] != 'X' {
		return "0o" + part[1:]
	}
	return part
}
