// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package stage

import (
	"context"
	"fmt"

	"github.com/otelcol-mcp/otelcol-mcp/demo/internal/scenario"
)

// trouble is one thing that goes wrong, and whose agent does it.
type trouble struct {
	step, user string
	play       func(scenario.Agent, context.Context) error
	detectors  []string // that must fire
}

// Trouble plays what else goes wrong in the life of a server, all of it bounded.
func (s *Stage) Trouble(ctx context.Context, tell func(string)) error {
	for _, t := range []trouble{
		{fmt.Sprintf("gina's agent tries %d times what her role forbids", scenario.Denials), "gina", scenario.Agent.Denied, []string{"denial_spike"}},
		{fmt.Sprintf("hugo's agent loops until the rate limit has refused it %d times", scenario.RateLimitHits), "hugo", scenario.Agent.Loop, []string{"retry_loop"}},
		{fmt.Sprintf("ida's agent asks %d times for a file that is not there, and for a tool that is none", scenario.Failures), "ida", scenario.Agent.Fail, nil},
		{"somebody sends requests that are no JSON, or that say two things at once", "jack", scenario.Agent.Break, nil},
		{fmt.Sprintf("karl's agent posts the customer table to a webhook, %d times", scenario.Drops), "karl", scenario.Agent.Drip, []string{"slow_exfiltration"}},
		{"lena's agent reads every place where credentials usually lie", "lena", scenario.Agent.Harvest, []string{"credential_harvesting"}},
		{"the server offers a tool more, and changes what another says about itself", "alice", s.changeTools, []string{"rug_pull"}},
	} {
		s.Expected = append(s.Expected, t.detectors...)
		tell(t.step)
		if err := t.play(s.Agent(t.user, scenario.Stateful), ctx); err != nil {
			return err
		}
	}
	return nil
}

// changeTools lets an agent see the tools before and after each change.
func (s *Stage) changeTools(agent scenario.Agent, ctx context.Context) error { //nolint:revive // context-as-argument: as method expressions have it.
	for _, change := range []func(){s.company.AddATool, s.company.ChangeATool} {
		if err := agent.List(ctx); err != nil {
			return err
		}
		change()
	}
	return agent.List(ctx)
}
