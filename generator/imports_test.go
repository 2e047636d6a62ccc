package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// mayImport lists, in the order in which data flows, whom each package may import of the project. All but csl
// may import diagnostic as well.
var mayImport = map[string][]string{
	"generator":              {"generator/cli"},
	"generator/diagnostic":   {},
	"generator/parallel":     {},
	"generator/portable":     {},
	"generator/order":        {},
	"generator/growth":       {}, // for tests alone
	"generator/needed":       {}, // likewise
	"generator/fixture":      {}, // likewise
	"generator/csl":          {"generator/parallel"},
	"generator/bibliography": {"generator/csl", "generator/parallel"},
	"generator/edition":      {"generator/csl"},
	"generator/plainyaml":    {},
	"generator/content":      {"generator/edition", "generator/bibliography", "generator/csl", "generator/parallel", "generator/plainyaml", "generator/portable"},
	"generator/markup":       {"generator/edition"},
	"generator/crosslink":    {"generator/edition", "generator/order"},
	"generator/shelf":        {"generator/edition"},
	"generator/compose":      {"generator/content", "generator/markup", "generator/crosslink", "generator/edition", "generator/parallel", "generator/portable", "generator/shelf"},
	"generator/site":         {"generator/edition", "generator/markup", "generator/csl", "generator/parallel", "generator/portable", "layouts"},
	"generator/publish":      {"generator/parallel", "generator/portable"},
	"generator/preview":      {"generator/site", "generator/portable", "generator/proof"},
	"generator/proof":        {"generator/edition", "generator/csl", "generator/order", "generator/parallel", "generator/plainyaml"},
	"generator/explain":      {"generator/proof"},
	"generator/transcribe":   {"generator/bibliography", "generator/edition", "generator/csl", "generator/portable"},
	"generator/export":       {"generator/edition", "generator/csl", "generator/parallel"},
	"generator/archive":      {"generator/portable", "generator/publish"},
	"generator/cli": {"generator/archive", "generator/bibliography", "generator/compose", "generator/content", "generator/crosslink",
		"generator/csl", "generator/edition", "generator/explain", "generator/export", "generator/markup", "generator/parallel", "generator/portable", "generator/preview", "generator/proof",
		"generator/publish", "generator/shelf", "generator/site", "generator/transcribe", "layouts"},
	"layouts": {"generator/portable"},
}

func TestImportsFollowTheTable(t *testing.T) {
	for _, root := range []string{".", "../layouts"} {
		err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
				return err
			}
			checkImports(t, file)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func checkImports(t *testing.T, file string) {
	t.Helper()
	pkg := path.Join("generator", filepath.ToSlash(filepath.Dir(file)))
	allowed, known := mayImport[pkg]
	if !known {
		t.Errorf("%s: package %s is not in the table", file, pkg)
		return
	}
	tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Error(err)
		return
	}
	for _, spec := range tree.Imports {
		name, ours := strings.CutPrefix(strings.Trim(spec.Path.Value, `"`), "glossator/")
		if !ours || slices.Contains(allowed, name) || name == "generator/diagnostic" && pkg != "generator/csl" {
			continue
		}
		t.Errorf("%s: package %s may not import %s", file, pkg, name)
	}
}
