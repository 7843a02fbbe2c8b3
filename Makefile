# Two commands carry the house: `make run` opens a practice, `make test` proves everything.
.PHONY: help run test check format bench migrations package clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## build, load the demo practice if there is none, serve http://127.0.0.1:8080
	@exec scripts/run

test: ## everything: lint, house rules, both databases, the browser
	@exec scripts/test

check: ## the quick half: lint, house rules, tests on SQLite
	@exec scripts/check

format: ## lay out the sources as the house writes them
	@exec scripts/format

bench: ## measure, and write docs/benchmarks.md
	@exec scripts/bench

migrations: ## record the hashes of the migrations (only until the first release)
	@exec scripts/migrations

package: ## an archive to install on a machine without Swift
	@exec scripts/package

clean: ## throw away what was built, keep the practice's data
	@rm -rf .build
