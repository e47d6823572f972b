# Two commands on a bare machine with Python 3.11 or newer, make and git:
#   make build    sets up .venv and builds the site of this folder into build/
#   make test     installs what tests need, and runs them beside the checks of style and types
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
# All libraries have the versions of constraints.txt, those of a build of the package too.
PIP = PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile
# What one process has compiled, the others need not.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: build test suite lint compare fuzz validate bench messages reference screenshots lock serve clean

build: $(VENV)/installed
	$(BIN)/ssg build

test: $(VENV)/installed-tests
	@$(MAKE) --no-print-directory -j 2 suite lint

# TESTS are files or folders; ALL=1 adds what needs a browser, a server or an installer, or takes long; MEASURE=1 counts
# the lines of the program that no test runs. One process compiles what all of them would, the first time.
TESTS ?=
WORKERS ?= auto
suite: $(VENV)/installed-tests
	@[ -e $(VENV)/compiled ] || { $(BIN)/pytest --collect-only -qq; true; } >$(VENV)/compiled
	$(BIN)/$(if $(MEASURE),coverage run -m )pytest -n $(WORKERS) --dist worksteal -m "not long$(if $(ALL),, and not slow)" $(TESTS)
	$(if $(MEASURE),$(BIN)/coverage combine -q && $(BIN)/coverage report --skip-covered)

# Types are read for this system; PLATFORMS="linux win32" reads them for others, where other lines count.
PLATFORMS ?= linux
lint: $(VENV)/installed-tests
	$(BIN)/ruff check -q
	$(BIN)/ruff format -q --check
	$(foreach one,$(PLATFORMS),$(BIN)/mypy --no-error-summary --platform $(one) --cache-dir .mypy_cache/$(one) &&) true

# What the program puts out now beside what it put out at a commit: BASE=HEAD~3 PART=demo,corpus,fixtures,imports,hosts
BASE ?= HEAD
compare: $(VENV)/installed-tests
	$(BIN)/python -m tools.compare $(BASE) $(if $(PART),--part $(PART))

# Looks for faults for as long as you like: newsroom damage green deploys hostile budgets fulldisk desk.
# OPTIONS go to it: KIND=newsroom OPTIONS="--steps 100000", or OPTIONS="--replay 1234" for the fewest steps that fail.
KIND ?= newsroom
fuzz: $(VENV)/installed-tests
	$(BIN)/python -m tests.fuzz.$(KIND) $(OPTIONS)

# Everything that reads a portal has its say: the Nu HTML checker (Java), axe-core and Lighthouse (Node, Chromium), feedparser,
# and our own tables of sitemaps, structured data and links. OPTIONS="--without html,lighthouse" leaves some out.
validate: $(VENV)/installed-tests
	$(BIN)/python -m tools.validate $(OPTIONS)

# Prints what newsrooms wait for, at some sizes of archives; BENCH is a folder with corpus.py, edit.py and site.yaml.
BENCH ?= ../shared/bench
SIZES ?= 10000
bench: $(VENV)/installed
	$(BIN)/python -m tools.bench --bench $(BENCH) --sizes $(SIZES) $(OPTIONS)

# Gathers new sentences into the catalogues below generator/locale, lists those without a translation, and compiles.
messages: $(VENV)/installed-tests
	$(BIN)/python -m tools.messages

# Writes the tables of keys in the documents, from the tables that the program reads by.
reference: $(VENV)/installed-tests
	$(BIN)/python -m tools.reference

screenshots: build $(VENV)/installed-tests
	$(BIN)/python -m tools.screenshots

# Renews constraints.txt with the newest versions that pyproject.toml allows; then `make test`.
lock:
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	$(VENV)-lock/bin/python -m pip freeze --exclude-editable > constraints.txt
	rm -r $(VENV)-lock

serve: $(VENV)/installed
	$(BIN)/ssg serve --port auto

clean:
	rm -rf build .ssg

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Warta needs Python 3.11 or newer")'
	$(PYTHON) -m venv --upgrade-deps $(VENV)
	$(PIP) -e .
	touch $@

$(VENV)/installed-tests: $(VENV)/installed
	$(PIP) -e '.[test]'
	touch $@
