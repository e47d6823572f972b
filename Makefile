# Two commands on a bare machine with Python 3.11 or newer, make and git:
#   make build    sets up .venv and builds the site of this folder into build/
#   make test     installs what tests need and runs them; ALL=1 adds those that take longer
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: messages build test suite test-long hostile budgets steps green lint validate serve bench bench-serve screenshots damage deploys full-disk fuzz-pictures clean

build: $(VENV)/installed
	$(BIN)/ssg build

# MEASURE=1 also counts the lines of the program that no test runs, for which the tests take half as long again.
MEASURE ?=
# Without ALL=1 the tests that need a browser or an installer, or take long, are left out. Of what is tried by the hundred
# there is a sample (tests/quick.py); `make test-long` takes all.
ALL ?=
test: $(VENV)/installed-tests
	@$(MAKE) --no-print-directory -j 2 compiled-tests lint
	@$(MAKE) --no-print-directory suite

WORKERS ?= auto
# Folders or files of tests; all without it.
TESTS ?=
suite: $(VENV)/installed-tests
	rm -f .coverage .coverage.*
	$(BIN)/$(if $(MEASURE),coverage run -m )pytest -n $(WORKERS) --dist worksteal -m "not long$(if $(ALL),, and not slow)" $(TESTS)
	$(if $(MEASURE),$(BIN)/coverage combine -q && $(BIN)/coverage report --skip-covered)

# Compiles the tests once, before several processes would each compile all of them.
.PHONY: compiled-tests
compiled-tests: $(VENV)/installed-tests
	$(BIN)/pytest --collect-only -qq >/dev/null

# Takes hours: the long tests, then STEPS steps of the newsroom on all processors. Their progress is kept in FUZZ, so
# that it can be stopped and continued; docs/fuzzing.md.
FUZZ ?= .fuzz
STEPS ?= 100000
test-long: $(VENV)/installed-tests
	WARTA_LONG=1 $(BIN)/pytest -m "long or not long" -n auto --dist worksteal
	$(BIN)/python -m tests.fuzz.newsroom --folder $(FUZZ) --steps $(STEPS)

# Tens of thousands of articles that mean harm, and every page that they become parsed; HOSTILE="--seed 17 --articles 250" makes one site again.
hostile: $(VENV)/installed-tests
	$(BIN)/python -m tests.fuzz.hostile $(HOSTILE)

# What the worst texts cost by their size; fails if the time of any grows faster than that.
budgets: $(VENV)/installed-tests
	$(BIN)/python -m tests.fuzz.budgets

# What one parse costs in steps that are the same on every machine, beside the numbers that are held.
steps: $(VENV)/installed-tests
	$(BIN)/python -m tools.steps

# Random sites: after each green build no later hour is red. GREEN="--steps 100000 --seed 7"; `make test-long` takes some steps too.
green: $(VENV)/installed-tests
	$(BIN)/python -m tests.fuzz.green $(GREEN)

# Everything that the generator keeps for itself is damaged at random, and built: the clean bytes each time.
damage: $(VENV)/installed-tests
	$(BIN)/python -m tests.fuzz.damage --count $(or $(COUNT),2000) --seed $(or $(SEED),1)

# Deploys whose client or server is killed, or whose lines are torn, while a reader looks on. DEPLOYS="--kind sftp --count 200 --seed 3".
deploys: $(VENV)/installed-tests
	$(BIN)/python -m tests.fuzz.deploys $(DEPLOYS)

# N random queries of random archives, in Python and in the browser: the same results, in the same order; N=100000 takes half an hour.
.PHONY: search-parity
search-parity: $(VENV)/installed-tests
	$(BIN)/python -m tests.fuzz.search --count $(N) --seed $(SEED)

# A disk that runs full at every size, from nothing until there is room; as root on a disk of its own.
full-disk: $(VENV)/installed-tests
	$(BIN)/python -m tests.fuzz.fulldisk --step $(or $(STEP),8)

# Everything that reads a portal has its say: the Nu HTML checker (Java), axe-core and Lighthouse (Node, Chromium), feedparser,
# and our own tables of what sitemaps, structured data and links must be. VALIDATE="--without html,lighthouse" leaves some out.
validate: $(VENV)/installed-tests
	$(BIN)/python -m tools.validate $(VALIDATE)

# The pictures of docs/screenshots, taken anew of the demo site.
screenshots: build $(VENV)/installed-tests
	$(BIN)/python -m tools.screenshots

# Gathers new sentences of the source into the catalogues below generator/locale, lists those without a translation, and compiles.
messages: $(VENV)/installed-tests
	$(BIN)/python -m tools.messages

