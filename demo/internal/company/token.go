// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package company

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
)

// Issuer makes and checks bearer tokens: JSON Web Tokens signed with HS256 (RFC 7519), valid in this run only.
type Issuer struct{ key []byte }

// NewIssuer returns an issuer with a random key.
func NewIssuer() *Issuer {
	key := make([]byte, sha256.Size)
	_, _ = rand.Read(key) // never fails (crypto/rand)
	return &Issuer{key: key}
}

// Token returns a token for a user.
func (i *Issuer) Token(user string) string {
	claims, _ := json.Marshal(map[string]string{"sub": user, "iss": "demo"}) // two strings always marshal
	signed := segment([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + segment(claims)
	return signed + "." + segment(i.sign(signed))
}

// require answers 401 to requests without a valid token.
func (i *Issuer) require(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		if !ok || !i.valid(token) {
			w.Header().Set("WWW-Authenticate", `Bearer error="invalid_token"`)
			http.Error(w, "invalid token", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// subject is the user that a valid token names.
func subject(r *http.Request) string {
	parts := strings.Split(r.Header.Get("Authorization"), ".")
	if len(parts) != 3 {
		return ""
	}
	claims, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return ""
	}
	var token struct {
		User string `json:"sub"`
	}
	_ = json.Unmarshal(claims, &token) // require has checked the signature
	return token.User
}

func (i *Issuer) valid(token string) bool {
	dot := strings.LastIndexByte(token, '.')
	if dot < 0 {
		return false
	}
	signature, err := base64.RawURLEncoding.DecodeString(token[dot+1:])
	return err == nil && hmac.Equal(signature, i.sign(token[:dot]))
}

func (i *Issuer) sign(text string) []byte {
	mac := hmac.New(sha256.New, i.key)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}

func segment(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }
