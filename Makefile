# Two commands: `make run` starts Karlemose, `make test` tests it. Everything is installed on the way.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv pip install --quiet --require-hashes
LOCK := $(BIN)/uv pip compile --universal --generate-hashes --no-header --quiet --no-emit-index-url --no-emit-find-links
STATIC := build/static/staticfiles.json

# Where it is set, every process would compile Django, SciPy and us anew: two seconds each.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run setup dev test check bench lock messages format clean browser

run: setup
	@$(BIN)/karlemose run --demo

setup: build/setup
dev: build/dev

build/venv:
	@tools/need-python $(PYTHON)
	@echo "Making the environment …"
	@$(PYTHON) -m venv $(VENV) || tools/need-venv $(PYTHON)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
	@mkdir -p build && touch $@

build/setup: build/venv requirements/run.txt pyproject.toml build/browser-packages build/words $(STATIC)
	@touch $@

build/packages: build/venv requirements/run.txt pyproject.toml
	@echo "Installing Python packages …"
	@$(UV) -r requirements/run.txt
	@$(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

build/browser-packages: build/packages package-lock.json
	@echo "Installing browser packages …"
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

build/words: build/packages $(wildcard karlemose/*/locale/*/LC_MESSAGES/*.po)
	@$(BIN)/python tools/words.py compile
	@touch $@

$(STATIC): build/browser-packages $(shell find karlemose/web/static -type f)
	@echo "Collecting static files …"
	@$(BIN)/python tools/django_without_database.py collectstatic --no-input --clear --verbosity 0
	@touch $@

build/dev: build/setup requirements/dev.txt
	@echo "Installing the tools of development …"
	@$(UV) -r requirements/dev.txt
	@touch $@

browser:
	@tools/need-browser

test: dev browser
	@$(BIN)/python -m pytest $(TESTS)

check: dev
	@$(BIN)/python tools/check.py

bench: dev
	@$(BIN)/python -m benchmarks $(BENCH)

format: dev
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

messages: dev
	@$(BIN)/python tools/words.py extract

# New versions of everything, with hashes and without the address of a registry.
lock: build/venv
	@$(LOCK) --upgrade requirements/build.in --output-file requirements/build.txt
	@$(LOCK) --upgrade pyproject.toml --output-file requirements/run.txt
	@$(LOCK) pyproject.toml --extra dev --constraint requirements/run.txt --output-file requirements/dev.txt
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm update --ignore-scripts --no-audit --no-fund

clean:
	rm -rf build $(VENV) node_modules
