package site_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"glossator/layouts"
)

func wordFile(t *testing.T, name string) map[string]string {
	t.Helper()
	b, err := layouts.Set{}.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var words map[string]string
	if err := yaml.Unmarshal(b, &words); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return words
}

var blanks = regexp.MustCompile(`%[sd]|\{\w+\}`)

// TestWordsOfAllLanguages wants each language to have every word, with the same blanks to fill.
func TestWordsOfAllLanguages(t *testing.T) {
	english := wordFile(t, "words/en.yaml")
	names, err := layouts.Set{}.List("words")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		other := wordFile(t, name)
		for key, word := range english {
			translated, ok := other[key]
			if !ok && strings.HasSuffix(key, ".one") {
				continue // a language need not have a form for one
			}
			if !ok {
				t.Errorf("%s has no word for %q", name, key)
				continue
			}
			want, got := blanks.FindAllString(word, -1), blanks.FindAllString(translated, -1)
			slices.Sort(want)
			slices.Sort(got)
			if !slices.Equal(want, got) {
				t.Errorf("%s: %q has the blanks %v, in English %v", name, key, got, want)
			}
		}
		for key := range other {
			if _, ok := english[key]; !ok {
				t.Errorf("%s has %q, which English has not", name, key)
			}
		}
	}
}

var wordKeys = regexp.MustCompile(`\{\{(?:[^}]*\s)?(?:word|with|count) "([\w-]+)"`)

// TestLayoutsUseKnownWords finds keys in layouts that no words are there for.
func TestLayoutsUseKnownWords(t *testing.T) {
	english := wordFile(t, "words/en.yaml")
	for _, folder := range []string{"pages", "parts"} {
		names, err := layouts.Set{}.List(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			b, err := layouts.Set{}.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range wordKeys.FindAllSubmatch(b, -1) {
				key := string(m[1])
				if _, ok := english[key]; !ok && english[key+".other"] == "" {
					t.Errorf("%s: no words for %q", name, key)
				}
			}
		}
	}
}
