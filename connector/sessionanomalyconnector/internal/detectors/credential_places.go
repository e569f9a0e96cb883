// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import "strings"

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

// credentialPlace returns the first place that text names.
func credentialPlace(text string) string {
	if len(text) < 4 {
		return ""
	}
	text = text[:min(len(text), maxPlaceText)]
	if !mayNamePlace(text) {
		return ""
	}
	lower := strings.ToLower(text)
	for _, place := range credentialPlaces {
		for at := 0; ; {
			i := strings.Index(lower[at:], place)
			if i < 0 {
				break
			}
			if i += at; edges(lower, i, i+len(place), place) {
				return place
			}
			at = i + len(place)
		}
	}
	return ""
}

// placeStarts is a set of the hashed first four bytes of every place. Most values of arguments hold none of them.
var placeStarts = func() (set [64]uint64) {
	for _, place := range credentialPlaces {
		h := startHash(uint32(place[0]) | uint32(place[1])<<8 | uint32(place[2])<<16 | uint32(place[3])<<24)
		set[h/64] |= 1 << (h % 64)
	}
	return set
}()

func startHash(start uint32) uint32 { return start * 0x9e3779b1 >> 20 }

// mayNamePlace reports whether text can name a place; only some texts for which it does.
func mayNamePlace(text string) bool {
	var last uint32
	for i := range len(text) {
		c := text[i]
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c >= 0x80:
			return true // letters beyond ASCII can have a lower case within it
		}
		last = last>>8 | uint32(c)<<24
		if h := startHash(last); placeStarts[h/64]&(1<<(h%64)) != 0 {
			return true
		}
	}
	return false
}

func edges(text string, start, end int, place string) bool {
	if wordy(place[0]) && start > 0 && wordy(text[start-1]) {
		return false
	}
	// ".env" at the end of a word that goes on is something else: ".environment"; ".env.local" is a place.
	return !wordy(place[len(place)-1]) || end == len(text) || !wordy(text[end])
}

func wordy(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' }
