// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package directive

import "strings"

const (
	// before and after are how far around a request the signs are looked for that it speaks to a model.
	before, after = 600, 300
)

// signs are what people write to a model and not to each other, in lower case.
var signs = []string{
	"ignore all", "ignore any", "ignore previous", "ignore the previous", "ignore the above", "ignore your", "ignore prior", "disregard",
	"previous instructions", "prior instructions", "above instructions", "your instructions", "new instructions", "system prompt",
	"system message", "system override", "forget everything", "forget your", "forget all", "as an ai", "ai assistant", "ai model", "ai agent",
	"language model", "you are an ai", "you are now", "dear assistant", "to the assistant", "hey assistant", "attention assistant",
	"chatgpt", "gpt-", "claude", "gemini", "llama", "copilot", " llm", "[inst]", "<|im_start", "<system>", "</system>", "<important>",
	"<instruction", "before using this tool", "before you can", "before solving", "before continuing", "before answering",
	"the task that i gave", "task i gave you", "original task", "user's request", "the user's", "tell the user", "mention this to",
	"inform the user", "notify the user", "without telling", "without asking", "do not mention", "don't mention", "don't tell", "do not tell",
	"do not reveal", "never mention", "keep this secret", "instead of the task", "todo for assistant", "tool call", "call the tool",
	"use the tool", "using the tool", "function call", "jailbreak", "developer mode",
}

// Addressed reports whether the request d of text speaks to a model: whether signs of it stand in or around the request,
// or the request names a function.
func Addressed(text string, d Directive) bool {
	around := strings.ToLower(text[max(0, d.Start-before):min(len(text), d.End+after)])
	for _, s := range signs {
		if strings.Contains(around, s) {
			return true
		}
	}
	return false
}
