# Two commands matter: `make demo` and `make test`. The others are what they are made of.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

.PHONY: demo test setup setup-dev lint typecheck contracts unit browser e2e fuzz bench-large lock clean

demo: setup
	$(BIN)/quarterdeck demo --out out

setup: $(VENV)/.installed
$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or later is needed. Name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

test: setup-dev lint typecheck contracts unit e2e

setup-dev: $(VENV)/.installed-dev
$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $(VENV)/.installed $@

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

typecheck:
	$(BIN)/mypy

contracts:
	$(BIN)/lint-imports

unit:
	$(BIN)/python -m pytest -n 2 --dist worksteal --ignore tests/e2e

e2e: setup-dev browser
	$(BIN)/python -m pytest tests/e2e

# A browser for the tests: the system's Chromium, else Debian's, else Playwright's own.
browser: setup-dev
	@command -v chromium chromium-browser google-chrome > /dev/null || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null && \
	    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium > /dev/null; } || \
	  $(BIN)/python -m playwright install --with-deps chromium

fuzz: setup-dev
	FUZZ_ROUNDS=$${FUZZ_ROUNDS:-1000} $(BIN)/python -m pytest -n 2 --dist worksteal tests/readers/test_fuzz.py tests/findings/test_scan_harm.py

bench-large: setup-dev
	$(BIN)/python -m benchmarks.large_nessus
	$(BIN)/python -m benchmarks.store_nessus

lock: setup-dev
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --no-emit-index-url --no-emit-find-links pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --no-emit-index-url --no-emit-find-links --extra dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) out build dist
