# make run   set up, then open the window (without a screen: the whole job as a demo)
# make test  set up, then every check
# Both need only Python >= 3.11 with pip, and make.

PYTHON ?= python3
VENV ?= .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run demo test lint types contracts spelling tests translations \
	screenshots starter-model wheel clean

help:
	@sed -n 's/^# //p' Makefile

# ---- Setting up; a stamp file makes the second time quick ----

$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Name another with: make PYTHON=python3.12 ...")'
	@echo "Setting up $(VENV): this downloads the libraries and takes some minutes the first time."
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.created pyproject.toml constraints.txt
	@$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.created pyproject.toml constraints.txt
	@$(PIP) install --constraint constraints.txt --editable '.[dev]'
	@touch $(VENV)/.installed $@

setup: $(VENV)/.installed
setup-dev: $(VENV)/.installed-dev

# ---- Using the program ----

run: setup
	@if [ "$$(uname -s)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY$$QT_QPA_PLATFORM" ]; then \
		echo "There is no screen here, so this runs the whole job as a demo."; \
		$(MAKE) --no-print-directory demo; \
	else \
		$(BIN)/unet-studio; \
	fi

demo: setup
	@mkdir -p demo && cd demo && $(abspath $(BIN))/unet-studio demo

# ---- Checking the program ----

test: lint types contracts spelling tests

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup-dev
	$(BIN)/mypy

contracts: setup-dev
	$(BIN)/lint-imports

spelling: setup-dev
	$(BIN)/typos

tests: setup-dev
	$(BIN)/python -m pytest -n auto --maxprocesses 4

# ---- Making what is committed ----

translations: setup-dev
	$(BIN)/python scripts/update_translations.py

screenshots: setup-dev
	$(BIN)/python scripts/make_screenshots.py

starter-model: setup-dev
	$(BIN)/python scripts/make_starter_model.py

wheel: setup-dev
	$(BIN)/python -m build --wheel --no-isolation

clean:
	rm -rf $(VENV) build dist demo .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
