// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package toolclass

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWords(t *testing.T) {
	for _, tt := range []struct {
		name string
		want string
	}{
		{"read_file", "read file"},
		{"read-file", "read file"},
		{"files.read", "files read"},
		{"ReadFileByURL", "read file by url"},
		{"HTTPDeleteAll", "http delete all"},
		{"s3/getObject2", "s get object"},
		{"", ""},
		{"___", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, strings.Join(Words(tt.name), " "))
		})
	}
	assert.Len(t, Words(strings.Repeat("a_", 10_000)), maxWords, "bounded")
}

func TestGuess(t *testing.T) {
	yes, no := true, false
	for _, tt := range []struct {
		name    string
		tool    Tool
		has     Class
		lacks   Class
		nothing bool
	}{
		{name: "reads mail", tool: Tool{Name: "read_email"}, has: ReadsSensitive | ReadsUntrusted, lacks: Outward | Writes},
		{name: "sends mail", tool: Tool{Name: "mail.sendMessage"}, has: Outward | Writes, lacks: ReadsSensitive},
		{name: "noun first verb", tool: Tool{Name: "email_report"}, has: Outward},
		{name: "reads a post", tool: Tool{Name: "get_post"}, lacks: Outward},
		{name: "posts to a chat", tool: Tool{Name: "chat_post_message"}, has: Outward, lacks: Public},
		{name: "posts to an address", tool: Tool{Name: "http_post"}, has: Outward | Public},
		{name: "publishes", tool: Tool{Name: "publish_article"}, has: Outward | Public},
		{name: "webhook", tool: Tool{Name: "call_webhook"}, has: Outward | Public},
		{name: "opens an issue", tool: Tool{Name: "create_issue"}, has: Outward},
		{name: "lists issues", tool: Tool{Name: "list_issues"}, has: ReadsUntrusted, lacks: Outward},
		{name: "reads a file", tool: Tool{Name: "read_file"}, has: ReadsSensitive, lacks: Outward},
		{name: "pays", tool: Tool{Name: "schedulePayment"}, has: Outward},
		{name: "hand over to staff", tool: Tool{Name: "transfer_to_human"}, lacks: Outward},
		{name: "customer table", tool: Tool{Name: "query_customers"}, has: ReadsSensitive},
		{name: "weather", tool: Tool{Name: "get_weather_location"}, lacks: ReadsSensitive},
		{name: "shell", tool: Tool{Name: "run_command"}, has: Executes},
		{name: "query", tool: Tool{Name: "execute_sql"}, has: ReadsSensitive, lacks: Executes},
		{name: "secrets", tool: Tool{Name: "get_secret_value"}, has: CredentialStore | ReadsSensitive},
		{name: "password change", tool: Tool{Name: "update_password"}, has: Privileged | Writes, lacks: CredentialStore},
		{name: "grant", tool: Tool{Name: "grantGuestAccess"}, has: Privileged},
		{name: "delete", tool: Tool{Name: "deleteBranch"}, has: Destructive | Writes},
		{name: "fetch", tool: Tool{Name: "fetch"}, has: ReadsUntrusted, lacks: Outward},
		{name: "http by params", tool: Tool{Name: "do_it", Params: []string{"url", "body"}}, has: Outward | Public},
		{name: "mail by params", tool: Tool{Name: "do_it", Params: []string{"toAddress", "body"}}, has: Outward},
		{name: "search to a date is no sending", tool: Tool{Name: "search_messages", Params: []string{"to", "text"}}, lacks: Outward},
		{name: "description", tool: Tool{Name: "zap", Description: "Sends a text message to a phone."}, has: Outward},
		{name: "annotations", tool: Tool{Name: "zap", Destructive: &yes}, has: Destructive},
		{name: "open world writer", tool: Tool{Name: "zap", OpenWorld: &yes, ReadOnly: &no}, has: Outward | ReadsUntrusted},
		{name: "a read-only claim adds nothing", tool: Tool{Name: "zap", ReadOnly: &yes, Destructive: &yes}, nothing: true},
		{name: "unknown", tool: Tool{Name: "zap"}, nothing: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, origin := Guess(tt.tool)
			assert.Truef(t, got.Has(tt.has), "%v lacks %v", got, tt.has)
			assert.Falsef(t, got.Any(tt.lacks), "%v should lack %v", got, tt.lacks)
			if tt.nothing {
				assert.Equal(t, FromNothing, origin)
			}
		})
	}
}

func TestConfigurationDecidesFirst(t *testing.T) {
	c, err := New(Config{Tools: []Rule{
		{Server: "crm", Name: "send_*", Classes: []string{"reads_sensitive"}},
		{Name: "safe/*", Classes: nil},
	}})
	require.NoError(t, err)
	got, origin := c.Classify(Tool{Server: "crm", Name: "send_mail"})
	assert.Equal(t, ReadsSensitive, got)
	assert.Equal(t, FromConfig, origin)

	got, origin = c.Classify(Tool{Name: "safe/delete"})
	assert.Equal(t, none, got)
	assert.Equal(t, FromConfig, origin, "an empty list is an answer")

	_, origin = c.Classify(Tool{Server: "other", Name: "send_mail"})
	assert.Equal(t, FromWords, origin)
}

func TestConfigReportsEveryMistake(t *testing.T) {
	err := (&Config{Tools: []Rule{
		{Name: ""},
		{Name: "[", Classes: []string{"outward", "reads_everything"}},
	}}).Validate()
	require.ErrorContains(t, err, "tools[0]: name is empty")
	require.ErrorContains(t, err, `tools[1]: "["`)
	require.ErrorContains(t, err, `unknown class "reads_everything": use one of reads_sensitive`)
}

func TestNamesAndParseAgree(t *testing.T) {
	c, err := Parse(names)
	require.NoError(t, err)
	assert.Equal(t, names, c.Names())
	assert.Equal(t, strings.Join(names, ","), c.String())
}

func FuzzGuess(f *testing.F) {
	f.Add("read_file", "Reads a file.", "path")
	f.Fuzz(func(_ *testing.T, name, description, param string) {
		Guess(Tool{Name: name, Description: description, Params: []string{param}})
	})
}
