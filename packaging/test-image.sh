#!/usr/bin/env bash
# Builds packaging/Dockerfile with buildah, which needs no daemon, looks at what is in the image and runs it as its user.
#   packaging/test-image.sh ARCH   this machine's
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '    %s\n' "$*"; }
fail() { printf 'FAIL: %s\n' "$*"; exit 1; }

work=$(mktemp -d)
export BUILDAH_ISOLATION=chroot STORAGE_DRIVER=vfs
b() { buildah --root "$work/root" --runroot "$work/run" "$@"; }
pid=''
clean() {
	[ -z "$pid" ] || kill "$pid" 2>/dev/null || true
	b umount --all >/dev/null 2>&1 || true
	b rm --all >/dev/null 2>&1 || true
	rm -rf "$work"
}
trap clean EXIT

b build --quiet --format docker --build-arg "TARGETARCH=$1" --ignorefile packaging/Dockerfile.dockerignore -f packaging/Dockerfile -t otelcol-mcp . >/dev/null
user=$(b inspect --type image otelcol-mcp | jq -r .Docker.config.User)
[ "$user" = 10001:10001 ] || fail "the image runs as $user"
container=$(b from otelcol-mcp)
root=$(b mount "$container")
want='/etc/otelcol-mcp/config.yaml 0:0 644
/etc/ssl/certs/ca-certificates.crt 0:0 644
/otelcol-mcp 0:0 755'
have=$(cd "$root" && find . -type f ! -path './dev/*' ! -path './proc/*' ! -path './sys/*' ! -path './run/*' -printf '/%P %U:%G %m\n' | sort)
[ "$have" = "$want" ] || fail "in the image is
$have"
[ "$(stat -c '%u:%g' "$root/var/lib/otelcol-mcp")" = 10001:10001 ] || fail 'the state directory is not its user'"'"'s'
say 'three files and a directory of its user are in it'
roots=$(grep -c BEGIN "$root/etc/ssl/certs/ca-certificates.crt")
[ "$roots" -gt 100 ] || fail "$roots certificates"
say "it trusts $roots authorities"

# Entrypoint, arguments and environment of the image, as its user. The network is this machine's, so the ports are others.
mapfile -t line < <(b inspect --type image otelcol-mcp | jq -r '.Docker.config | (.Entrypoint + .Cmd)[]')
free() { # prints a port that nothing listens on
	local port
	for _ in $(seq 100); do
		port=$((20000 + RANDOM % 10000))
		(: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo $port; return; }
	done
}
health=$(free)
b config --env "OTELCOL_MCP_HEALTH=127.0.0.1:$health" --env "OTELCOL_MCP_LISTEN=127.0.0.1:$(free)" --env "OTELCOL_MCP_INGEST=127.0.0.1:$(free)" \
	--env "OTELCOL_MCP_PROMETHEUS=127.0.0.1:$(free)" --env "OTELCOL_MCP_TELEMETRY_PORT=$(free)" "$container"
b run --network host "$container" -- "${line[@]}" >"$work/log" 2>&1 &
pid=$!
for _ in $(seq 600); do
	{ exec 3<>"/dev/tcp/127.0.0.1/$health"; } 2>/dev/null && break
	kill -0 $pid 2>/dev/null || { cat "$work/log"; fail 'the container ended'; }
	sleep 0.1
done
printf 'GET / HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
grep -q 'Server available' <&3 || { cat "$work/log"; fail 'the container is not healthy'; }
exec 3>&-
say "it is healthy: ${line[*]}"
process=$(pgrep -n -f -x "${line[*]}" | head -n 1)
[ "$(sed -n 's/^Uid:\t\([0-9]*\)\t.*/\1/p' "/proc/$process/status")" = 10001 ] || fail 'it does not run as 10001'
[ "$(sed -n 's/^CapEff:\t//p' "/proc/$process/status")" = 0000000000000000 ] || fail 'it has capabilities'
say 'as uid 10001, without capabilities'
kill -TERM "$process"
wait $pid || { cat "$work/log"; fail "the container ended with $?"; }
pid=''
say 'and stops when asked'
echo 'ok    image'
