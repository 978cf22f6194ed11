# `make` alone lists what can be done.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= auto

.PHONY: help demo test check fix bench setup clean lock
help: ## what can be done here
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/.ready: requirements/dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

setup: $(VENV)/.ready ## the virtual environment, from the locked list

demo: setup ## an election in a sample school, in two minutes (ARGS=--simulate votes for the hall)
	$(BIN)/voting demo $(ARGS)

test: setup ## all gates and all tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/djlint --check --lint templates
	$(BIN)/pytest -n $(WORKERS) --dist worksteal

check: test

fix: setup ## what the tools can mend by themselves
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup ## the figures of the README, each beside its floor
	$(BIN)/python -m benchmarks

lock: ## renew the locked lists (needs uv)
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 pyproject.toml -o requirements/main.lock
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 pyproject.toml --group dev -o requirements/dev.lock

clean: ## forget the virtual environment and the demo's data
	rm -rf $(VENV) var
