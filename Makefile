# The tools come from the active environment, or from .venv when there is one:
#   python3 -m venv .venv && .venv/bin/pip install -e '.[dev]'
BIN := $(if $(wildcard .venv/bin/python),.venv/bin/,)

.PHONY: check static format-check lint types layers test test-all format bench

check: static test

static: format-check lint types layers

format-check:
	$(BIN)ruff format --check .

lint:
	$(BIN)ruff check .

types:
	$(BIN)mypy

layers:
	$(BIN)lint-imports

# What takes more than some seconds is marked `slow` and left to test-all.
test:
	$(BIN)pytest -n auto -m "not slow"

test-all:
	$(BIN)pytest -n auto

format:
	$(BIN)ruff format .
	$(BIN)ruff check --fix .

bench:
	$(BIN)python benchmarks/startup.py
	$(BIN)python benchmarks/verify.py
