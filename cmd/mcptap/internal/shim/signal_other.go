// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build !unix

package shim

import "os"

var forwarded = []os.Signal{os.Interrupt}

func signalNumber(*os.ProcessState) int { return 1 }
