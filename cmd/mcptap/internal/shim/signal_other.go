// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

//go:build !unix

package shim

import "os"

var forwarded = []os.Signal{os.Interrupt}

func signalOf(*os.ProcessState) os.Signal { return nil }

// Die ends this process with the code the command ended with.
func (e Exit) Die() { os.Exit(e.Code) }
