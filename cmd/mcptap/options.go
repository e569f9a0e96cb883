// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/user"
	"time"
)

// envAuthorization holds the Authorization header towards the collector. It is not handed to the command.
const envAuthorization = "MCPTAP_AUTHORIZATION"

const usage = `Usage: mcptap --server NAME [options] -- COMMAND [ARGS...]

Runs an MCP server that speaks stdio and mirrors its messages to the mcp receiver of an OpenTelemetry Collector. The
server and its client never notice: bytes, signals, stderr and the exit code pass as they are, whether or not the
collector is there.

Options:
`

type options struct {
	server, to, agent, user, log string
	buffer, maxMessage           int
	drain                        time.Duration
	authorization                string
	command                      []string
}

func parse(args []string, stderr io.Writer) (*options, error) {
	o := &options{authorization: os.Getenv(envAuthorization)}
	fs := flag.NewFlagSet("mcptap", flag.ContinueOnError)
	fs.SetOutput(stderr)
	fs.Usage = func() {
		_, _ = io.WriteString(stderr, usage) // there is nowhere else to complain
		fs.PrintDefaults()
		_, _ = fmt.Fprintf(stderr, "\nThe environment variable %s, if set, is sent as the Authorization header.\n", envAuthorization)
	}
	fs.StringVar(&o.server, "server", "", "`name` of the server in every event (required)")
	fs.StringVar(&o.to, "to", "http://localhost:4321", "`URL` of the receiver's ingest endpoint")
	fs.StringVar(&o.agent, "agent", "", "`name` of the agent that uses the server")
	fs.StringVar(&o.user, "user", currentUser(), "`id` of the user, recorded as not verified; empty for none")
	fs.StringVar(&o.log, "log", "", "`file` for mcptap's own messages; none by default, stdout and stderr belong to the server")
	fs.IntVar(&o.buffer, "buffer", 32<<20, "`bytes` kept while the collector is away; past it messages are dropped and counted")
	fs.IntVar(&o.maxMessage, "max-message", 4<<20, "`bytes` of the longest message that is mirrored")
	fs.DurationVar(&o.drain, "drain", 2*time.Second, "how long to go on sending after the server has ended")
	if err := fs.Parse(args); err != nil {
		return nil, err
	}
	o.command = fs.Args()
	return o, o.check()
}

func (o *options) check() error {
	var errs []error
	if o.server == "" {
		errs = append(errs, errors.New("--server is missing: name the server, for example --server files"))
	}
	if len(o.command) == 0 {
		errs = append(errs, errors.New("there is no command: add -- and the command that starts the server"))
	}
	u, err := url.Parse(o.to)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		errs = append(errs, errors.New("--to must be a URL like http://localhost:4321"))
	} else if u.Path == "" || u.Path == "/" {
		u.Path = "/v1/frames"
		o.to = u.String()
	}
	if o.buffer < 1 || o.maxMessage < 1 || o.drain < 0 {
		errs = append(errs, errors.New("--buffer and --max-message must be at least 1, --drain must not be negative"))
	}
	return errors.Join(errs...)
}

func currentUser() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return ""
}
