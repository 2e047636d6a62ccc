package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// mayLeaveRoots lists, by file, the functions that reach files by path and not through an os.Root, each with whose path
// that is. All others get files from a root, which no name and no link leads out of.
var mayLeaveRoots = []struct{ file, functions, why string }{
	{"archive/verify.go", "Verify", "the package that is named on the command line; a folder becomes a root"},
	{"cli/archive.go", "archive packageParts", "the folders of the command line, each a root"},
	{"cli/build.go", "outIsApart", "the folders of the command line and those above, to see whether they are the same"},
	{"cli/edition.go", "openContent look", "the folders of the command line, each a root"},
	{"cli/export.go", "isFolder exportFolder replaceFile", "the file or folder that the command line names"},
	{"cli/help.go", "manVerb", "the folder that the command line names"},
	{"cli/import.go", "importFiles", "the folder that the command line names, made and then a root"},
	{"cli/inputs.go", "variables", "the program itself"},
	{"cli/inputs.go", "systemLocales", "the system's folder of locales"},
	{"cli/inputs.go", "add", "the folders of the command line, each a root"},
	{"cli/inputs.go", "stand", "the same"},
	{"cli/kept.go", "recall keep keptFolder", "the program's own folder beside the site's"},
	{"cli/links.go", "Scratch Abort", "a file of the program's own in the system's folder for such"},
	{"cli/new.go", "newEdition writeIgnored addPart", "the folder that the command line names, made and then a root"},
	{"cli/preview.go", "inPlace", "the content folder itself, to see whether it is still the same"},
	{"cli/profile.go", "open finish", "the files that the command line names"},
	{"cli/style.go", "readLimited", "the style that edition.yaml names, which may lie anywhere, or one of the system: read as data"},
	{"fixture/fixture.go", "Write Read Copy", "the files of the tests"},
	{"fixture/golden.go", "Golden Cases", "likewise"},
	{"needed/needed.go", "Module", "the npm packages of the tests"},
	{"preview/desk.go", "forget", "which of the files that have changed are there"},
	{"preview/watch.go", "heard", "which folders there are in the watched ones"},
	{"preview/watched.go", "walk stat inFolder", "the watched folders, a link to which is followed; each a root for what is read there"},
	{"publish/place.go", "openPlace split", "the site's folder, a link to which is followed; the folder that holds it becomes a root"},
	{"shelf/segment.go", "files readSegment viewSegment begin segment gather", "the program's own folder beside the site's"},
	{"transcribe/gather.go", "gatherOne", "the files that the command line names"},
	{"transcribe/gather.go", "bibliographiesBeside", "the folder of such a file, which becomes a root"},
	{"transcribe/pictures_held.go", "heldPictures", "likewise"},
	{"transcribe/latex.go", "convertLaTeX", "a file that the command line names, and one for the log of pandoc, where the system has such files"},
}

// byPath are the functions that reach a file by its path, whatever links are on the way.
var byPath = map[string][]string{
	"os": {"Chdir", "Chmod", "Chown", "Chtimes", "CopyFS", "Create", "CreateTemp", "DirFS", "Lchown", "Link", "Lstat", "Mkdir", "MkdirAll", "MkdirTemp", "Open",
		"OpenFile", "OpenInRoot", "OpenRoot", "ReadDir", "ReadFile", "Readlink", "Remove", "RemoveAll", "Rename", "Stat", "Symlink", "Truncate", "WriteFile"},
	"filepath": {"EvalSymlinks", "Glob", "Walk", "WalkDir"},
	"ioutil":   {"ReadDir", "ReadFile", "TempDir", "TempFile", "WriteFile"},
	"zip":      {"OpenReader"},
	"http":     {"Dir", "FileServer", "FileServerFS", "ServeFile", "ServeFileFS"},
	"syscall":  {"Open", "Openat", "Creat", "Unlink", "Rename", "Mkdir"},
	"unix":     {"Open", "Openat", "Creat", "Unlink", "Rename", "Mkdir"},
	"template": {"ParseFiles", "ParseGlob"},
}

func TestFilesAreReachedThroughRoots(t *testing.T) {
	allowed, found := map[string]bool{}, map[string]bool{}
	for _, x := range mayLeaveRoots {
		for _, function := range strings.Fields(x.functions) {
			allowed[x.file+" "+function] = true
		}
	}
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			return err
		}
		for _, declared := range tree.Decls {
			for _, call := range reachesByPath(declared) {
				place := filepath.ToSlash(file) + " " + declaredName(declared)
				found[place] = true
				if !allowed[place] {
					t.Errorf("%s calls %s: use an os.Root, or say in mayLeaveRoots why it need not be one", place, call)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for place := range allowed {
		if !found[place] {
			t.Errorf("%s reaches no file by path any more", place)
		}
	}
}

// reachesByPath names the functions that a declaration uses to reach files by path.
func reachesByPath(declared ast.Decl) (used []string) {
	ast.Inspect(declared, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if pkg, ok := s.X.(*ast.Ident); ok && slices.Contains(byPath[pkg.Name], s.Sel.Name) {
				used = append(used, pkg.Name+"."+s.Sel.Name)
			}
		}
		return true
	})
	return used
}

func declaredName(declared ast.Decl) string {
	if f, ok := declared.(*ast.FuncDecl); ok {
		return f.Name.Name
	}
	return "variables"
}
