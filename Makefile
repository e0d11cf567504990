# A thin front for CMake, CTest and the scripts in tools/: `make` lists what there is.

# The system's Python, for which Debian has pytest and the rest; another one by PYTHON=...
PYTHON ?= $(or $(wildcard /usr/bin/python3),python3)
# One test, or some: make test T=regex
T ?=

python_package := $(CURDIR)/build/python
configure_dev := cmake --preset dev -DPython_EXECUTABLE=$(PYTHON) -DKORNAK_PYTHON_OUTPUT=$(python_package)
configure_release := cmake --preset release -DKORNAK_BUILD_TESTS=OFF -DPython_EXECUTABLE=$(PYTHON) \
                     -DKORNAK_PYTHON_OUTPUT=$(CURDIR)/build/release/python
beside_server := build/dev/tools/kornak_private_server --
bench_beside_server := PYTHONPATH=build/release/python build/release/tools/kornak_private_server -- $(PYTHON)

export PYTHON

.DEFAULT_GOAL := help
.PHONY: help setup setup-peers build demo test bench bench-release bench-peers check check-more format clean
# Setting up comes before building.
.NOTPARALLEL:

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Install what is missing to build and test (Debian; else tell)
	@tools/setup.sh

build: setup ## Build everything; the Python package ends up in build/python
	$(configure_dev)
	cmake --build --preset dev

demo: build ## Show what it does, on a private server, or on the one DATABASE_URL names
	tools/demo.sh

test: build ## Run all tests beside a private server; T=regex picks some
	$(beside_server) ctest --preset dev --no-tests=error $(if $(T),-R '$(T)')

bench: bench-release ## Measure
	$(bench_beside_server) bench/run.py

bench-peers: setup-peers bench-release ## Measure, beside the other drivers doing the same work
	$(bench_beside_server) bench/run.py --peers

setup-peers:
	@tools/setup.sh libpq-dev libpqxx-dev python3-venv

bench-release: setup
	$(configure_release)
	cmake --build --preset release

check: ## The quick checks: layers and formatting
	$(PYTHON) tools/check_layers.py
	tools/format.sh --check

check-more: build ## The slow checks: wheels, linters, sanitizers, other servers (up to 26 minutes)
	tools/check_more.sh

format: ## Format all sources
	tools/format.sh

clean: ## Remove everything built
	rm -rf build
