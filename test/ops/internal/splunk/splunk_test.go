// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package splunk

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/test/ops/internal/query/querytest"
)

const whole = 1_000_000

var start = time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)

// events have the given JSON, a second after each other.
func events(index string, raw ...string) (out []Event) {
	for i, r := range raw {
		out = append(out, Event{Time: start.Add(time.Duration(i) * time.Second), Index: index, Event: []byte(r)})
	}
	return out
}

var sample = append(events("a",
	`{"user.id":"alice","tool":"read","n":9,"ok":true,"rules":["r1","r2"],"args":{"path":"/x","deep":{"list":[1,2]}}}`,
	`{"user.id":"bob","tool":"Read","n":10,"ok":false,"rules":["r2"],"args.v1":{"url":"http://h"}}`,
	`{"tool":"post","n":"many","none":null}`,
), events("b", `{"user.id":"alice","tool":"read"}`)...)

func TestAnswers(t *testing.T) {
	for search, want := range map[string]string{
		// terms: without case, * for any text, all of them, != and * want the field to be there
		`index=a tool=read | table tool, n`:               "Read 10, read 9",
		`index=a tool="re*" n>=10 | table n`:              "10",
		`index=a n>=9 | sort 0 n | table n`:               "9, 10, many", // as texts, where one is no number
		`index=a tool!=read | table tool`:                 "post",
		`index=a user.id!=alice | table user.id`:          "bob",
		`index=a user.id=* | table user.id`:               "bob, alice",
		`index=a user.id IN ("alice", carol) | table n`:   "9",
		`index=a ok=false | table n`:                      "10",
		`index=a none=null | table tool`:                  "post",
		`index=c tool=* | table tool`:                     "",
		`index=* tool="*d" user.id="a*" | table index`:    "a, b",
		`index=a rules=r1 | table n`:                      "", // a list has braces
		`index=a rules{}=r1 | table n, rules{}`:           "9 [r1 r2]",
		`index=a rules{}!=r2 | table n`:                   "9",
		`index=a args.path="/x" | table args.deep.list{}`: "[1 2]",
		`index=a args=* | table n`:                        "",
		`index=a tool=post | table tool, user.id`:         "post -",
		"index=a\n| table   n\n":                          "many, 10, 9",
		// stats: one row for each combination, none without the field, one more for each value of a list
		`index=a tool=* | stats count by user.id`:                                             "alice 1, bob 1",
		`index=a tool=* | stats count by tool, user.id`:                                       "Read bob 1, read alice 1",
		`index=a tool=* | stats count BY rules{}`:                                             "r1 1, r2 2",
		`index=* tool=* | fillnull value="-" user.id | stats count by user.id | sort - count`: "alice 2, - 1, bob 1",
		// sort
		`index=a user.id=* | sort n | table n`:             "9, 10",
		`index=a user.id=* | sort - n | table n`:           "10, 9",
		`index=a tool=* | sort 1 + n | table n`:            "9",
		`index=a tool=* | sort 0 user.id | table user.id`:  "alice, bob, -",
		`index=a user.id=* | sort 0 _time | table user.id`: "alice, bob",
		// eval
		`index=a rules{}=r1 | eval r=mvjoin('rules{}', "+") | table r`:                     "r1+r2",
		`index=a tool=post | eval r=mvjoin('rules{}', "+") | table r, tool`:                "- post",
		`index=a tool=* | eval x=json_extract_exact(_raw, "args.v1") | table x`:            `-, {"url":"http://h"}, -`,
		`index=a n=9 | eval x=json_extract_exact(_raw, "tool"), y=mvjoin(x, "") | table y`: "read",
		`index=a n=9 | eval x=json_extract_exact(_raw, "args") | table x`:                  `{"path":"/x","deep":{"list":[1,2]}}`,
	} {
		s, err := Parse(search)
		require.NoError(t, err, search)
		assert.Equal(t, want, querytest.Rows(s.Run(sample, whole).Rows), search)
	}
}

func TestTimeIsATime(t *testing.T) {
	s, err := Parse("index=a n=9 | table _time")
	require.NoError(t, err)
	assert.Equal(t, "2026-11-21T10:00:00Z", querytest.Rows(s.Run(sample, whole).Rows))
}

