# Two commands: `make run` does the main job and opens the desk; `make test` runs all tests.
# Needs git, make and Python 3.11 or newer with venv. Everything else is installed into .venv from the locks.

# The first Python that really runs, is new enough and can make virtual environments.
FIND_PYTHON = for name in python3.11 python3.12 python3.13 python3; do \
	$$name -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$name && break; done
PYTHON ?= $(shell $(FIND_PYTHON))
PORT ?=
HEADLESS ?=
# Real channels that speak to stand-ins on this machine; LOSE_ANSWERS=1 lets these lose answers.
REHEARSE ?=
LOSE_ANSWERS ?=
IS_ON = $(filter 1 true yes,$(1))
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: run setup test test-slow test-needs lint lock translations clean

run: setup
	@$(BIN)/comms run $(if $(PORT),--port $(PORT)) $(if $(call IS_ON,$(HEADLESS)),--headless) \
		$(if $(call IS_ON,$(REHEARSE)),--rehearse) $(if $(call IS_ON,$(LOSE_ANSWERS)),--lose-answers)

setup: $(BIN)/comms

$(BIN)/comms: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with venv is needed (Debian: apt-get install python3-venv)."; exit 1; }
	@echo "Setting up .venv (once)…"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q comms
	@touch $@

.venv/tests: $(BIN)/comms requirements-test.lock
	@$(PIP) install --require-hashes -r requirements-test.lock
	@touch $@

# Chromium draws the pages in the browser tests. It is installed where that needs no question (Debian, as root).
test-needs: .venv/tests
	@if ! command -v chromium >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing Chromium for the browser tests…"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	fi
	@command -v chromium >/dev/null || echo "The browser tests will not run: install Chromium (Debian: apt-get install chromium)."

test: test-needs lint
	@$(BIN)/python -m pytest -n 2 --cov --cov-report=term -m "not slow"

test-slow: test-needs
	@$(BIN)/python -m pytest -m slow -rs

lint: .venv/tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

# Needs uv; universal, with hashes, and without the address of any index.
lock:
	uv pip compile --universal --no-strip-extras --generate-hashes --python-version 3.11 --no-header --quiet --extra build pyproject.toml -o requirements.lock
	uv pip compile --universal --no-strip-extras --generate-hashes --python-version 3.11 --no-header --quiet --extra build --extra test pyproject.toml -o requirements-test.lock

translations: .venv/tests
	@$(BIN)/pybabel --quiet extract -F babel.cfg --no-location --sort-output -k gettext_lazy -k pgettext_lazy:1c,2 -o comms/desk/locale/django.pot .
	@$(BIN)/pybabel --quiet update -D django --no-fuzzy-matching --ignore-obsolete -i comms/desk/locale/django.pot -d comms/desk/locale
	@$(BIN)/pybabel --quiet compile -D django -d comms/desk/locale
	@rm comms/desk/locale/django.pot

clean:
	rm -rf .venv var dist build .mypy_cache .ruff_cache .pytest_cache htmlcov
