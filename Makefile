# Everything is set up in .venv; outside this folder only missing system libraries are installed.

VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif

# The interpreter that makes .venv; any Python from 3.10 on.
PYTHON ?= python3
export PYTHON

# A Python that goes into a kit, for PCs that have none.
LAID_BESIDE = $(if $(PYTHON_ARCHIVE),--python-archive $(PYTHON_ARCHIVE))

.DEFAULT_GOAL := help
.PHONY: help run test bench bench-long soak docs kit-linux kit-windows deb try-kits fonts words pins clean

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

run:  ## set everything up and start the program
	@.ci/prepare run
	@$(BIN)/python -m battlemap

test: export QT_QPA_PLATFORM := offscreen
test:  ## set everything up, then lint, types, import contracts and tests
	@.ci/prepare test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2 --dist loadfile

bench: export QT_QPA_PLATFORM := offscreen
bench:  ## measure speed and memory, as a table (also in out/bench.md)
	@.ci/prepare run
	@$(BIN)/python -m benchmarks

bench-long: export BATTLEMAP_BENCH_LONG := 1
bench-long: export QT_QPA_PLATFORM := offscreen
bench-long:  ## measure long histories, a million lines among them, also shared by PCs; the files are kept in out/
	@.ci/prepare run
	@mkdir -p out && BATTLEMAP_BENCH_FILES=out $(BIN)/python -m benchmarks history sharing

docs:  ## draw the pictures of docs/manual.md from the demo campaign
	@.ci/prepare run
	@$(BIN)/python .ci/docs.py

soak:  ## kill, cut and damage campaign files for a quarter of an hour; rewrites docs/reliability.md
	@.ci/prepare test
	@$(BIN)/python -m tests.soak

kit-linux:  ## offline kits for Linux in dist/: x86-64 and aarch64, each for older systems too; PYTHON_ARCHIVE=… as below
	@.ci/prepare test
	@$(BIN)/python .ci/kits/kit.py linux $(LAID_BESIDE)
	@$(BIN)/python .ci/kits/kit.py linux --glibc 2.28 $(LAID_BESIDE)
	@$(BIN)/python .ci/kits/kit.py linux --machine aarch64
	@$(BIN)/python .ci/kits/kit.py linux --machine aarch64 --glibc 2.31

kit-windows:  ## the offline kit for Windows in dist/; PYTHON_ARCHIVE=… lays a Python beside
	@.ci/prepare test
	@$(BIN)/python .ci/kits/kit.py windows $(LAID_BESIDE)

deb:  ## a package of the Debian family in dist/ (needs dpkg-deb)
	@.ci/prepare test
	@$(BIN)/python .ci/kits/deb.py

try-kits: export QT_QPA_PLATFORM := offscreen
try-kits:  ## make every kit and the package, install them in bare folders without network, try them (many minutes)
	@.ci/prepare test
	@BATTLEMAP_SLOW=1 $(BIN)/python -m pytest tests/kits

fonts:  ## make resources/fonts again from Noto Sans SC (needs npm)
	@.ci/prepare run
	@$(BIN)/python .ci/fonts.py

words:  ## compile resources/locale, what libraries say in Chinese
	@.ci/prepare test
	@$(BIN)/python .ci/words.py

pins:  ## rewrite constraints.txt from what pip resolves for every Python found here
	@.ci/prepare run
	@$(BIN)/python .ci/pins.py

clean:  ## remove what the other targets made, .venv too
	rm -rf $(VENV) out build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
