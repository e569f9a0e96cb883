#!/usr/bin/env bash
# Tests what packaging/build.sh has put into dist/ for this machine's architecture: the deb and the rpm are installed as a user
# would, upgraded and removed (test-package.sh), the image is built and run (test-image.sh), and the checksums hold. Packages
# are installed on an overlay of this machine that is thrown away. What cannot be tested here is a failure where CI is set,
# and said aloud where it is not.
set -euo pipefail
cd "$(dirname "$0")/.."

lacking() {
	[ -z "${CI:-}" ] || { echo "FAIL: $*"; exit 1; }
	echo "skipped: $*"
}

root() { # runs a command as root, where that needs no password
	if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

(cd dist && sha256sum --quiet -c SHA256SUMS)
echo '    the checksums hold'

ARCH=$(go env GOHOSTARCH)
version=$(sed -nE "s/.*otelcol-mcp_(.*)_linux_$ARCH\.deb/\1/p" dist/SHA256SUMS)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The version after this one, whose config.yaml is not the one of this one.
sed '1i # of the next version' configs/quickstart.yaml >"$work/config.yaml"
export ARCH BUILD="dist/linux_$ARCH" VERSION=99.0.0 CONFIG="$work/config.yaml"
for packager in deb rpm; do
	go tool -modfile="$PWD/packaging/tools/go.mod" nfpm package --config packaging/nfpm.yaml --packager $packager --target "$work/next.$packager" >/dev/null
	cp "dist/otelcol-mcp_${version}_linux_$ARCH.$packager" "$work/this.$packager"
	cp packaging/test-package.sh "$work"
	if ! command -v ${packager/deb/dpkg} >/dev/null; then
		lacking "$packager: ${packager/deb/dpkg} is not installed"
	elif ! root true; then
		lacking "$packager: installing a package needs root"
	else
		echo "==> $packager"
		# shellcheck disable=SC2016 # expanded inside
		root unshare --mount --pid --fork bash -euo pipefail -c '
			base=$(mktemp -d); mount -t tmpfs -o size=2g tmpfs "$base"; mkdir "$base"/{up,work,root}
			mount -t overlay overlay -o lowerdir=/,upperdir="$base/up",workdir="$base/work" "$base/root"
			mount -t proc proc "$base/root/proc"; mount --bind /dev "$base/root/dev"; mount -t tmpfs tmpfs "$base/root/run"; mount -t tmpfs tmpfs "$base/root/tmp"
			cp "$1"/* "$base/root/tmp"
			exec chroot "$base/root" /bin/bash /tmp/test-package.sh "$2"
		' - "$work" "$packager"
	fi
done

if ! command -v buildah >/dev/null; then
	lacking 'the image: buildah is not installed'
elif ! root true; then
	lacking 'the image: building it here needs root'
else
	echo '==> image'
	root packaging/test-image.sh "$ARCH"
fi