# Types are read for each system, since what one lacks is hidden from the others; each has a cache of its own.
TYPES = types-linux types-win32 types-darwin
.PHONY: style $(TYPES)
lint: style $(TYPES)

style: $(VENV)/installed-tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check

$(TYPES): types-%: $(VENV)/installed-tests
	$(BIN)/mypy --platform $* --cache-dir .mypy_cache/$*

$(VENV)/installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Warta needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/installed-tests: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -e '.[test]'
	touch $@

serve: $(VENV)/installed
	$(BIN)/ssg serve --port auto

clean:
	rm -rf build .ssg

# Prints a table; BENCH is a folder with corpus.py, edit.py and site.yaml, HUGO the hugo binary to compare with;
# EDITS=--traps does what large archives stumble over.
BENCH ?= ../shared/bench
SIZES ?= 10000
bench: $(VENV)/installed
	$(BIN)/python -m tools.bench --bench $(BENCH) --sizes $(SIZES) $(EDITS) $(if $(HUGO),--hugo $(HUGO))

# How near in text Artikel Terkait is to its articles; ARCHIVES are folders of Markdown with front matter.
.PHONY: related-quality
related-quality: $(VENV)/installed
	$(BIN)/python -m tools.related_quality $(ARCHIVES) $(if $(HUGO),--hugo $(HUGO))

# How well the search answers readers, beside SQLite FTS5, Pagefind and MiniSearch (both of npm); ARCHIVE is made by
# tools/search_quality/collect.py; HALF=--tuning asks the queries by which the constants were chosen.
.PHONY: search-quality
search-quality: $(VENV)/installed
	$(BIN)/python -m tools.search_quality $(ARCHIVE) $(HALF)

# What an editor waits for in the preview: from a save to the event and to the page, and the starts.
bench-serve: $(VENV)/installed
	$(BIN)/python -m tools.bench_serve --bench $(BENCH) --sizes $(SIZES)

# What a deploy of one article takes for each kind of target, beside rclone and aws, which are stopped after ten minutes, and
# whether lychee finds all links alive; DEPLOY="--copied --kinds s3" is for tools/bench_deploy.py.
.PHONY: bench-deploy
bench-deploy: $(VENV)/installed-tests
	$(BIN)/python -m tools.bench_deploy --bench $(BENCH) --sizes $(SIZES) --keep $(KEEP) \
		$(if $(AWS),--aws $(AWS)) $(if $(LYCHEE),--lychee $(LYCHEE)) $(DEPLOY)

# From a push to the readers on a machine that has nothing; KEEP is a folder for what is made once, at 100,000 articles 4 GB.
.PHONY: bench-bare
KEEP ?= /var/tmp/warta-bare
SIZE ?= 10000
bench-bare: $(VENV)/installed-tests
	$(BIN)/python -m tools.bench_bare --bench $(BENCH) --size $(SIZE) --keep $(KEEP)-$(SIZE)

# What a cluster costs and moves beside a plain build, with 2, 4 and 8 workers of this machine; CLUSTER=--apart, as root, gives
# each a user, a network and a view of the disk of its own; CLUSTER="--kills 100" kills a worker in each of so many builds.
.PHONY: bench-cluster
bench-cluster: $(VENV)/installed-tests
	$(BIN)/python -m tools.bench_cluster --bench $(BENCH) --sizes $(SIZES) $(CLUSTER)

# What the pictures of a photo cost: time and bytes of each file; EFFORTS=--efforts compares what the encoder could do instead,
# EFFORTS="--hugo BINARY --sharp node_modules" what those take for the same files.
.PHONY: bench-photos
bench-photos: $(VENV)/installed
	$(BIN)/python -m tools.bench_photos $(EFFORTS)

# Damaged pictures, each published whole or refused with a sentence; prints how far it is, and the counts.
COUNT ?= 2000
SEED ?= 1
fuzz-pictures: $(VENV)/installed-tests
	$(BIN)/python -m tests.broken_pictures --count $(COUNT) --seed $(SEED)

# Three people at one desk, which is killed now and then. DESK="--count 2000 --seed 7"
.PHONY: fuzz-desk
fuzz-desk: $(VENV)/installed-tests
	$(BIN)/python -m tests.fuzz.desk $(DESK)

# Asks a preview for what it must not give, while the files of its site are swapped. FUZZ="--seed 7" for other requests.
.PHONY: fuzz-serve
FUZZ ?=
fuzz-serve: $(VENV)/installed
	$(BIN)/python -m tests.fuzz.serve $(FUZZ)
