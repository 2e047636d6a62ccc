package main

import (
	"os"
	"testing"

	"golang.org/x/tools/go/packages"
)

// The program and its tests compile for other systems too, and where an int has 32 bits.
func TestOtherSystems(t *testing.T) {
	for _, system := range [][2]string{{"windows", "386"}, {"darwin", "arm64"}} {
		config := &packages.Config{
			Mode: packages.NeedName | packages.NeedCompiledGoFiles | packages.NeedImports | packages.NeedDeps |
				packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesSizes,
			Env:   append(os.Environ(), "GOOS="+system[0], "GOARCH="+system[1], "CGO_ENABLED=0"),
			Tests: true,
		}
		all, err := packages.Load(config, "./...", "../layouts")
		if err != nil {
			t.Fatal(err)
		}
		packages.Visit(all, nil, func(p *packages.Package) {
			for _, err := range p.Errors {
				t.Errorf("%s: %v", system, err)
			}
		})
	}
}
