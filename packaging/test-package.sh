#!/usr/bin/env bash
# Installs /tmp/this.deb or .rpm, starts the service's command line and sees it healthy, upgrades to /tmp/next over a changed
# configuration, and removes it. packaging/test.sh runs it on an overlay of the machine.
set -euo pipefail
kind=$1

say() { printf '    %s\n' "$*"; }
fail() { printf 'FAIL: %s\n' "$*"; exit 1; }
conf=/etc/otelcol-mcp/otelcol-mcp.conf
config=/etc/otelcol-mcp/config.yaml
unit=/usr/lib/systemd/system/otelcol-mcp.service

case $kind in
deb)
	install_package() { dpkg --force-confdef --force-confold -i "$1" >/dev/null; } # as apt does where nobody can be asked
	remove_package() { dpkg -r otelcol-mcp >/dev/null; }
	;;
rpm)
	install_package() { rpm -U --nodeps "$1"; } # this machine's own packages are not in rpm's database
	remove_package() { rpm -e otelcol-mcp; }
	;;
esac

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
start() {
	(run_unit ExecStartPre) || fail 'ExecStartPre'
	(run_unit ExecStart) >/tmp/service.log 2>&1 &
	pid=$!
	for _ in $(seq 600); do
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

if [ "$kind" = rpm ]; then
	rpm --initdb
	flags=$(rpm -qp --qf '[%{FILENAMES} %{FILEFLAGS:fflags}\n]' /tmp/this.rpm)
	# c is config, n is noreplace
	for file in $conf $config; do
		grep -qx "$file cn" <<<"$flags" || fail "$file is not config(noreplace): $(grep "^$file" <<<"$flags")"
	done
	[ "$(grep -c ' cn$' <<<"$flags")" -eq 2 ] || fail 'more than two files are configuration'
	say 'configuration is config(noreplace), and nothing else is'
fi

install_package "/tmp/this.$kind"
say 'installed'
for binary in otelcol-mcp mcptap mcpreport; do
	[ "$(stat -c '%U:%G %a' /usr/bin/$binary)" = 'root:root 755' ] || fail "/usr/bin/$binary is $(stat -c '%U:%G %a' /usr/bin/$binary)"
done
otelcol-mcp --version | grep -q "^otelcol-mcp version" || fail 'otelcol-mcp --version'
for binary in mcptap mcpreport; do
	{ $binary -help 2>&1 || true; } | grep -qi usage || fail "$binary does not run"
done
[ "$(stat -c '%U:%G %a' $conf)" = 'root:otelcol-mcp 640' ] || fail "$conf is $(stat -c '%U:%G %a' $conf)"
grep -Eq '^OTELCOL_MCP_KEY=[0-9a-f]{64}$' $conf || fail 'no key was made'
[ "$(stat -c '%U:%G %a' /var/lib/otelcol-mcp)" = 'otelcol-mcp:otelcol-mcp 750' ] || fail 'the state directory'
say 'files belong to whom they should, and the key is this host'"'"'s own'
if command -v systemd-analyze >/dev/null; then
	out=$(systemd-analyze verify $unit 2>&1 | grep otelcol-mcp || true)
	[ -z "$out" ] || fail "systemd-analyze: $out"
	say 'systemd-analyze verify has nothing to say'
fi

start
say 'the service is healthy'
get 8889 /metrics | grep -q '200 OK' || fail 'no metrics'
get 8888 /metrics | grep -q otelcol_process_uptime || fail 'no metrics of its own'
stop
say 'and stops when asked'

key=$(grep ^OTELCOL_MCP_KEY= $conf)
echo '# changed by the administrator' >>$config
install_package "/tmp/next.$kind"
grep -q 'changed by the administrator' $config || fail 'the upgrade overwrote config.yaml'
grep -q 'of the next version' $config && fail 'the upgrade overwrote config.yaml'
if [ "$kind" = rpm ]; then
	grep -q 'of the next version' $config.rpmnew || fail 'the new config.yaml is nowhere'
else
	grep -q 'of the next version' $config.dpkg-dist || fail 'the new config.yaml is nowhere'
fi
[ "$key" = "$(grep ^OTELCOL_MCP_KEY= $conf)" ] || fail 'the upgrade made another key'
[ "$(stat -c '%U:%G %a' $conf)" = 'root:otelcol-mcp 640' ] || fail "after the upgrade $conf is $(stat -c '%U:%G %a' $conf)"
start
stop
say 'an upgrade leaves configuration and key as they are, and puts the new configuration beside them'

remove_package
[ ! -e /usr/bin/otelcol-mcp ] || fail 'removal left the binary'
if [ "$kind" = deb ]; then
	[ -e $config ] || fail 'removal took the configuration'
	dpkg -P otelcol-mcp >/dev/null 2>&1
	[ ! -e $config ] || fail 'purge left the configuration'
	say 'removal leaves the configuration, purge takes it'
else
	grep -q 'changed by the administrator' $config.rpmsave || fail 'removal took the changed configuration'
	say 'removal leaves the changed configuration as .rpmsave'
fi
[ -d /var/lib/otelcol-mcp ] || fail 'removal took the state'
echo "ok    $kind"
