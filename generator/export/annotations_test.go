package export_test

import (
	"bytes"
	"os/exec"
	"testing"

	"glossator/generator/export"
	"glossator/generator/fixture"
	"glossator/generator/needed"
)

func TestAnnotationsGolden(t *testing.T) {
	fixture.Golden(t, "testdata/golden/annotations.jsonld", written(t, export.Annotations, everything(t)))
}

// TestAnnotationsAreLinkedData expands the annotations with the npm package jsonld in safe mode, which refuses what its
// context does not define.
func TestAnnotationsAreLinkedData(t *testing.T) {
	node := needed.Program(t, "node")
	needed.Module(t, "jsonld")
	expand := func(document []byte) ([]byte, error) {
		c := exec.Command(node, "testdata/expand.mjs")
		c.Stdin = bytes.NewReader(document)
		return c.CombinedOutput()
	}
	for name, in := range inputs(t) {
		if out, err := expand(written(t, export.Annotations, in)); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
	damaged := bytes.Replace(written(t, export.Annotations, everything(t)), []byte(`"motivation"`), []byte(`"motivaton"`), 1)
	if out, err := expand(damaged); err == nil {
		t.Errorf("jsonld takes a property that is none: %s", out)
	}
}

func TestSourcesOfOneEssay(t *testing.T) {
	in := everything(t)
	if got := len(export.Sources(in)); got != 8 {
		t.Errorf("the edition has %d sources, not 8", got)
	}
	var keys []string
	for _, s := range export.Sources(alone(in, in.Edition.Essay("1939"))) {
		keys = append(keys, s.Item.ID)
	}
	if len(keys) != 2 || keys[0] != "haslam1984" || keys[1] != "watt1974" {
		t.Errorf("the essay and the entries of its terms use %v", keys)
	}
}
