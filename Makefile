# Everything is done with Go alone. The other tools are pinned in internal/tools/go.mod and built when first used.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

TOOLS     := go tool -modfile=$(CURDIR)/internal/tools/go.mod
BIN       := bin/otelcol-mcp
CONFIG    ?= configs/quickstart.yaml
EVAL_DATA ?= ../shared/eval
FUZZTIME  ?= 20s
N         ?= 1
# Modules besides the root; their tests need Go alone, too.
MODULES   := $(patsubst %/go.mod,%,$(filter-out go.mod cmd/otelcol-mcp/go.mod %/tools/go.mod,$(shell git ls-files go.mod '*/go.mod')))
# Packages with assembly, each of which has the same in Go.
ASSEMBLY  := $(sort $(patsubst %,./%,$(dir $(shell git ls-files '*_amd64.s'))))

export CGO_ENABLED ?= 0
export EVAL_DATA := $(abspath $(EVAL_DATA))
# golangci-lint caches findings with the paths of the clone that made them, and the exclusions in .golangci.yml go by path:
# a cache shared by two clones reports in one what is excluded in the other.
export GOLANGCI_LINT_CACHE := $(CURDIR)/bin/lint-cache

# $(call announce,TEXT) says what comes; the steps below it may be silent for minutes on a cold cache.
announce = @printf '\n==> %s\n' "$(1)"
# $(call heartbeat,COMMAND) runs a command and says every 15 seconds that it is still at work.
heartbeat = @start=$$SECONDS; ( trap 'exit 0' TERM; n=0; while sleep 1; do n=$$((n+1)); [ $$((n % 15)) -ne 0 ] || printf '    … still at it, %s s\n' "$$n"; done ) & beat=$$!; \
	rc=0; { $(1); } || rc=$$?; kill $$beat 2>/dev/null || true; wait $$beat 2>/dev/null || true; \
	[ $$rc -ne 0 ] || printf '    done in %s s\n' "$$((SECONDS-start))"; exit $$rc

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: build ## Run the main job on real traffic and show what comes of it (KEEP=1 stays up, TROUBLE=1 plays more)
	$(call announce,The demo)
	@cd demo && go build -o ../bin/demo . && cd .. && exec bin/demo -binary $(BIN) -config configs/quickstart.yaml -dir demo-out $(if $(TROUBLE),-trouble) $(if $(KEEP),-keep)

.PHONY: test
test: build ## Run every test that needs Go alone
	$(call announce,Tests of the components and engines)
	$(call heartbeat,go test ./...)
	$(call announce,Tests of what is assembly on x86-64: without AVX2 and in Go)
	@GODEBUG=cpu.avx2=off go test -count=1 $(ASSEMBLY)
	@go test -tags purego $(ASSEMBLY) ./internal/scan ./internal/decode
	@for module in $(MODULES); do printf '\n==> Tests of %s\n' "$$module"; (cd $$module && OTELCOL_MCP_BINARY=$(CURDIR)/$(BIN) go test -count=1 -timeout 30m ./...); done

.PHONY: build
build: ## Build bin/otelcol-mcp, bin/mcptap and bin/mcpreport
	$(call announce,Building $(BIN): the first time takes 3 to 6 minutes and about 3 GB of module and build cache; later seconds)
	$(call heartbeat,(cd cmd/otelcol-mcp && go build -tags grpcnotrace -trimpath -ldflags '-s -w' -o ../../$(BIN) .) && go build -trimpath -ldflags '-s -w' -o bin/ ./cmd/mcptap ./cmd/mcpreport)

.PHONY: run
run: build ## Run the distribution with CONFIG=configs/quickstart.yaml
	$(BIN) --config $(CONFIG)

.PHONY: validate
validate: build ## Check every file in configs/ with the built binary
	$(call announce,Validating configs/ with the stand-in credentials of configs/validate.env)
	@set -a; . configs/validate.env; set +a; \
		find configs -name '*.yaml' | sort | xargs -P2 -I{} sh -c '$(BIN) validate --config {} && echo "    ok    {}" || { echo "    FAIL  {}"; exit 1; }'

.PHONY: generate
generate: ## Regenerate everything that is generated from the manifest, metadata.yaml and the schema
	$(call announce,Generating)
	@$(TOOLS) builder --config builder-config.yaml --skip-compilation --skip-get-modules >/dev/null
	@go generate ./...

.PHONY: fmt
fmt: ## Format the code
	@$(TOOLS) golangci-lint fmt
	@for module in $(MODULES); do (cd $$module && $(TOOLS) golangci-lint fmt --config $(CURDIR)/.golangci.yml); done

