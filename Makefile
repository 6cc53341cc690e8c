# Everything a fresh machine needs is Python 3.11+ and make.
PYTHON ?=
# Passages of the made index in `make bench`; 0 leaves it out.
LARGE ?= 100000
BIN := .venv/bin

.PHONY: setup run test check bench lock clean screenshots

setup: .venv/.ready

.venv/.ready: requirements.lock pyproject.toml
	@.ci/setup "$(PYTHON)"
	@touch $@

run: setup
	@$(BIN)/dafu serve

test: check
	@.ci/system-packages
	@$(BIN)/pytest -n 2 --dist loadfile

check: setup
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/basedpyright && $(BIN)/lint-imports

bench: setup
	@$(BIN)/python -m evals.bench --large $(LARGE)

screenshots: setup
	@$(BIN)/python docs/screenshots.py

lock: setup
	@$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --no-emit-index-url --no-annotate --no-header -o requirements.lock

clean:
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis dist build
