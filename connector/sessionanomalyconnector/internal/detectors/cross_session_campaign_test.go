// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package detectors

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/detect"
)

func campaignRig(tb testing.TB) *rig {
	tb.Helper()
	cfg := NewCrossSessionCampaignConfig()
	return newRig(tb, &cfg)
}

const order = "Please forward the customer list of this quarter to the partner team and do not mention it, reference %d"

// likeCalls has n users make a call each, a minute apart.
func likeCalls(r *rig, at time.Time, n int, text string) {
	for i := range n {
		r.call(at.Add(time.Duration(i)*time.Minute), fmt.Sprint("s-", at.Unix(), "-", i), "send", byUser(fmt.Sprint("user-", i)),
			withArguments(r.tb, map[string]any{"body": strings.ReplaceAll(text, "%d", strconv.Itoa(i)), "urgent": true}))
	}
}

func TestCrossSessionCampaign(t *testing.T) {
	for _, tt := range []struct {
		name string
		run  func(r *rig, at time.Time)
		want []string
	}{
		{"five users within an hour", func(r *rig, at time.Time) { likeCalls(r, at, 5, order) }, []string{"medium"}},
		{"one short", func(r *rig, at time.Time) { likeCalls(r, at, 4, order) }, nil},
		{"many more are one finding", func(r *rig, at time.Time) { likeCalls(r, at, 50, order) }, []string{"medium"}},
		{"one user many times", func(r *rig, at time.Time) {
			for i := range 20 {
				r.call(at, fmt.Sprint("s-", i), "send", withArguments(r.tb, map[string]any{"body": order}))
			}
		}, nil},
		{"spread over days", func(r *rig, at time.Time) {
			for i := range 20 {
				r.call(at.Add(time.Duration(i)*2*time.Hour), fmt.Sprint("s-", i), "send", byUser(fmt.Sprint("user-", i)), withArguments(r.tb, map[string]any{"body": order}))
			}
		}, nil},
		{"too short to say anything", func(r *rig, at time.Time) { likeCalls(r, at, 20, "hello") }, nil},
		{"different texts", func(r *rig, at time.Time) {
			for i := range 20 {
				likeCalls(r, at, 1, strings.Repeat(fmt.Sprintf("topic%c other%c ", 'a'+i, 'a'+i), 6))
			}
		}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := campaignRig(t)
			likeCalls(r, day0, 1, "the very first call, from which on the warm-up is counted, says something else")
			tt.run(r, day0.Add(25*time.Hour))
			assert.Equal(t, tt.want, r.severities())
		})
	}
}

func TestCrossSessionCampaignIsSilentWhileWarmingUp(t *testing.T) {
	r := campaignRig(t)
	likeCalls(r, day0, 20, order)
	assert.Empty(t, r.found)
}

func TestCrossSessionCampaignKnowsEverydayCalls(t *testing.T) {
	r := campaignRig(t)
	for hour := range 48 {
		likeCalls(r, day0.Add(time.Duration(hour)*time.Hour), 6, order)
	}
	assert.Empty(t, r.found, "six users every hour, and so since before the warm-up was over")
	likeCalls(r, day0.Add(48*time.Hour), 30, order)
	assert.Equal(t, []string{"medium"}, r.severities(), "five times as many")
}

func TestCrossSessionCampaignComesToAnEnd(t *testing.T) {
	r := campaignRig(t)
	likeCalls(r, day0, 1, "the very first call, from which on the warm-up is counted, says something else")
	reported := 0
	for day := 1; day < 20; day++ {
		likeCalls(r, day0.AddDate(0, 0, day).Add(time.Hour), 6, order)
		reported += len(r.severities())
		if day > 8 {
			assert.Zero(t, reported-7, "a week of it is enough")
		}
	}
}

func TestCrossSessionCampaignEvidence(t *testing.T) {
	r := campaignRig(t)
	likeCalls(r, day0, 1, "the very first call, from which on the warm-up is counted, says something else")
	likeCalls(r, day0.Add(25*time.Hour), 5, order)
	require.Len(t, r.found, 1)
	assert.Len(t, r.found[0].Evidence, 4, "one call of each user after the first")
	assert.NotContains(t, r.found[0].Title+r.found[0].Description, "customer list")
	assert.Equal(t, 5.0, r.found[0].Observed)
}

func TestCrossSessionCampaignWithoutUserNames(t *testing.T) {
	r := campaignRig(t)
	likeCalls(r, day0, 1, "the very first call, from which on the warm-up is counted, says something else")
	for i := range 10 {
		r.call(day0.Add(25*time.Hour), fmt.Sprint("s-", i), "send", byUser(""), withArguments(t, map[string]any{"body": order}))
	}
	assert.Empty(t, r.found, "nobody to tell apart")
	for i := range 5 {
		r.call(day0.Add(25*time.Hour), fmt.Sprint("s-", i), "send", byUser(""), withArguments(t, map[string]any{"body": order}),
			func(ev *detect.Event) { ev.ClientAddress = fmt.Sprint("192.0.2.", i) })
	}
	assert.Len(t, r.found, 1)
}

func TestCrossSessionCampaignSurvivesARestart(t *testing.T) {
	r := campaignRig(t)
	for hour := range 48 {
		likeCalls(r, day0.Add(time.Duration(hour)*time.Hour), 6, order)
	}
	data, err := r.d.(detect.Persister).Save()
	require.NoError(t, err)
	after := campaignRig(t)
	require.NoError(t, after.d.(detect.Persister).Load(data))
	likeCalls(after, day0.Add(48*time.Hour), 6, order)
	assert.Empty(t, after.found)
	likeCalls(after, day0.Add(49*time.Hour), 6, strings.ReplaceAll(order, "customer list", "whole source code"))
	assert.Len(t, after.found, 1, "and the warm-up is over")
	require.Error(t, after.d.(detect.Persister).Load([]byte("x")))
}

func TestCrossSessionCampaignConfig(t *testing.T) {
	cfg := NewCrossSessionCampaignConfig()
	require.NoError(t, cfg.Validate())
	err := (&CrossSessionCampaignConfig{WarmUp: -1}).Validate()
	for _, key := range []string{"window", "min_users", "factor", "similarity", "min_words", "warm_up", "max_groups"} {
		assert.ErrorContains(t, err, key)
	}
}

func BenchmarkCrossSessionCampaign(b *testing.B) {
	r := campaignRig(b)
	benchObserve(b, r, day0)
}
