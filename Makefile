# make           lists the targets
# make run       the tool with its demo office: http://127.0.0.1:5000
# make test      lint, types, layers and all tests
PYTHON ?= python3
PORT ?= 5000
BIN = .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup run worker test check chaos bench pictures lock

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: .venv/ready ## make .venv with the script `tracker`

.venv/ready: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("需要 Python 3.11 或更新版本。Python 3.11 or newer is needed." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/ready-dev: .venv/ready requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

run: setup ## start web and worker; PORT=8000 for another port
	@exec $(BIN)/tracker serve --demo --port $(PORT)

worker: setup ## start one more worker
	@exec $(BIN)/tracker worker

check: .venv/ready-dev ## lint, format, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: check ## lint, types, layers and all tests
	$(BIN)/pytest -n auto -rs

chaos: .venv/ready-dev ## kill sending workers 200 times on each database: nothing lost, nothing twice
	@$(BIN)/python -m tests.chaos

bench: .venv/ready-dev ## measure speed, memory and scale: docs/benchmarks.md; ONLY=readers for one topic
	@$(BIN)/python -m tests.bench $(ONLY)

pictures: .venv/ready-dev ## take the pictures of README and manual anew (needs Chromium, LibreOffice)
	@$(BIN)/python -m tests.pictures

lock: ## renew the pinned and hashed requirements (needs uv)
	uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements.txt
	uv pip compile pyproject.toml --extra build --extra dev --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements-dev.txt
