#!/bin/sh
set -e
# deb says "remove" or "upgrade", rpm 0 or 1: stop on removal alone, an upgrade restarts afterwards.
case "$1" in
remove | 0)
	if [ -d /run/systemd/system ]; then
		systemctl disable --now otelcol-mcp.service || true
	fi
	;;
esac
