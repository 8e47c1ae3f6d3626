# make demo: a dossier in your terminal and a page in out/; make test: everything that must hold.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: demo test lint bench clean

demo: $(VENV)/.installed
	@mkdir -p out
	@$(BIN)/dragoman read samples/lagoon-talks.txt --date 2025-03-12
	@$(BIN)/dragoman read samples/lagoon-talks.txt --date 2025-03-12 -o out/demo.html
	@echo
	@echo "The same as a page: $(CURDIR)/out/demo.html"

test: lint
	$(BIN)/python -m pytest

lint: $(VENV)/.dev
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks.run

$(BIN)/python:
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo "Installing into $(VENV) …"
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	@echo "Installing with what the tests need into $(VENV) …"
	@$(PIP) install --editable ".[dev]"
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) out dist .pytest_cache .mypy_cache .ruff_cache
