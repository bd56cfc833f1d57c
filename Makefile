# Two commands do all the set-up: `make report` runs the main job, `make test` passes the tests.
PYTHON ?= python3
CORPUS ?=
BIN := .venv/bin

STAGES ?=

.PHONY: help report test test-browser bench lab install lock clean

help:
	@echo "make report                render all reports (data/raw when it holds pages, else the sample) into reports/"
	@echo "make report CORPUS=DIR     ... on the pages in DIR"
	@echo "make test                  run the whole test suite"
	@echo "make test-browser          drive the workbench in a real JupyterLab by headless Chromium"
	@echo "make bench                 measure all stages beside their peers (an hour); STAGES='pairs topics' for some of them"
	@echo "make lab                   open JupyterLab on the workbench"

report: .venv/installed
	@$(BIN)/policyanalysis render $(if $(CORPUS),--corpus "$(CORPUS)")

test: .venv/installed
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadscope

test-browser: .venv/browser
	@POLICYANALYSIS_BROWSER=1 $(BIN)/python -m pytest tests/browser

lab: .venv/installed
	@$(BIN)/policyanalysis lab

install: .venv/installed

.venv/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info[:2] <= (3, 13) else "Python 3.11 to 3.13 is needed; " + sys.version.split()[0] + " was found. Name another one: make PYTHON=python3.12 ...")'
	@$(PYTHON) -m venv --clear .venv || { echo "could not make .venv; on Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "installing pinned packages into .venv (about a minute)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/browser: .venv/installed requirements-browser.lock
	@command -v chromium chromium-browser google-chrome >/dev/null || [ -n "$(CHROMIUM)" ] || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then echo "installing chromium"; apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -y install chromium >/dev/null; \
		else echo "the browser tests need Chromium: sudo apt-get install chromium, or name one: make test-browser CHROMIUM=/path/to/chrome"; exit 1; fi; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-browser.lock
	@touch $@

bench: .venv/installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-peers.lock
	@$(BIN)/python tests/benchmarks/bench.py $(STAGES)

lock:  ## pin the newest versions that pyproject.toml allows
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra test pyproject.toml -o requirements.lock
	for extra in browser peers; do \
	$(PYTHON) -c 'import sys, tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"][sys.argv[1]], sep="\n")' $$extra \
	| uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --constraint requirements.lock - -o requirements-$$extra.lock; done

clean:
	rm -rf .venv reports/* .pytest_cache
