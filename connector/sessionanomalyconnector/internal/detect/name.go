// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detect

import (
	"strconv"
	"strings"

	"github.com/cespare/xxhash/v2"
)

// MaxName is the longest name (of a tool, user, session, resource, ...) that is kept as it is, in bytes.
const MaxName = 1024

// hashed is the length of what Name puts in place of the rest.
const hashed = len("...") + 16

// Name bounds the length of a name. A long one keeps its beginning, for people, and gets a hash, so that different names
// stay apart.
func Name(s string) string {
	if len(s) <= MaxName {
		return s
	}
	hash := strconv.FormatUint(xxhash.Sum64String(s), 16)
	return strings.ToValidUTF8(s[:MaxName-hashed], "") + "..." + hash
}
