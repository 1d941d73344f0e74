# One door to everything. GNU make 3.81 (macOS) or newer, any POSIX shell, GNU or BSD tools.
# Each target sets up what it needs in .venv, once; pip runs with your own pip configuration.

PYTHONS := python3.14 python3.13 python3.12 python3.11 python3
PYTHON := .venv/bin/python
PIP_INSTALL := $(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes
LOCK := uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 pyproject.toml
PROMPTS := docs/demo-prompts.txt

# What `make test` installs with apt-get, each where it is missing, if it may (root on Debian or Ubuntu).
DEBIAN_PYTHON := python3-venv
DEBIAN_DATABASE := postgresql
DEBIAN_BROWSER := chromium fonts-nanum fonts-noto-color-emoji
DEBIAN_CURL := curl
DEBIAN_INITDB ?= /usr/lib/postgresql/*/bin/initdb
CHROMIUMS := chromium chromium-browser google-chrome google-chrome-stable

# The demo, the sandbox and the tests must never meet a real workspace, account or database: whatever the calling
# shell says about them is dropped, no .env is read, and AWS's own files and metadata service are out of reach.
DROPPED := $(sort $(filter SLACK_% AWS_% BWB_% IMAGINE_% %_PROXY %_proxy \
	ARTIFACTS_URL ARTIFACT_DAYS DATABASE_URL DATA_DIR LOG_FORMAT METRICS_PORT PORT PUBLIC_URL REQUESTS_PER_MINUTE RETENTION_DAYS SHUTDOWN_GRACE TRANSLATE WORKER_CONCURRENCY, \
	$(.VARIABLES)))
SEALED := env $(foreach name,$(DROPPED),-u $(name)) IMAGINE_DOTENV=/dev/null AWS_CONFIG_FILE=/dev/null \
	AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_EC2_METADATA_DISABLED=true

# Tests wait half of their time: three processes suit two cores. Files are handed out whole, in the order that
# tests/conftest.py wants; what starts many processes itself comes afterwards, two at a time.
TEST_PROCESSES := 3
SLOW_PROCESSES := 2
SHARED_OUT = --numprocesses=$(TEST_PROCESSES) --dist=loadfile --no-loadscope-reorder

# Sets $found to the first Python that can make the .venv, $incomplete to one that lacks the venv module.
# Each is run, not only looked for: a version manager's shim exists for versions that it can't start.
FIND_PYTHON = found= incomplete=; for python in $(PYTHONS); do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	if "$$python" -c 'import ensurepip, venv' 2>/dev/null; then found=$$python; break; fi; \
	incomplete=$$python; done

.PHONY: help setup demo sandbox check test lint bench lock debian
.NOTPARALLEL:
.DELETE_ON_ERROR:

help: ## say what each target does
	@awk 'BEGIN { FS = ":.*## " } /^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

setup: .venv/.sandbox ## make .venv with all that the bot and its sandbox need

demo: setup ## draw two pictures the whole way, without Slack and AWS, and show the conversation
	@$(SEALED) $(PYTHON) -m sandbox --once "$$(sed -n 1p $(PROMPTS))" --once "$$(sed -n 2p $(PROMPTS))"

sandbox: setup ## keep the sandbox and the bot running, to try things by hand
	@$(SEALED) $(PYTHON) -m sandbox

check: test ## all that CI runs, and nothing else: the same as make test

test: debian lint ## lint, types, import rules, then every test with branch coverage
	$(SEALED) $(PYTHON) -m pytest -m "not slow" --cov --cov-report= $(SHARED_OUT)
	$(SEALED) $(PYTHON) -m pytest -m slow --cov --cov-append --cov-report=term --numprocesses=$(SLOW_PROCESSES) --dist=loadfile

lint: .venv/.dev ## style, format, types and import rules, changing nothing
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m mypy
	.venv/bin/lint-imports

bench: .venv/.dev ## time from command to picture, side by side with the plain road
	@$(SEALED) $(PYTHON) -m bench

lock: ## write requirements*.txt anew from pyproject.toml (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv, which is not on the PATH: https://docs.astral.sh/uv/ says how to get it" >&2; exit 1; }
	$(LOCK) --extra bot -o requirements.txt
	$(LOCK) --extra bot --extra sandbox -c requirements.txt -o requirements-sandbox.txt
	$(LOCK) --extra bot --extra sandbox --extra dev --extra bench --extra examples -c requirements-sandbox.txt -o requirements-dev.txt

# A Python without its venv module looks like none: python3-venv completes the one and brings the other.
debian:
	@test "$$(id -u)" = 0 && command -v apt-get >/dev/null || exit 0; missing=; \
	test -x $(PYTHON) || { $(FIND_PYTHON); test -n "$$found" || missing="$(DEBIAN_PYTHON)"; }; \
	set -- $(DEBIAN_INITDB); command -v initdb >/dev/null || test -x "$$1" || missing="$$missing $(DEBIAN_DATABASE)"; \
	for browser in $(CHROMIUMS) none; do command -v $$browser >/dev/null && break; done; \
	test $$browser != none || missing="$$missing $(DEBIAN_BROWSER)"; \
	command -v curl >/dev/null || missing="$$missing $(DEBIAN_CURL)"; \
	set -- $$missing; test $$# = 0 && exit 0; \
	echo "Installing $$* with apt-get"; \
	apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$$@"

$(PYTHON):
	@$(FIND_PYTHON); if test -n "$$found"; then \
		echo "Making .venv with $$("$$found" --version)"; "$$found" -m venv --clear .venv; \
	elif test -n "$$incomplete"; then \
		echo "$$incomplete can't make a virtual environment: its venv module is not complete." >&2; \
		echo "On Debian or Ubuntu: apt-get install python3-venv. Then run make again." >&2; exit 1; \
	else \
		echo "No Python 3.11 or newer found (looked for: $(PYTHONS))." >&2; \
		echo "Install one (Debian or Ubuntu: apt-get install python3-venv; macOS: brew install python)," >&2; \
		echo "or name one: make PYTHONS=/path/to/python3 setup" >&2; exit 1; \
	fi

.venv/.sandbox: requirements-sandbox.txt $(PYTHON)
	@echo "Installing requirements-sandbox.txt into .venv (once)"
	@$(PIP_INSTALL) -r requirements-sandbox.txt
	@touch $@

# The dev lock holds the sandbox's packages at the same versions: one install serves both.
.venv/.dev: requirements-dev.txt $(PYTHON)
	@echo "Installing requirements-dev.txt into .venv (once)"
	@$(PIP_INSTALL) -r requirements-dev.txt
	@touch .venv/.sandbox $@
