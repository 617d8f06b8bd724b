# The one door. `make setup demo run test test-whole check fix bench docs`; needs Python 3.11 or later with venv, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup develop demo run test test-whole check fix bench docs pins clean

setup: $(VENV)/.run-ready $(VENV)/.catalogues-ready
develop: setup $(VENV)/.develop-ready

CATALOGUES := $(shell find src -name '*.po')

# A stamp per requirement set: the second run finds it fresh, does nothing and needs no network.
$(VENV)/.run-ready: requirements/run.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else 0'
	@$(BIN)/python -m pip --version > /dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# Translations are compiled again when one of them changes.
$(VENV)/.catalogues-ready: $(VENV)/.run-ready $(CATALOGUES)
	$(BIN)/python tools/catalogues.py compile
	@touch $@

$(VENV)/.develop-ready: $(VENV)/.run-ready requirements/develop.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/develop.txt
	@touch $@

demo: setup
	$(BIN)/wego demo --data-dir var/demo

run: setup
	$(BIN)/wego serve

test: develop
	$(BIN)/python tools/test.py

test-whole: develop
	$(BIN)/python tools/test.py --whole

check: develop
	$(BIN)/python tools/check.py

fix: develop
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format --quiet .
	$(BIN)/python tools/catalogues.py update

bench: develop
	$(BIN)/python -m benchmarks

docs: develop
	$(BIN)/python tools/docs.py

# Pins every requirement with its hashes and without the address it came from.
pins: develop
	$(BIN)/python tools/pins.py
