# make demo   build the sample graph, print its triples, draw it
# make test   run the tests; with BROWSER=1 also those that drive Chromium, where there is one
# make lint   ruff, mypy, what is imported and declared, and that every room imports only rooms below it
# make docs   the documentation as a site, in build/site
#
# Everything is installed in .venv; nothing outside this folder is touched.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# One thread each: small matrices gain nothing from more, and results do not depend on the machine.
export OMP_NUM_THREADS ?= 1

.PHONY: help demo install test lint docs clean
.DEFAULT_GOAL := help

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' || \
		{ echo "Python 3.11 to 3.14 is needed; try: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@echo "Making $(VENV)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python cannot make virtual environments here; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@$(PIP) install --upgrade pip

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	@echo "Installing kg"
	@$(PIP) install --editable .
	@touch $@

# What the tests need; EXTRAS=test,ray also for those of the engine for clusters.
EXTRAS ?= test
$(VENV)/.$(EXTRAS): $(VENV)/.installed
	@echo "Installing what the tests need"
	@$(PIP) install --editable '.[$(EXTRAS)]'
	@touch $@

$(VENV)/.lint: $(VENV)/.installed
	@echo "Installing ruff, mypy and others"
	@$(PIP) install --editable '.[test,lint]'
	@touch $@

$(VENV)/.docs: $(VENV)/.installed
	@echo "Installing MkDocs"
	@$(PIP) install --editable '.[docs]'
	@touch $@

install: $(VENV)/.installed

demo: $(VENV)/.installed
	@rm -rf demo && mkdir -p demo
	@echo "Reading the sample articles"
	@$(BIN)/kg build kg/samples/articles --store demo/graph
	@$(BIN)/kg triples demo/graph
	@$(BIN)/kg view demo/graph --output demo/graph.html --quiet
	@echo
	@echo "The graph is in demo/graph, a picture of it in demo/graph.html: open it in a browser."
	@echo "Next, for example:  $(BIN)/kg triples demo/graph --status denied"

# TESTS narrows the run: make test TESTS=tests/readers; WORKERS=2 shares it among processes.
TESTS ?= tests
test: $(VENV)/.$(EXTRAS)
	@$(BIN)/python -m pytest $(if $(BROWSER),,-m 'not browser') $(if $(WORKERS),-n $(WORKERS) --dist worksteal) $(TESTS)

# All run, whatever the first says.
lint: $(VENV)/.lint
	@failed=0; \
	$(BIN)/ruff check kg tests tools training || failed=1; \
	$(BIN)/ruff format --check kg tests tools training || failed=1; \
	$(BIN)/mypy kg training/minilm/kg_minilm || failed=1; \
	$(BIN)/lint-imports || failed=1; \
	$(BIN)/python tools/structure.py >/dev/null || failed=1; \
	$(BIN)/deptry kg || failed=1; \
	$(BIN)/vulture || failed=1; \
	exit $$failed

# --strict: a page, a link or an anchor that is not there is an error.
docs: $(VENV)/.docs
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@echo "The site is in build/site: open build/site/index.html, or for its search: $(BIN)/mkdocs serve"

clean:
	rm -rf build $(VENV) demo .pytest_cache .mypy_cache .ruff_cache
