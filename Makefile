# Two commands on a fresh machine with Python and make: `make demo` and `make test`.
# Each makes its own .venv when there is none. ARGS passes options on: make demo ARGS=--no-serve,
# make test ARGS=tests/archive/search; without it, make test runs all that is not slow.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=
PAGES ?= ../shared/pages
SIDE_BY_SIDE := --numprocesses auto --maxprocesses 4 --dist loadfile

.PHONY: demo test lint types docs check lowest bench clean

demo: $(VENV)/.installed
	$(BIN)/baotinh demo $(ARGS)

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest $(if $(ARGS),$(ARGS),$(SIDE_BY_SIDE) -m "not slow")

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/.installed-dev
	$(BIN)/mypy

docs: $(VENV)/.installed-dev  ## write docs/commands.md and docs/newspapers.md
	$(BIN)/python -m tests.support.generated_docs --write

check: lint types  ## all there is: what CI runs
	$(BIN)/python -m tests.support.collection
	$(BIN)/python -m pytest $(SIDE_BY_SIDE)

lowest: $(VENV)/.installed-dev  ## the demo with the lowest declared version of each dependency
	rm -rf build/lowest
	$(PYTHON) -m venv build/lowest
	$(BIN)/python -m tests.support.lowest parquet pandas png > build/lowest/requirements.txt
	build/lowest/bin/python -m pip install --quiet --disable-pip-version-check \
		--requirement build/lowest/requirements.txt --editable .
	build/lowest/bin/baotinh demo --no-serve --dir build/lowest/demo

bench: $(VENV)/.installed-dev
	$(BIN)/python bench/crawl.py
	@if [ -d $(PAGES) ]; then $(BIN)/python bench/extraction.py $(PAGES); \
	else echo "extraction is not measured: no annotated pages in $(PAGES); name a folder: make bench PAGES=…"; fi

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("baotinh needs Python 3.11 or newer; say which: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

$(VENV)/.installed-browser: $(VENV)/.installed-dev  ## for tests/browser; they want the system's Chromium too
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[browser]'
	touch $@

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache
