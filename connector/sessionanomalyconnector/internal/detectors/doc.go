// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

// Package detectors holds the detectors, one per file, and the list of them.
//
// To add one: a file named after it with a type that implements detect.Detector, a configuration struct that implements
// spec, and New…Config with its defaults; one line each in Config, NewConfig and Config.specs (all three alphabetical);
// an entry in detect's catalogue; a section in the component's README; fixtures that fire and that do not.
package detectors
