.DEFAULT_GOAL := help
TOOLS := go tool -modfile=$(CURDIR)/internal/tools/go.mod

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: generate
generate: ## Regenerate everything that is generated
	go generate ./...

.PHONY: lint
lint: ## Run golangci-lint
	$(TOOLS) golangci-lint run ./...

.PHONY: fmt
fmt: ## Format the code
	$(TOOLS) golangci-lint fmt

.PHONY: test
test: ## Run every test
	go test ./...
