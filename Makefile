# make          builds the edition in content/ into public/
# make test     runs all tests
# make lint     runs what CI runs besides them
# make fuzz     gives every parser FUZZTIME of bytes that nobody wrote
# make vuln     asks VULNDB whether anything that the program is made of is known to be vulnerable
# make race     runs the tests of what works on several cores under the race detector; content, markup, csl and
#               crosslink work on several for compose, site and cli, and are watched there
# make bench    builds editions of ESSAYS essays in turns with the floor that $GLOSSATOR_BENCH holds
# make preview  opens the edition as it is being written

.PHONY: all glossator test lint preview bench fuzz vuln race clean

all: glossator
	bin/glossator build

glossator:
	CGO_ENABLED=0 go build -trimpath -buildvcs=false -o bin/glossator ./generator

test:
	go test -timeout 30m ./...

lint:
	test -z "$$(gofmt -l generator layouts)"
	go vet ./...

ESSAYS ?= 100 1000
PAIRS ?= 5
bench:
	GLOSSATOR_ESSAYS="$(ESSAYS)" go test ./generator/cli -run '^$$' -bench 'BenchmarkBuild|BenchmarkRebuild|BenchmarkArchive|BenchmarkExtremes|BenchmarkSearch' -benchtime $(PAIRS)x

# Go's fuzzer at times takes its own deadline for a failure; an input that fails it writes to a file.
FUZZTIME ?= 1m
fuzz:
	@go test -list '^Fuzz' ./generator/... | awk '/^Fuzz/ { targets = targets " " $$1 } \
		/^ok/ { n = split(targets, list, " "); for (i = 1; i <= n; i++) print $$2, list[i]; targets = "" }' | \
	xargs -P 2 -L 1 sh -c 'said=$$(go test $$0 -run "^$$" -fuzz "^$$1$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 5s -parallel 1 2>&1); code=$$?; \
		echo "$$0 $$1 $$(echo "$$said" | grep -o "execs: [0-9]*" | tail -1)"; \
		[ $$code = 0 ] || echo "$$said" | grep -q "context deadline exceeded" && ! echo "$$said" | grep -q "Failing input" || { echo "$$said"; exit $$code; }'

VULNDB ?= https://vuln.go.dev
vuln:
	go run golang.org/x/vuln/cmd/govulncheck@v1.9.0 -db $(VULNDB) -test ./...

race:
	go test -race ./generator/compose ./generator/content ./generator/publish
	go test -race ./generator/archive -run 'SameEveryTime|WhatIsPacked'
	go test -race ./generator/export -run 'EPUBIsTheSame|TEIGolden'
	go test -race ./generator/site -run 'AnyOrder|TestPages$$'
	go test -race ./generator/preview ./generator/shelf
	go test -race ./generator/cli -run "DraftsBecome|WarmBuildsMake"

preview: glossator
	bin/glossator preview

clean:
	rm -rf bin public
