#!/usr/bin/env bash
# Builds what a release consists of, into dist/: tar.gz, deb, rpm, an SBOM for each binary, SHA256SUMS, and what the image needs.
#   packaging/build.sh [arch ...]   amd64 and arm64 by default; VERSION is taken from the tag, else from builder-config.yaml
set -euo pipefail
cd "$(dirname "$0")/.."
arches=("$@")
[ ${#arches[@]} -gt 0 ] || arches=(amd64 arm64)
VERSION=${VERSION:-$(git describe --tags --exact-match 2>/dev/null || sed -n 's/^  version: //p' builder-config.yaml)}
export VERSION=${VERSION#v} CONFIG=configs/quickstart.yaml CGO_ENABLED=0
tools() { go tool -modfile="$PWD/packaging/tools/go.mod" "$@"; }
binaries=(otelcol-mcp mcptap mcpreport)
rm -rf dist && mkdir -p dist/image/state
go -C packaging/tools run ./roots >dist/image/ca-certificates.crt
for ARCH in "${arches[@]}"; do
	export ARCH BUILD="dist/linux_$ARCH"
	mkdir -p "$BUILD"
	echo "==> ${binaries[*]} for linux/$ARCH"
	(cd cmd/otelcol-mcp && GOOS=linux GOARCH=$ARCH go build -tags grpcnotrace -trimpath -ldflags '-s -w' -o "../../$BUILD/otelcol-mcp" .)
	GOOS=linux GOARCH=$ARCH go build -trimpath -ldflags '-s -w' -o "$BUILD/" ./cmd/mcptap ./cmd/mcpreport
	for binary in "${binaries[@]}"; do
		tools cyclonedx-gomod bin -json -output "dist/${binary}_${VERSION}_linux_${ARCH}.cdx.json" -version "v$VERSION" "$BUILD/$binary"
	done
	for packager in deb rpm; do
		echo "==> $packager for $ARCH"
		tools nfpm package --config packaging/nfpm.yaml --packager $packager --target "dist/otelcol-mcp_${VERSION}_linux_${ARCH}.$packager"
	done
	tar -C "$BUILD" -czf "dist/otelcol-mcp_${VERSION}_linux_${ARCH}.tar.gz" --owner=0 --group=0 "${binaries[@]}"
done
(cd dist && sha256sum -- *.tar.gz *.deb *.rpm *.json >SHA256SUMS)
ls -l dist
