// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"encoding/binary"
	"strings"
	"unsafe"
)

// credentialPlaces are where credentials lie on machines and in projects: parts of paths, in lower case. A part that begins
// or ends with a letter matches at the edges of words only.
var credentialPlaces = []string{
	".env", ".netrc", "_netrc", ".npmrc", ".pypirc", ".git-credentials", ".gitcredentials", ".docker/config.json", ".dockercfg",
	".aws/credentials", ".aws/config", ".azure/", ".config/gcloud", "application_default_credentials", ".kube/config", "kubeconfig",
	".ssh/", "id_rsa", "id_ed25519", "id_ecdsa", "id_dsa", "authorized_keys", ".gnupg", ".pgpass", ".my.cnf", ".htpasswd", "/etc/shadow",
	"/etc/passwd", "/etc/sudoers", "credentials.json", "credentials.yml", "credentials.yaml", "credentials.csv", "credentials.xml",
	"client_secret", "service-account", "service_account", "secrets.json", "secrets.yml", "secrets.yaml", "secrets.toml",
	"terraform.tfstate", ".tfvars", "vault-token", ".vault", "wallet.dat", "keystore", ".jks", ".p12", ".pfx", ".pem", ".ppk", ".kdbx",
	"keychain", "login data", "logins.json", "key4.db", "cookies.sqlite", "/proc/self/environ", "printenv", "mcp.json", "mcp_config",
	"claude_desktop_config", "metadata/iam", "security-credentials", ".bash_history", ".zsh_history", "wp-config.php", "appsettings.json",
	"/var/run/secrets", "/run/secrets", "/etc/kubernetes", "master.key", ".cargo/credentials", ".config/gh/hosts", ".boto", ".s3cfg",
}

// maxPlaceText is how much of an argument is looked at: paths and commands are short.
const maxPlaceText = 4096

// credentialPlace returns the place that text names, the first in the list if there are several.
func credentialPlace(text string) string {
	text = text[:min(len(text), maxPlaceText)]
	found, ascii := placeIn(text)
	if !ascii { // there are letters beyond ASCII with a lower case within it
		found, _ = placeIn(strings.ToLower(text))
	}
	if found == len(credentialPlaces) {
		return ""
	}
	return credentialPlaces[found]
}

// placeIn says which place text names, the number of all places for none. ascii is false for a text that may name others in
// lower case.
func placeIn(text string) (found int, ascii bool) {
	found = len(credentialPlaces)
	var seen uint32
	b := unsafe.Slice(unsafe.StringData(text), len(text)) //nolint:gosec // G103: only read, and within its length.
	for ; len(b) >= 4; b = b[1:] {
		start := foldedStart(b)
		seen |= start
		if h := startHash(start); placeStarts[h/64]&(1<<(h%64)) != 0 {
			found = min(found, placeAt(text, len(text)-len(b), placesFrom[start]))
		}
	}
	return found, seen&0x80808080 == 0
}

// placeAt says which of some places text names from at on, the number of all places for none.
func placeAt(text string, at int, some []int) int {
	for _, i := range some {
		place, rest := credentialPlaces[i], text[at:]
		if len(rest) >= len(place) && strings.EqualFold(rest[:len(place)], place) && edges(text, at, at+len(place), place) {
			return i
		}
	}
	return len(credentialPlaces)
}

// placesFrom are the places by how they start, in order.
var placesFrom = func() map[uint32][]int {
	from := map[uint32][]int{}
	for i, place := range credentialPlaces {
		start := foldedStart([]byte(place))
		from[start] = append(from[start], i)
	}
	return from
}()

// placeStarts is a set of the hashed starts of every place. Most values of arguments hold none of them.
var placeStarts = func() (set [64]uint64) {
	for start := range placesFrom {
		h := startHash(start)
		set[h/64] |= 1 << (h % 64)
	}
	return set
}()

// foldedStart is the first four bytes, the same for lower and upper case. It is not only the case that it makes equal.
func foldedStart(b []byte) uint32 { return binary.LittleEndian.Uint32(b) | 0x20202020 }

func startHash(start uint32) uint32 { return start * 0x9e3779b1 >> 20 }

func edges(text string, start, end int, place string) bool {
	if wordy(place[0]) && start > 0 && wordy(text[start-1]) {
		return false
	}
	// ".env" at the end of a word that goes on is something else: ".environment"; ".env.local" is a place.
	return !wordy(place[len(place)-1]) || end == len(text) || !wordy(text[end])
}

func wordy(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '_' }
