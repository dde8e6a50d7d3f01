# Everything that is done with envhub's sources. `make` lists it.

.DEFAULT_GOAL := help
.PHONY: help setup demo test conformance check format build release bench fuzz clean

# Holds the floors of the house: a module that imports what Package.swift does not give it, does not build.
FLOORS := --explicit-target-dependency-import-check error
# How many tests run at a time: all at once, a thousand open servers and files, measures the machine and not the hub.
WIDTH := 4
# What `make fuzz` reads, and how long.
TARGET := expressions
SECONDS := 600
RELEASE := swift build -c release --static-swift-stdlib $(FLOORS)

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s  %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install the Debian packages that are missing (root, or sudo)
	@.ci/setup

demo: release ## show the main job: four systems pulled, two feeds served (ARGS="--once" ends by itself)
	.build/release/envhub demo $(ARGS)

test: setup ## build and run all tests (ARGS="--filter StorageTests" for some)
	swift build --build-tests $(FLOORS)
	SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=$(WIDTH) .ci/test $(ARGS)

conformance: setup ## let foreign clients read the feeds, in the long form: ten minutes of generated requests
	swift build --build-tests $(FLOORS)
	ENVHUB_CONFORMANCE=whole .ci/test --filter ForeignClientTests

check: setup ## hold the house rules: format, floors, sizes, no paths of one machine
	swift format lint --strict --parallel --recursive Package.swift Sources Tests
	.ci/check
	swift build --build-tests $(FLOORS)

format: ## format all Swift files in place
	swift format --in-place --parallel --recursive Package.swift Sources Tests

build: setup ## build for debugging
	swift build $(FLOORS)

release: setup ## build .build/release/envhub, the Swift libraries within it
	$(RELEASE) --product envhub

bench: setup ## build the benchmarks and run one (ARGS="ingest FILE", "feed", "sse", "idle", "snapshot", "check", "allocations", "hj212"); without ARGS it tells which there are
	$(RELEASE) --product envhub-bench
	.build/release/envhub-bench $(ARGS)

# Of two --sanitize the compiler heeds the last, and their order is by chance: without coverage libFuzzer is blind.
fuzz: setup ## fuzz what reads people's files (TARGET=expressions, yaml, paths or frames; SECONDS=600): ends with what it found
	ENVHUB_FUZZ=1 swift build --scratch-path .build/fuzz --sanitize fuzzer --sanitize address -Xswiftc -O \
		-Xswiftc -sanitize=fuzzer,address --product envhub-fuzz
	mkdir -p .build/fuzz/found .build/fuzz/corpus/$(TARGET)
	SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0 ENVHUB_FUZZ_TARGET=$(TARGET) \
		ENVHUB_FUZZ_CORPUS=.build/fuzz/corpus/$(TARGET) .build/fuzz/debug/envhub-fuzz .build/fuzz/corpus/$(TARGET) \
		-artifact_prefix=.build/fuzz/found/$(TARGET)- -max_total_time=$(SECONDS) -max_len=4096 -timeout=20 \
		-rss_limit_mb=4096 -print_final_stats=1

clean: ## remove what was built
	rm -rf .build
