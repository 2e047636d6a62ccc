package cli_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"glossator/generator/cli"
	"glossator/generator/fixture"
)

// marks are words by which the text of a licence is known.
var marks = map[string]string{
	"MIT": "Permission is hereby granted, free of", "Apache-2.0": "Apache License", "BSD-2-Clause": "Redistributions in binary form", "BSD-3-Clause": "contributors may be used to endorse",
}

// TestLicenses compares what the program says of its modules with what it is built from, on every system.
func TestLicenses(t *testing.T) {
	var out bytes.Buffer
	if status := cli.Run([]string{"version", "--licenses"}, &out, os.Stderr); status != 0 {
		t.Fatalf("status %d", status)
	}
	said := map[string]string{}
	for line := range strings.Lines(out.String()) {
		fields := strings.Fields(line)
		said[fields[0]] = line
	}
	delete(said, "std")
	for module, folder := range modules(t) {
		line, ok := said[module]
		delete(said, module)
		if !ok {
			t.Errorf("licenses.txt lacks %s", module)
			continue
		}
		text := strings.Join(strings.Fields(licenseOf(t, folder)), " ")
		for _, id := range slices.DeleteFunc(strings.Fields(line)[1:], func(s string) bool { return marks[s] == "" }) {
			if !strings.Contains(text, marks[id]) {
				t.Errorf("%s does not look like %s", module, id)
			}
		}
		if !slices.ContainsFunc(strings.Fields(line), func(s string) bool { return marks[s] != "" }) {
			t.Errorf("no licence in %q", line)
		}
	}
	for module := range said {
		t.Errorf("licenses.txt has %s, which is not part of the program", module)
	}
}

// modules are the modules of the program, with the folders of their sources.
func modules(t *testing.T) map[string]string {
	t.Helper()
	list := map[string]string{}
	for _, system := range []string{"linux", "windows", "darwin"} {
		c := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Dir}}{{end}}{{end}}", "glossator/generator")
		c.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0")
		out, err := c.Output()
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(out)) {
			if module, folder, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
				list[module] = folder
			}
		}
	}
	return list
}

func licenseOf(t *testing.T, folder string) string {
	t.Helper()
	for _, pattern := range []string{"LICENSE*", "COPYING*"} {
		files, err := filepath.Glob(filepath.Join(folder, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			return string(fixture.Read(t, f))
		}
	}
	t.Errorf("%s has no licence", folder)
	return ""
}