// What lies beyond the cutoff is not found, and what lies before is.
func TestCutoff(t *testing.T) {
	raw := `{"early":"1","long":"xxxxxxxx","late":"2"}`
	s, err := Parse("index=a early=1 | table late")
	require.NoError(t, err)
	assert.Equal(t, "2", querytest.Rows(s.Run(events("a", raw), len(raw)).Rows))
	assert.Equal(t, "-", querytest.Rows(s.Run(events("a", raw), strings.Index(raw, `2"`)).Rows))
}

func TestRefusals(t *testing.T) {
	for _, search := range []string{
		"", "| table a", "index=a", "index=a | sort 0 a", "table a", "word | table a", `"word" | table a`,
		"index=a NOT b=c | table a", "a=b OR c=d | table a", "(a=b) | table a", "a== b | table a", "a=\"b | table a", "a~b | table a",
		"a=b | head 5 | table a", "a=b | where c=d | table a", "a=b | dedup c | table a", "a=b | rename c AS d | table d", "a=b | search c=d | table a",
		"a=b | stats sum(c) by d", "a=b | stats count", "a=b | stats count, sum(c) by d", "a=b | stats dc by d", "a=b | stats count by",
		"a=b | sort -2 c | table c", "a=b | sort 0 c d | table c", "a=b | sort 0 | table c", "a=b | sort -c | table c",
		"a=b | fillnull c | table c", "a=b | fillnull value=0 | table c", "a=b | fillnull other=0 c | table c",
		"a=b | table", "a=b | table c*", "a=b | table c, ", "a=b | table c | ", "a=b | table c ) ",
		`a=b | eval c.d=mvjoin(e, ",") | table c`, `a=b | eval c=mvjoin(e.f, ",") | table c`, `a=b | eval c=upper(e) | table c`,
		`a=b | eval c=mvjoin(e) | table c`, `a=b | eval c=mvjoin(e, f) | table c`, "a=b | eval c=d | table c", "a=b | eval c=1 | table c", `a=b | eval c=mvjoin(e, ",") + 1 | table c`,
		"a IN b | table a", "a IN (b | table a", "a IN () | table a", "a=b ü=c | table a", "a* = b | table a",
	} {
		_, err := Parse(search)
		assert.Error(t, err, search)
	}
}

func TestFields(t *testing.T) {
	s, err := Parse(`index=a user.id=x | eval r=mvjoin('rules{}', ",") | stats count by r, tool | sort - count`)
	require.NoError(t, err)
	assert.Equal(t, []string{"user.id", "rules{}", "tool"}, s.Fields())
}

func TestReadEvents(t *testing.T) {
	got, err := ReadEvents(strings.NewReader(`{"time":1.5,"index":"a","event":{"b":1}} {"time":2,"event":"c"}`))
	require.NoError(t, err)
	require.Len(t, got, 2)
	assert.Equal(t, time.UnixMicro(1_500_000), got[0].Time)
	assert.JSONEq(t, `{"b":1}`, string(got[0].Event))
	for _, body := range []string{`{"event":{}}`, `{"time":1}`, "{", `[]`} {
		_, err := ReadEvents(strings.NewReader(body))
		assert.Error(t, err, body)
	}
}

// FuzzParse parses anything, and what parses can be run: over any event, with as many cells in a row as there are columns.
func FuzzParse(f *testing.F) {
	f.Add(`index=a tool="re*" n>=1 x IN (1, "2") | fillnull value="-" a b | stats count by a, b | sort - count`, `{"a":[1,{"b":null}]}`)
	f.Add(`index=a | eval r=mvjoin('x{}', ","), s=json_extract_exact(_raw, "a") | sort 0 _time | table _time, r, s`, `{"x":["y"],"a":{}}`)
	f.Fuzz(func(t *testing.T, search, event string) {
		s, err := Parse(search)
		if err != nil {
			return
		}
		got := s.Run(append(events("a", event, event), sample...), len(event))
		for _, row := range got.Rows {
			assert.Len(t, row, len(got.Columns))
		}
	})
}
