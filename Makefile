# Two commands on a fresh machine with Python and make: `make demo` and `make test`.
# Each makes its own .venv when there is none; ARGS passes options on: make demo ARGS=--no-serve

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=
PAGES ?= ../shared/pages

.PHONY: demo test lint types docs check bench clean

demo: $(VENV)/.installed
	$(BIN)/baotinh demo $(ARGS)

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile $(ARGS)

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

docs: $(VENV)/.installed-dev  ## write docs/commands.md and docs/newspapers.md
	$(BIN)/python -m tests.support.generated_docs --write

check: test lint types

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
