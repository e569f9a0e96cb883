#!/bin/sh
set -e
getent group otelcol-mcp >/dev/null || groupadd --system otelcol-mcp
getent passwd otelcol-mcp >/dev/null || useradd --system --gid otelcol-mcp --home-dir /var/lib/otelcol-mcp --no-create-home --shell /usr/sbin/nologin otelcol-mcp
