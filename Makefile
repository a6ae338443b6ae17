# Everything runs inside .venv, which each target makes when it is not there.
PYTHON ?= python3
PIP := .venv/bin/python -m pip --disable-pip-version-check
BIN := .venv/bin

.PHONY: report test check lint types layers doctest samples golden long bench fixtures clean

report: .venv/ready
	$(BIN)/threadscope report fixtures/pigeonchat -o reports/pigeonchat

test: .venv/ready
	$(BIN)/python -m pytest -n auto

check: test lint types layers doctest samples

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(PIP) install --quiet --editable ".[dev]"
	touch $@

lint: .venv/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: .venv/ready
	$(BIN)/mypy

layers: .venv/ready
	$(BIN)/lint-imports

doctest: .venv/ready
	$(BIN)/python -m pytest --doctest-modules threadscope -p no:randomly

samples: .venv/ready
	$(BIN)/python fixtures/samples.py --check

golden: .venv/ready
	$(BIN)/python fixtures/make.py
	$(BIN)/python fixtures/samples.py
	$(BIN)/python docs/generate.py

long: .venv/ready
	$(BIN)/python -m pytest -m long
	$(BIN)/python -m pytest -m "hypothesis and not long" --hypothesis-profile=long

bench: .venv/ready
	$(BIN)/python -m tests.bench.read 1000000
	$(BIN)/python -m tests.bench.tree 1000000
	$(BIN)/python -m tests.bench.sentiment
	$(BIN)/python -m tests.bench.page 100000
	$(BIN)/python -m tests.bench.notes

fixtures: .venv/ready
	$(BIN)/python fixtures/make.py

clean:
	rm -rf .venv build dist
