#!/bin/sh
set -e
conf=/etc/otelcol-mcp/otelcol-mcp.conf
# A key of this host's own, once: what was set before stays.
if grep -q '@KEY@' "$conf"; then
	key=$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')
	sed -i "s/@KEY@/$key/" "$conf"
fi
chown root:otelcol-mcp /etc/otelcol-mcp "$conf" /etc/otelcol-mcp/config.yaml
chmod 0640 "$conf" /etc/otelcol-mcp/config.yaml
chmod 0750 /etc/otelcol-mcp
install -d -o otelcol-mcp -g otelcol-mcp -m 0750 /var/lib/otelcol-mcp
# Where systemd runs (not in a container or a chroot): a first installation is enabled and started, an upgrade restarted.
if [ -d /run/systemd/system ]; then
	systemctl daemon-reload
	systemctl enable otelcol-mcp.service
	systemctl restart otelcol-mcp.service || true
fi
