//go:build ignore

// Vulndb makes a database that govulncheck reads out of a folder of OSV reports (data/osv of the module golang.org/x/vulndb),
// for machines that cannot reach vuln.go.dev:
//
//	go run .ci/vulndb.go REPORTS OUT
package main

import (
	"encoding/json"
	"log"
	"os"
	"path/filepath"
	"time"
)

// entry is a report in an index. Reports in the module have no date; all get today's.
type entry struct {
	ID       string    `json:"id"`
	Modified time.Time `json:"modified"`
}

type module struct {
	Path  string  `json:"path"`
	Vulns []entry `json:"vulns"`
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: go run .ci/vulndb.go REPORTS OUT")
	}
	reports, err := filepath.Glob(filepath.Join(os.Args[1], "GO-*.json"))
	if err != nil || len(reports) == 0 {
		log.Fatal("there are no reports in ", os.Args[1])
	}
	now := time.Now().UTC()
	var modules []*module
	known := map[string]*module{}
	var all []entry
	for _, name := range reports {
		var r map[string]any
		b, err := os.ReadFile(name)
		check(err)
		check(json.Unmarshal(b, &r))
		id := r["id"].(string)
		all = append(all, entry{id, now})
		in := map[string]bool{}
		for _, a := range r["affected"].([]any) {
			path := a.(map[string]any)["package"].(map[string]any)["name"].(string)
			if known[path] == nil {
				known[path] = &module{Path: path}
				modules = append(modules, known[path])
			}
			if !in[path] {
				known[path].Vulns = append(known[path].Vulns, entry{id, now})
				in[path] = true
			}
		}
		r["modified"] = now
		write("ID/"+id, r)
	}
	write("index/db", map[string]any{"modified": now})
	write("index/modules", modules)
	write("index/vulns", all)
	log.Printf("%d reports on %d modules, %s the last", len(all), len(modules), all[len(all)-1].ID)
}

func write(name string, v any) {
	path := filepath.Join(os.Args[2], filepath.FromSlash(name)+".json")
	check(os.MkdirAll(filepath.Dir(path), 0o755))
	b, err := json.Marshal(v)
	check(err)
	check(os.WriteFile(path, b, 0o644))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
