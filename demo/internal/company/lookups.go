// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package company

import (
	"context"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// lookup is a read-only tool with one fixed answer.
type lookup struct {
	name, description, answer string
}

var readOnly = &mcp.ToolAnnotations{ReadOnlyHint: true}

var lookups = []lookup{
	{"search_docs", "Search the handbook.", "3 pages: onboarding, expenses, holidays"},
	{"list_invoices", "List open invoices.", "2026-101, 2026-102"},
	{"get_exchange_rate", "Exchange rate of the day.", "1 EUR = 1.08 USD"},
	{"list_meetings", "Meetings of today.", "10:00 stand-up; 15:00 review"},
	{"service_status", "Status of the services.", "importer: up; exporter: up"},
	{"list_deployments", "Deployments of this week.", "importer 1.4.0 on Tuesday"},
	{"list_branches", "Branches of the repository.", "main, exporter"},
	{"count_orders", "Orders of today.", "47"},
	{"list_suppliers", "Suppliers under contract.", "Northwind, Contoso"},
}

func (l lookup) addTo(server *mcp.Server) {
	mcp.AddTool(server, &mcp.Tool{Name: l.name, Description: l.description, Annotations: readOnly}, l.call)
}

func (l lookup) call(context.Context, *mcp.CallToolRequest, struct{}) (*mcp.CallToolResult, any, error) {
	return text(l.answer), nil, nil
}
