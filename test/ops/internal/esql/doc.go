// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package esql answers the ES|QL queries of the runbooks over documents as Elasticsearch's bulk endpoint was sent them.
//
// It is no Elasticsearch: there is none to test with. It is an interpreter for exactly the part of ES|QL that the runbooks use,
// written from Elastic's documentation, and refuses every command, function and operator that it does not know, so that nothing
// in a query goes without being looked at.
//
//	commands    https://www.elastic.co/docs/reference/query-languages/esql/commands/processing-commands
//	lists       https://www.elastic.co/docs/reference/query-languages/esql/esql-multivalued-fields
//	MV_CONCAT   https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/mv-functions
//	LIKE        https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/operators
//	limits      https://www.elastic.co/docs/reference/query-languages/esql/limitations
//	types       https://www.elastic.co/docs/manage-data/data-store/mapping/dynamic-field-mapping
package esql
