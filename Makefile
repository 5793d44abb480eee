PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test help

run: $(VENV)/.done  ## start the program
	$(BIN)/python -m battlemap

test: $(VENV)/.done  ## lint, types, import contracts, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

$(VENV)/.done: setup.cfg pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet -e '.[test]'
	touch $@

help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'
