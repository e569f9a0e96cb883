// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package report

import "time"

// Report is the summary. Its JSON form is stable: fields are added, never renamed.
type Report struct {
	Generated time.Time      `json:"generated"`
	From      time.Time      `json:"from"`
	To        time.Time      `json:"to"`
	Verdict   Verdict        `json:"verdict"`
	Totals    Totals         `json:"totals"`
	Latency   Latency        `json:"latency"`
	Step      string         `json:"timeline_step"`
	Timeline  []Slot         `json:"timeline"`
	Outcomes  []Count        `json:"outcomes"`
	Tools     []Tool         `json:"tools"`
	Users     []User         `json:"users"`
	Refusals  []Refusal      `json:"refusals"`
	DLP       []DLP          `json:"dlp"`
	Severity  map[string]int `json:"findings_by_severity"`
	Findings  []Finding      `json:"findings"`
	More      int            `json:"findings_not_listed"`
	Sessions  []Session      `json:"sessions_worth_a_look"`
	Retention Retention      `json:"retention"`
	Sources   []Source       `json:"sources"`
	Notes     []string       `json:"notes"`
}

// Verdict is the one line to read.
type Verdict struct {
	Level string `json:"level"` // "act", "look" or "quiet"
	Text  string `json:"text"`
}

// Totals are counts over the whole range. Calls are tool calls; Operations are requests of any method.
type Totals struct {
	Operations  int     `json:"operations"`
	Calls       int     `json:"tool_calls"`
	Succeeded   int     `json:"succeeded"`
	Failed      int     `json:"failed"`
	Refused     int     `json:"refused"`
	SuccessRate float64 `json:"success_rate"` // of tool calls; 0 without any
	Sessions    int     `json:"sessions"`
	Users       int     `json:"users"`
	Servers     int     `json:"servers"`
	Tools       int     `json:"tools"`
	DLPMatches  int     `json:"dlp_matches"`
	Findings    int     `json:"findings"`
}

// Latency describes the durations of tool calls, in seconds. Quantiles are within 2.5% of the exact ones.
type Latency struct {
	Count int      `json:"count"`
	P50   float64  `json:"p50"`
	P95   float64  `json:"p95"`
	P99   float64  `json:"p99"`
	Max   float64  `json:"max"`
	Bars  []Bucket `json:"buckets"`
}

// Bucket counts the durations up to UpTo seconds and above the bucket before.
type Bucket struct {
	UpTo  float64 `json:"up_to"` // 0 in the last one: no bound
	Count int     `json:"count"`
}

// Slot is one step of the timeline.
type Slot struct {
	Start     time.Time `json:"start"`
	Succeeded int       `json:"succeeded"`
	Failed    int       `json:"failed"`
	Refused   int       `json:"refused"`
	Findings  int       `json:"findings"`
	Worst     string    `json:"worst_finding,omitempty"`
}

// Count is a name and how often it occurred.
type Count struct {
	Name  string  `json:"name"`
	Count int     `json:"count"`
	Share float64 `json:"share"`
}

// Tool is a tool of a server.
type Tool struct {
	Tool   string  `json:"tool"`
	Server string  `json:"server"`
	Calls  int     `json:"calls"`
	Failed int     `json:"failed"` // refused included
	P95    float64 `json:"p95"`
}

// User is a principal.
type User struct {
	User     string `json:"user"`
	Calls    int    `json:"calls"`
	Failed   int    `json:"failed"`
	Refused  int    `json:"refused"`
	Findings int    `json:"findings"`
}

// Refusal groups operations that were refused alike.
type Refusal struct {
	Outcome string `json:"outcome"`
	Who     string `json:"who"` // user, or the client's address
	Tool    string `json:"tool"`
	Count   int    `json:"count"`
}

// DLP counts what the dlp processor found.
type DLP struct {
	Rule     string `json:"rule"`
	Category string `json:"category"`
	Action   string `json:"action"`
	Count    int    `json:"count"`
}

// Finding is a finding with the findings that repeat it.
type Finding struct {
	Time        time.Time `json:"time"`
	ID          string    `json:"id"`
	Severity    string    `json:"severity"`
	Detector    string    `json:"detector"`
	Title       string    `json:"title"`
	Description string    `json:"description"`
	Confidence  float64   `json:"confidence"`
	Observed    float64   `json:"observed"`
	Baseline    float64   `json:"baseline"`
	Session     string    `json:"session"`
	User        string    `json:"user"`
	Server      string    `json:"server"`
	Tool        string    `json:"tool"`
	Client      string    `json:"client_address"`
	Runbook     string    `json:"runbook"`
	IDs         []string  `json:"ids"` // ATLAS, OWASP, SAFE-MCP
	Evidence    []Call    `json:"evidence"`
	Repeated    int       `json:"repeated"`
}

// Call is one step of a finding's evidence.
type Call struct {
	Time         string `json:"time"`
	Method       string `json:"method"`
	Tool         string `json:"tool"`
	Server       string `json:"server"`
	Outcome      string `json:"outcome"`
	Role         string `json:"role"`
	RequestSize  int64  `json:"request_size"`
	ResponseSize int64  `json:"response_size"`
}

// Session is a session worth a look, and why.
type Session struct {
	Key     string    `json:"session"`
	Type    string    `json:"type"`
	User    string    `json:"user"`
	Start   time.Time `json:"start"`
	End     time.Time `json:"end"`
	Calls   int       `json:"calls"`
	Tools   int       `json:"tools"`
	Score   int       `json:"score"`
	Reasons []string  `json:"reasons"`
}
