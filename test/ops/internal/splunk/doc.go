// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package splunk answers the searches of the runbooks over events as Splunk's HTTP Event Collector was sent them.
//
// It is no Splunk: there is none to test with. It is an interpreter for exactly the part of the Search Processing Language (SPL)
// that the runbooks use, written from Splunk's documentation, and refuses every command, function, option and operator that it
// does not know, so that nothing in a search goes without being looked at.
//
//	search     https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Search
//	fillnull   https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Fillnull
//	stats      https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Stats
//	sort       https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Sort
//	table      https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Table
//	eval       https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Eval
//	mvjoin     https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/MultivalueEvalFunctions
//	json_extract_exact  https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/JSONFunctions
//	KV_MODE = json      https://docs.splunk.com/Documentation/Splunk/latest/Admin/Propsconf
//	extraction_cutoff   https://docs.splunk.com/Documentation/Splunk/latest/Admin/Limitsconf
package splunk