.PHONY: lint
lint: ## Run golangci-lint on every module and actionlint on the workflows
	$(call announce,Lint)
	@go tool -modfile=$(CURDIR)/packaging/tools/go.mod actionlint
	$(call heartbeat,$(TOOLS) golangci-lint run --allow-parallel-runners ./...)
	@for module in $(MODULES); do echo "    $$module"; (cd $$module && $(TOOLS) golangci-lint run --allow-parallel-runners --config $(CURDIR)/.golangci.yml ./...); done

.PHONY: tidy
tidy: ## Bring every go.mod in line with the code
	@go mod tidy
	@for module in $(MODULES) internal/tools packaging/tools test/ops/tools; do (cd $$module && go mod tidy); done
	@cd cmd/otelcol-mcp && go mod tidy -e

.PHONY: check
check: generate fmt lint validate ## Generate, format, lint, validate; the tree must be clean afterwards
	@git diff --exit-code || { echo 'make check: the tree differs from what is committed: commit the above'; exit 1; }
	@test -z "$$(git status --porcelain)" || { git status --short; echo 'make check: files that are neither committed nor ignored'; exit 1; }

.PHONY: race
race: ## Run the tests of what works concurrently under the race detector (needs a C compiler)
	$(call announce,Under the race detector: 3 to 6 minutes)
	@# sync.Pool drops what it is given under the detector, so nothing can be said of allocations there.
	$(call heartbeat,CGO_ENABLED=1 go test -race -skip '^TestACleanRecordAllocatesNothing$$' ./receiver/... ./processor/... ./connector/... ./internal/recency ./internal/pseudonym)

.PHONY: fuzz
fuzz: ## Fuzz every target for FUZZTIME=20s each
	@for target in $$(grep -rhoE --include='*_test.go' '^func (Fuzz[A-Za-z0-9_]+)' . | awk '{print $$2}' | sort -u); do \
		for dir in $$(grep -rlE --include='*_test.go' "^func $$target\(" . | xargs -n1 dirname | sort -u); do \
			printf '\n==> %s in %s\n' "$$target" "$$dir"; (cd $$dir && go test -run='^$$' -fuzz="^$$target\$$" -fuzztime=$(FUZZTIME) .); done; done

# A real Loki, for the runbooks' LogQL. Its go.mod is its own: nothing of it gets near the distribution's versions.
bin/loki: test/ops/tools/go.mod
	$(call announce,Building $@ from the Go module proxy: 3 to 5 minutes the first time)
	$(call heartbeat,cd test/ops/tools && go build -ldflags '-s -w' -o ../../../$@ github.com/grafana/loki/v3/cmd/loki)

.PHONY: e2e
e2e: build bin/loki ## Run the tests that need real servers (.ci/run installs them from Debian; Loki is built; npm for the interop tests)
	$(call announce,End to end with real servers)
	@cd test/ops && OTELCOL_MCP_E2E=1 go test -count=1 -timeout 30m -run 'TestAlertsReachThePager|TestContainmentBlocksOneClient|TestDashboardsHaveGrafanasTypes|TestDashboardsInGrafanasFrontend|TestLogQLHasGrafanasGrammar|TestLokiAnswersAsJQDoes' .
	@OTELCOL_MCP_REQUIRE_CHROMIUM=1 go test -count=1 ./cmd/mcpreport
	@cd test/siem && OTELCOL_MCP_E2E=1 go test -count=1 -timeout 30m -parallel 4 ./... # most of them wait
	@cd test/ocb && OTELCOL_MCP_E2E=1 go test -count=1 ./...
	@cd test/interop && npm ci --silent && OTELCOL_MCP_E2E=1 go test -count=1 ./...

.PHONY: package
package: ## Build deb, rpm, archives, SBOMs and checksums into dist/, install both and run the image
	$(call announce,Packages)
	@packaging/build.sh $(ARCH)
	@packaging/test.sh

.PHONY: bench
bench: build ## Measure speed and memory, as ratios within one run (BENCH lines)
	$(call announce,Benchmarks)
	@{ go run ./receiver/mcpreceiver/internal/bench; go run ./connector/sessionanomalyconnector/internal/pdatabench; (cd test/bench && go run . -mb 8); } \
		| go run ./internal/eval/page -command 'make bench' $(if $(DOC),-o docs/benchmarks.md)

.PHONY: eval
eval: build ## Measure accuracy on EVAL_DATA (EVAL lines)
	$(call announce,Evaluation on $(EVAL_DATA))
	@{ go run ./internal/eval/sessions; go run ./internal/eval/dlp; } | go run ./internal/eval/page -command 'make eval' $(if $(DOC),-o docs/evaluation.md)

.PHONY: conformance
conformance: build ## Compare the official MCP suite with and without the tap, N=1 times (Linux on x86-64; npm fetches Node 22)
	$(call announce,Conformance)
	@cd test/conformance && go run . -tap $(CURDIR)/$(BIN) -n $(N)
