// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package toolclass

import (
	"errors"
	"fmt"
	"path"
	"strings"
)

// Config names the classes of tools that the operator knows better than any heuristic.
type Config struct {
	// Tools, the first entry that matches decides alone.
	Tools []Rule `mapstructure:"tools"`

	_ struct{}
}

// Rule gives the tools that match a pattern their classes.
type Rule struct {
	// Server is a glob over mcpsec.server.name. Empty matches every server.
	Server string `mapstructure:"server"`
	// Name is a glob over the tool's name, as path.Match has it: * any run, ? one character, [a-z] a set.
	Name string `mapstructure:"name"`
	// Classes of the tool: reads_sensitive, reads_untrusted, outward, public, destructive, credential_store, executes,
	// privileged, writes. An empty list says: none of them.
	Classes []string `mapstructure:"classes"`

	_ struct{}
}

// Validate reports every mistake at once.
func (c *Config) Validate() error {
	var errs []error
	for i, r := range c.Tools {
		if r.Name == "" {
			errs = append(errs, fmt.Errorf("tools[%d]: name is empty: give a glob, * for every tool", i))
		}
		for _, glob := range []string{r.Name, r.Server} {
			if _, err := path.Match(glob, ""); err != nil {
				errs = append(errs, fmt.Errorf("tools[%d]: %q: %w", i, glob, err))
			}
		}
		if _, err := Parse(r.Classes); err != nil {
			errs = append(errs, fmt.Errorf("tools[%d]: %w", i, err))
		}
	}
	return errors.Join(errs...)
}

// Classifier classifies tools. It keeps no state and is safe for concurrent use.
type Classifier struct {
	rules []rule
}

type rule struct {
	server, name string
	class        Class
}

// New compiles a validated configuration.
func New(cfg Config) (*Classifier, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	c := &Classifier{rules: make([]rule, 0, len(cfg.Tools))}
	for _, r := range cfg.Tools {
		class, err := Parse(r.Classes)
		if err != nil {
			return nil, err
		}
		c.rules = append(c.rules, rule{server: r.Server, name: r.Name, class: class})
	}
	return c, nil
}

// Classify gives the classes of a tool and what decided them.
func (c *Classifier) Classify(t Tool) (Class, Origin) {
	for _, r := range c.rules {
		if glob(r.name, t.Name) && (r.server == "" || glob(r.server, t.Server)) {
			return r.class, FromConfig
		}
	}
	return Guess(t)
}

// glob matches without giving "/" a meaning: tool names may hold it.
func glob(pattern, name string) bool {
	ok, err := path.Match(strings.ReplaceAll(pattern, "/", "\x00"), strings.ReplaceAll(name, "/", "\x00"))
	return ok && err == nil
}
