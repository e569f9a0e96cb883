// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package jsonrpc

// methods are the names every protocol version uses, so that the usual ones cost no allocation.
var methods = func() map[string]string {
	m := map[string]string{}
	for _, name := range []string{
		"initialize", "ping", "completion/complete", "logging/setLevel",
		"prompts/get", "prompts/list", "resources/list", "resources/templates/list", "resources/read",
		"resources/subscribe", "resources/unsubscribe", "tools/call", "tools/list",
		"tasks/get", "tasks/result", "tasks/list", "tasks/cancel", "tasks/update",
		"sampling/createMessage", "roots/list", "elicitation/create", "server/discover", "subscriptions/listen",
		"notifications/cancelled", "notifications/progress", "notifications/initialized",
		"notifications/roots/list_changed", "notifications/tasks/status", "notifications/message",
		"notifications/resources/updated", "notifications/resources/list_changed", "notifications/tools/list_changed",
		"notifications/prompts/list_changed", "notifications/elicitation/complete", "notifications/subscriptions/acknowledged",
	} {
		m[name] = name
	}
	return m
}()

// maxMethod bounds a method name that no version knows.
const maxMethod = 128

func methodName(raw []byte) string {
	if len(raw) < 2 || raw[0] != '"' {
		return ""
	}
	if name, ok := methods[string(raw[1:len(raw)-1])]; ok {
		return name
	}
	if len(raw) > 8*maxMethod {
		raw = append(append(make([]byte, 0, maxMethod+2), raw[:maxMethod]...), '"')
	}
	name := Text(raw)
	if len(name) > maxMethod {
		name = name[:maxMethod]
	}
	return name
}

// Known says whether a protocol version defines the method.
func Known(method string) bool {
	_, ok := methods[method]
	return ok
}
