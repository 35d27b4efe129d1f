# Two commands set everything up: `make demo` and `make test`. They need python3 (3.11 or newer), pip and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: demo test check bench bench-accuracy bench-matching docs lock clean

demo: $(READY)            ## generate a sample, run the main job on it, measure it, say where to look
	$(BIN)/stocktake demo

test: $(READY)            ## all tests
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadgroup

check: $(READY)           ## format, lint, types, import contracts, SQL style, generated docs, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	PYTHONPATH=src:. $(BIN)/lint-imports
	$(BIN)/sqlfluff lint --disable-progress-bar sql
	$(BIN)/python docs/generate.py --check
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadgroup

bench: $(READY)           ## time the main job; figures go to standard output
	$(BIN)/python bench/main_job.py

# DATA=folder of the evaluation sets, ONLY="set …", DATE=day stated on the page, PEERS=interpreter with bench/peers.txt
DATA ?= ../shared/eval
DATE ?= $(shell date +%F)
bench-accuracy: $(READY)  ## measure how right the verdicts are on labelled sets; writes docs/accuracy.md
	$(BIN)/python -m bench.accuracy --data $(DATA) --out docs/accuracy.md --date $(DATE) \
		$(if $(ONLY),--only $(ONLY)) $(if $(PEERS),--peers $(PEERS))

# WORK=folder for the generated dump and its store (6 GB), SIZES="10000 100000 1000000"
WORK  ?= build/bench-matching
SIZES ?= 10000 100000
bench-matching: $(READY)  ## titles matched per second against 7.5 million generated records, stage by stage
	mkdir -p $(WORK)
	$(BIN)/python -m bench.matching_speed titles $(SIZES) --work $(WORK) --json $(WORK)/matching_speed.json

docs: $(READY)            ## write docs/cli.md and docs/tables.md from the code
	$(BIN)/python docs/generate.py

lock: $(READY)            ## pin every dependency by hash, without host names
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		pyproject.toml --group dev -o requirements.txt

# The lock is complete, so --no-deps: pip need not resolve anything, and cannot stray from it.
$(READY): requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV) || { $(PYTHON) -m pip install --quiet --target build/virtualenv virtualenv \
		&& PYTHONPATH=build/virtualenv $(PYTHON) -m virtualenv --quiet $(VENV); }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

clean:                    ## remove the environment and the caches; results stay
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
