# Leadline's tasks. `make demo` shows the inbox, `make test` proves it; both install what is missing first.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:

PREFIX ?= /usr/local
ROUNDS ?= 50
FUZZ_SECONDS ?= 4

# So many tests run beside each other. Without a bound all of them begin at once, and then each waits for all others, and
# the process has well over a thousand files open, from which Foundation cannot start a program.
WIDTH ?= 48
TESTED := LEADLINE_ROUNDS=$(ROUNDS) SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=$(WIDTH) \
            Tests/Setup/told-at-the-end .build/tests.log swift test --skip-build

# Nothing that runs from here may meet a real account: the caller's own settings stay outside.
SCRUBBED := $(foreach name,$(filter TWILIO_% LEADLINE_%,$(.VARIABLES)),-u $(name))
STATE    := $(CURDIR)/.build/state
SAFE     := env $(SCRUBBED) XDG_CONFIG_HOME=$(STATE)/config XDG_DATA_HOME=$(STATE)/data \
            XDG_STATE_HOME=$(STATE)/state XDG_CACHE_HOME=$(STATE)/cache

SOURCES  := $(shell find Sources themes -type f 2>/dev/null) Package.swift
RELEASE  := .build/release
# The demo is shown from the release build where that is up to date, else from a development build, which takes half
# as long and is what the tests run.
IS_FRESH  = $(and $(wildcard $(RELEASE)/leadline),$(wildcard $(RELEASE)/twilio-simulator),\
            $(if $(shell find $(SOURCES) -newer $(RELEASE)/leadline -print -quit),,yes))
DEMO      = $(if $(IS_FRESH),$(RELEASE),.build/debug)
BUILD_RELEASE := swift build -c release --static-swift-stdlib

.PHONY: help deps deps-test build release demo demo-server themes lint test test-interop fuzz soak bench screenshots install uninstall clean

help: ## list these tasks
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

deps: ## install what a build needs
	@Tests/Setup/install build

deps-test: ## install what the tests need as well
	@Tests/Setup/install build test

build: deps ## build everything for development
	swift build

# One build makes all programs, also where some of them are there already.
DEBUG_PROGRAMS := $(addprefix .build/debug/,leadline leadline-server twilio-simulator)
$(DEBUG_PROGRAMS) &: $(SOURCES)
	@Tests/Setup/install build
	@echo "Building the inbox and the local Twilio that it is shown on: three to four minutes the first time, later seconds."
	@swift build
	@touch $(DEBUG_PROGRAMS)

$(RELEASE)/leadline: $(SOURCES)
	@Tests/Setup/install build
	@echo "Building leadline as it is installed: three to four minutes the first time."
	@$(BUILD_RELEASE) --product leadline
	@touch $@

$(RELEASE)/twilio-simulator: $(SOURCES)
	@Tests/Setup/install build
	@echo "Building the local Twilio: two to three minutes the first time."
	@$(BUILD_RELEASE) --product twilio-simulator
	@touch $@

$(RELEASE)/leadline-server: $(SOURCES)
	@Tests/Setup/install build
	@echo "Building the server: two to three minutes the first time."
	@$(BUILD_RELEASE) --product leadline-server
	@touch $@

release: $(RELEASE)/leadline $(RELEASE)/leadline-server $(RELEASE)/twilio-simulator ## build the programs as they are installed

demo: $(DEMO)/leadline $(DEMO)/twilio-simulator ## open the inbox on a simulated Twilio with sample leads
	@$(SAFE) $(DEMO)/leadline demo

demo-server: $(DEMO)/leadline $(DEMO)/leadline-server $(DEMO)/twilio-simulator ## open two agents' inboxes on a server and a simulated Twilio
	@$(SAFE) Tests/Setup/demo-server $(DEMO)

themes: ## write the themes of themes/ into the program's source
	Tests/Setup/embed-themes

lint: ## check the format of every Swift file
	swift format lint -r -p --strict Package.swift Sources Tests

test: deps-test lint ## build and pass all tests
	swift build --build-tests --explicit-target-dependency-import-check error
	$(SAFE) $(TESTED)
	$(SAFE) Tests/Fuzz/run $(FUZZ_SECONDS)

test-interop: deps-test ## the official Python library against the simulator
	swift build --product twilio-simulator
	$(SAFE) Tests/Interop/run

fuzz: deps-test ## feed the parsers with noise for longer (FUZZ_SECONDS=600)
	$(SAFE) Tests/Fuzz/run $(FUZZ_SECONDS)

soak: ROUNDS = 1000
soak: deps-test ## the fault loops with 1,000 rounds each
	swift build --build-tests
	$(SAFE) $(TESTED) --filter EndToEndTests

bench: release ## measure speed and memory beside tig, less, fzf, notmuch and sqlite3 (BENCH=--no-vast is quicker)
	@Tests/Setup/install build test bench
	$(SAFE) Tests/Bench/run $(BENCH)

screenshots: release ## make the pictures and the key table of the README from the real program
	@Tests/Setup/install build test screenshots
	$(SAFE) Tests/Screenshots/run
	$(SAFE) Tests/Setup/readme-keys $(RELEASE)/leadline

install: release ## install programs, themes, manual pages and completions below PREFIX
	@Tests/Setup/install install
	Tests/Setup/install-programs "$(DESTDIR)$(PREFIX)"

uninstall: ## take away what install put below PREFIX; settings and mirrors stay
	Tests/Setup/install-programs --remove "$(DESTDIR)$(PREFIX)"

clean: ## remove what was built
	rm -rf .build
