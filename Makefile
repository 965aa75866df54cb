# Two commands: `make demo` runs a whole meeting, `make test` checks everything. Both set up what they need.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
DATA ?= var/demo
RESET ?=

.PHONY: help setup demo test lint bench faults lock

help:
	@echo "make demo    a whole meeting on this machine (PORT= HOST= DATA= RESET=1)"
	@echo "make test    lint, types, architecture, unit, property, socket and browser tests"
	@echo "make setup   .venv and the web client; commands are then at .venv/bin/ecabinet"
	@echo "make lint    the quick half of make test"
	@echo "make bench   benchmarks, as tables"
	@echo "make faults  the long form of the fault tests and of the recount"
	@echo "make lock    renew the lock files (maintainers)"

setup:
	@$(PYTHON) tools/setup.py app

demo: setup
	@exec .venv/bin/ecabinet demo --data "$(DATA)" --host "$(HOST)" --port "$(PORT)" $(if $(RESET),--reset)

test:
	@$(PYTHON) tools/setup.py test
	@.venv/bin/python tools/check.py

lint:
	@$(PYTHON) tools/setup.py test
	@.venv/bin/python tools/check.py --lint

bench: setup
	@for b in bench/*.py; do echo "== $$b"; .venv/bin/python $$b || exit 1; done

faults:
	@$(PYTHON) tools/setup.py test
	@FAULTS=full .venv/bin/pytest -q tests/faults tests/verify/test_recount_random.py

lock:
	@$(PYTHON) tools/lock.py
