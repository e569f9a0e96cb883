// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package ottlx

import (
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/contexts/ottllog"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/pdata/plog"
)

// Log is the context of one log record. Close it after the last evaluation.
type Log = *ottllog.TransformContext

// Logs returns the parser for log records.
func Logs(set component.TelemetrySettings) (*Parser[Log], error) {
	return newParser("log", func(functions map[string]ottl.Factory[Log]) (ottl.Parser[Log], error) {
		return ottllog.NewParser(functions, set, ottllog.EnablePathContextNames())
	})
}

// OfLog returns the context of a log record.
func OfLog(resource plog.ResourceLogs, scope plog.ScopeLogs, record plog.LogRecord) Log {
	return ottllog.NewTransformContextPtr(resource, scope, record)
}
