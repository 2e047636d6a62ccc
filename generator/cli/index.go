package cli

import (
	"os"
	"path/filepath"

	"glossator/generator/content"
	"glossator/generator/publish"
)

// indexFile is where it is kept what the essays' files held, beside the texts that have been made of them.
func (p *program) indexFile() string {
	return filepath.Join(publish.Beside(p.out, "shelf"), "essays.index")
}

// knownFiles are the essays' files as an earlier run has read them.
func (p *program) knownFiles() content.Index {
	b, err := os.ReadFile(p.indexFile())
	if err != nil {
		return content.Index{}
	}
	return content.ReadIndex(b)
}

// keepIndex keeps for later runs what the essays' files hold. That it cannot be kept costs time only.
func (p *program) keepIndex(x content.Index) {
	file := p.indexFile()
	if os.MkdirAll(filepath.Dir(file), 0o755) != nil {
		return
	}
	f, err := os.CreateTemp(filepath.Dir(file), "essays.index.")
	if err != nil {
		return
	}
	defer os.Remove(f.Name()) // what could not be renamed
	_, err = f.Write(x.Bytes())
	if f.Close() == nil && err == nil {
		os.Rename(f.Name(), file)
	}
}
