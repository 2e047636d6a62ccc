# make          builds the edition in content/ into public/
# make test     runs all tests
# make lint     runs what CI runs besides them
# make bench    builds editions of ESSAYS essays in turns with the floor that $GLOSSATOR_BENCH holds
# make preview  opens the edition as it is being written

.PHONY: all glossator test lint preview bench clean

all: glossator
	bin/glossator build

glossator:
	go build -trimpath -o bin/glossator ./generator

test:
	go test ./...

lint:
	test -z "$$(gofmt -l generator layouts)"
	go vet ./...

ESSAYS ?= 100 1000
bench:
	GLOSSATOR_ESSAYS="$(ESSAYS)" go test ./generator/cli -run '^$$' -bench BenchmarkBuild -benchtime 5x

preview: glossator
	bin/glossator preview

clean:
	rm -rf bin public
