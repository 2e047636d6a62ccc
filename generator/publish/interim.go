// Interim: to be replaced by the package's own files; delete this file then.
package publish

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"sync"
)

type Report struct{ Written, Unchanged, Removed int }

type Publication struct {
	dir, staging string
	mu           sync.Mutex
	sums         map[string]string
	report       Report
}

func Begin(dir string) (*Publication, error) {
	if e, err := os.ReadDir(dir); err == nil && len(e) > 0 {
		if _, err := os.Stat(filepath.Join(dir, "manifest.sha256")); err != nil {
			return nil, fmt.Errorf("%s is not empty and was not made by glossator: choose another folder with --out, or empty it yourself", dir)
		}
	}
	staging := dir + ".new"
	os.RemoveAll(staging)
	return &Publication{dir: dir, staging: staging, sums: map[string]string{}}, os.MkdirAll(staging, 0o755)
}

func (p *Publication) Write(path string, content []byte) error {
	sum := fmt.Sprintf("%x", sha256.Sum256(content))
	old, err := os.ReadFile(filepath.Join(p.dir, path))
	same := err == nil && bytes.Equal(old, content)
	p.mu.Lock()
	p.sums[path] = sum
	if same {
		p.report.Unchanged++
	} else {
		p.report.Written++
	}
	p.mu.Unlock()
	to := filepath.Join(p.staging, path)
	os.MkdirAll(filepath.Dir(to), 0o755)
	if same {
		return os.Link(filepath.Join(p.dir, path), to)
	}
	return os.WriteFile(to, content, 0o644)
}

func (p *Publication) Commit() (Report, error) {
	var b strings.Builder
	var names []string
	for n := range p.sums {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		fmt.Fprintf(&b, "%s  %s\n", p.sums[n], n)
	}
	if err := os.WriteFile(filepath.Join(p.staging, "manifest.sha256"), []byte(b.String()), 0o644); err != nil {
		return p.report, err
	}
	os.RemoveAll(p.dir + ".old")
	os.Rename(p.dir, p.dir+".old")
	err := os.Rename(p.staging, p.dir)
	os.RemoveAll(p.dir + ".old")
	return p.report, err
}

func (p *Publication) Abort() { os.RemoveAll(p.staging) }
