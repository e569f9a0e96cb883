#!/usr/bin/env bash
# Installs the deb of dist/ as a user would, starts the service's command line and sees it healthy; then upgrades over a
# changed configuration, and removes it. All of it happens on an overlay of this machine that is thrown away. Where that is
# not allowed (no root, no overlayfs) the deb is installed for real if CI is set, and the test says so if it is not.
set -euo pipefail

if [ "${1:-}" != inside ]; then
	cd "$(dirname "$0")/.."
	deb=$(readlink -f dist/otelcol-mcp_*_linux_"$(dpkg --print-architecture)".deb)
	if [ "$(id -u)" -eq 0 ] && unshare --mount --pid --fork true 2>/dev/null; then
		exec unshare --mount --pid --fork bash -euo pipefail -c '
			base=$(mktemp -d); mount -t tmpfs -o size=1g tmpfs "$base"; mkdir "$base"/{up,work,root}
			if ! mount -t overlay overlay -o lowerdir=/,upperdir="$base/up",workdir="$base/work" "$base/root"; then exit 77; fi
			mount -t proc proc "$base/root/proc"; mount --bind /dev "$base/root/dev"; mount -t tmpfs tmpfs "$base/root/run"; mount -t tmpfs tmpfs "$base/root/tmp"
			cp "$1" "$base/root/tmp/package.deb"; cp "$2" "$base/root/tmp/test.sh"
			exec chroot "$base/root" /bin/bash /tmp/test.sh inside
		' - "$deb" "$(readlink -f packaging/test.sh)"
	fi
	[ -n "${CI:-}" ] || { echo 'skipped: installing a package needs root, and CI set where there is no overlayfs'; exit 0; }
	cp "$deb" /tmp/package.deb
fi

say() { printf '    %s\n' "$*"; }
fail() { printf 'FAIL: %s\n' "$*"; exit 1; }
conf=/etc/otelcol-mcp/otelcol-mcp.conf
unit=/usr/lib/systemd/system/otelcol-mcp.service

get() { # get PORT PATH
	exec 3<>"/dev/tcp/127.0.0.1/$1"
	printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$2" >&3
	cat <&3
	exec 3>&-
}
# The command line of one directive of the unit, with its environment file, as its user.
run_unit() {
	local line user
	line=$(sed -n "s/^$1=//p" "$unit")
	user=$(sed -n 's/^User=//p' "$unit")
	set -a
	# shellcheck disable=SC1090
	. "$conf"
	set +a
	# shellcheck disable=SC2086
	eval "exec setpriv --reuid=$user --regid=$user --clear-groups -- $line"
}

dpkg -i /tmp/package.deb >/dev/null
say 'installed'
[ "$(stat -c '%U:%G %a' $conf)" = 'root:otelcol-mcp 640' ] || fail "$conf is $(stat -c '%U:%G %a' $conf)"
grep -Eq '^OTELCOL_MCP_KEY=[0-9a-f]{64}$' $conf || fail 'no key was made'
[ "$(stat -c '%U:%G %a' /var/lib/otelcol-mcp)" = 'otelcol-mcp:otelcol-mcp 750' ] || fail 'the state directory'
say 'files belong to whom they should, and the key is this host'"'"'s own'
if command -v systemd-analyze >/dev/null; then
	out=$(systemd-analyze verify $unit 2>&1 | grep otelcol-mcp || true)
	[ -z "$out" ] || fail "systemd-analyze: $out"
	say 'systemd-analyze verify has nothing to say'
fi

start() {
	(run_unit ExecStartPre) || fail 'ExecStartPre'
	(run_unit ExecStart) >/tmp/service.log 2>&1 &
	pid=$!
	for _ in $(seq 100); do
		if get 13133 / 2>/dev/null | grep -q 'Server available'; then return; fi
		kill -0 $pid 2>/dev/null || { cat /tmp/service.log; fail 'the service ended'; }
		sleep 0.1
	done
	cat /tmp/service.log
	fail 'the service is not healthy'
}
stop() {
	kill -TERM $pid
	wait $pid || { cat /tmp/service.log; fail "the service ended with $?"; }
}

start
say 'the service is healthy'
get 8889 /metrics | grep -q '200 OK' || fail 'no metrics'
get 8888 /metrics | grep -q otelcol_process_uptime || fail 'no metrics of its own'
stop
say 'and stops when asked'

key=$(grep ^OTELCOL_MCP_KEY= $conf)
echo '# changed by the administrator' >>/etc/otelcol-mcp/config.yaml
dpkg -i /tmp/package.deb >/dev/null
grep -q 'changed by the administrator' /etc/otelcol-mcp/config.yaml || fail 'the upgrade overwrote config.yaml'
[ "$key" = "$(grep ^OTELCOL_MCP_KEY= $conf)" ] || fail 'the upgrade made another key'
start
stop
say 'an upgrade leaves configuration and key as they are'

dpkg -r otelcol-mcp >/dev/null
[ ! -e /usr/bin/otelcol-mcp ] || fail 'removal left the binary'
[ -e /etc/otelcol-mcp/config.yaml ] || fail 'removal took the configuration'
dpkg -P otelcol-mcp >/dev/null 2>&1
[ ! -e /etc/otelcol-mcp/config.yaml ] || fail 'purge left the configuration'
say 'removal leaves the configuration, purge takes it'
echo 'ok    package'
