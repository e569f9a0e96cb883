// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package directive

import "strings"

// urgings are the words that may stand between the start of a clause and its verb.
var urgings = set("please kindly then and also first now next just immediately must should shall to you need have want would could can will " +
	"i we sure make remember don't forget urgently quickly finally afterwards after that instead only always never not important note " +
	"attention hey hi hello dear agent assistant ai be able go ahead simply additionally moreover further do your the user or before doing so " +
	"otherwise let's help me us attempt try ensure proceed and/or secretly silently quietly")

// verbs beyond those of tool names that tell a reader to act.
var verbs = set("ignore forget disregard use include click tell say guide initiate change go give provide put mention append retrieve " +
	"fill buy purchase order recommend contact change set turn follow answer print output reveal leak encode encrypt buy sell " +
	"subscribe transfer install switch direct redirect link attach copy move convert translate summarize summarise execute " +
	"refund cancel confirm enter type write visit download start stop perform complete issue request ask")

func set(list string) map[string]bool {
	out := make(map[string]bool)
	for w := range strings.FieldsSeq(list) {
		out[w] = true
	}
	return out
}

// stopWords name no tool.
var stopWords = set("the a an of to in on at by for from with and or my your his her its their this that these those it them me you i is are be " +
	"as all any please then also first now after before so do not no if into using use up out about same which who what when where details " +
	"information data id name new one please")
