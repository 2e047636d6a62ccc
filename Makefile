# make          builds the edition in content/ into public/
# make test     runs all tests
# make lint     runs what CI runs besides them
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

preview: glossator
	bin/glossator preview

clean:
	rm -rf bin public
