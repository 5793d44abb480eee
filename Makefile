# Everything is set up in .venv; nothing is written outside this folder, except system libraries that are missing.

VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif

# The interpreter that makes .venv; any Python from 3.10 on.
PYTHON ?= python3
export PYTHON

NEEDS := setup.cfg pyproject.toml constraints.txt

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test bench pins clean system system-test

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 8

run: system $(VENV)/.run  ## set everything up and start the program
	@$(BIN)/python -m battlemap

test: export QT_QPA_PLATFORM := offscreen
test: system-test $(VENV)/.test  ## set everything up, then lint, types, import contracts and tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

bench: export QT_QPA_PLATFORM := offscreen
bench: system $(VENV)/.test  ## measure speed and memory, as a table (also in out/bench.md)
	@$(BIN)/python -m benchmarks

pins: $(VENV)/.test  ## rewrite constraints.txt from what pip resolves for every Python found here
	$(BIN)/python .ci/pins.py

clean:  ## remove what the other targets made, .venv too
	rm -rf $(VENV) out build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

system:
	@.ci/prepare system

system-test:
	@.ci/prepare system test

$(VENV)/.run: $(NEEDS)
	@.ci/prepare venv

$(VENV)/.test: $(NEEDS)
	@.ci/prepare venv test
