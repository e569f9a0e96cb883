// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package board

// LogQL adds a Loki range query: log lines, or a metric over them with a legend.
func LogQL(expr, legend string) Option {
	return func(p *Panel) {
		p.add(Target{Datasource: Loki, EditorMode: "code", Expr: expr, LegendFormat: legend, QueryType: "range", MaxLines: 1000})
	}
}

// LogQLNow adds a Loki instant query over the whole time range.
func LogQLNow(expr, legend string) Option {
	return func(p *Panel) {
		p.add(Target{Datasource: Loki, EditorMode: "code", Expr: expr, LegendFormat: legend, QueryType: "instant"})
	}
}

const timestamp = "@timestamp"

// most is what Grafana calls the number of documents at most, for each kind of query.
var most = map[string]string{"logs": "limit", "raw_data": "size"}

// Documents adds an Elasticsearch query for documents, as log lines or as a table.
func Documents(kind, query string) Option {
	return func(p *Panel) {
		p.add(Target{
			Datasource: Elasticsearch, Query: query, TimeField: timestamp, BucketAggs: []map[string]any{},
			Metrics: []map[string]any{{"id": "1", "type": kind, "settings": map[string]any{most[kind]: "1000"}}},
		})
	}
}

// Counts adds an Elasticsearch query that counts documents by a field over time.
func Counts(query, field string) Option {
	return aggregate(query, map[string]any{"id": "1", "type": "count"}, terms(field), histogram())
}

// Count adds an Elasticsearch query that counts documents over time.
func Count(query string) Option {
	return aggregate(query, map[string]any{"id": "1", "type": "count"}, histogram())
}

// Distinct adds an Elasticsearch query that counts a field's distinct values over the whole time range: one bucket for all.
func Distinct(query, field string) Option {
	all := map[string]any{"id": "2", "type": "filters", "settings": map[string]any{"filters": []map[string]any{{"query": "*", "label": "all"}}}}
	return aggregate(query, map[string]any{"id": "1", "type": "cardinality", "field": field}, all)
}

func aggregate(query string, metric map[string]any, aggs ...map[string]any) Option {
	return func(p *Panel) {
		p.add(Target{
			Datasource: Elasticsearch, Query: query, TimeField: timestamp, Metrics: []map[string]any{metric}, BucketAggs: aggs,
		})
	}
}

func terms(field string) map[string]any {
	return map[string]any{
		"field": field, "id": "2", "type": "terms",
		"settings": map[string]any{"min_doc_count": "1", "order": "desc", "orderBy": "_count", "size": "20"},
	}
}

func histogram() map[string]any {
	return map[string]any{
		"field": timestamp, "id": "9", "type": "date_histogram",
		"settings": map[string]any{"interval": "auto", "min_doc_count": "0"},
	}
}

// Total makes a stat add up what its query returns.
func Total() Option {
	return func(p *Panel) {
		p.Options["reduceOptions"] = map[string]any{"calcs": []string{"sum"}, "fields": "", "values": false}
	}
}

// Unfold turns the labels of Loki's log lines into columns.
func Unfold() Option {
	return func(p *Panel) {
		p.Transformations = append(p.Transformations, Transformation{"extractFields", map[string]any{
			"format": "json", "keepTime": false, "replace": false, "source": "labels",
		}})
	}
}

// Bare drops the "attributes." that Elasticsearch's OpenTelemetry mapping puts before a key; other mappings have none.
func Bare() Option {
	return func(p *Panel) {
		p.Transformations = append(p.Transformations, Transformation{"renameByRegex", map[string]any{
			"regex": `^attributes\.(.*)$`, "renamePattern": "$1",
		}})
	}
}

// Pick keeps these columns in this order and names them.
func Pick(columns ...Column) Option {
	return func(p *Panel) {
		Columns(columns...)(p)
		last := len(p.Transformations)
		p.Transformations = append(p.Transformations[:last-3], p.Transformations[last-2:]...) // one query: nothing to merge
	}
}
