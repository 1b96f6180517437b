# make run    decide the example cases, print the answers, then serve on http://127.0.0.1:8000 (PORT= changes it)
# make test   the core tests: no root, no service, no browser
# make check  everything that must hold before a change is taken; make setup leaves .venv/bin/portability
PYTHON ?= python3
PORT ?= 8000
JOBS ?= 2
MARKS ?= not browser

BIN := .venv/bin
READY := .venv/.ready
PIP := $(BIN)/pip --disable-pip-version-check
LOCKED := $(PIP) install --quiet --require-hashes

.PHONY: run test check setup preflight format static scenarios corpus reference words locks wheels clean

run: setup
	@for case in examples/*.yaml; do \
		printf '\n== %s\n' "$$case"; sed -n 's/^# //p' "$$case"; echo; \
		$(BIN)/portability decide "$$case" || exit 1; \
	done
	@printf '\n== http://127.0.0.1:%s (Ctrl-C ends it)\n' "$(PORT)"
	@$(BIN)/portability serve --port $(PORT)

test: setup
	$(BIN)/pytest -n $(JOBS) -m "$(MARKS)"

# The tests stand last, so that their count is the last line.
check: static scenarios corpus test

setup: $(READY)

$(READY): requirements/build.lock requirements/dev.lock pyproject.toml scripts/preflight.sh
	@sh scripts/preflight.sh $(PYTHON)
	@echo "setting up .venv from the locks (a few minutes the first time)"
	@$(PYTHON) -m venv .venv
	@$(LOCKED) -r requirements/build.lock
	@$(LOCKED) --no-build-isolation -r requirements/dev.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

preflight:
	@sh scripts/preflight.sh $(PYTHON)

static: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

scenarios: setup
	$(BIN)/portability test

corpus: setup
	$(BIN)/portability check

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# docs/language.md is written from the language itself.
reference: setup
	$(BIN)/python scripts/language_reference.py

# The catalogues of languages, from the source and the rule files; translations stay.
words: setup
	$(BIN)/python scripts/words.py

# Everything that a machine without network needs to install this, in dist/wheels.
wheels: setup
	sh scripts/wheels.sh $(BIN)/python

locks:
	sh scripts/lock.sh

clean:
	rm -rf .venv .mypy_cache .ruff_cache .hypothesis .import_linter_cache build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
