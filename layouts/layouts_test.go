package layouts_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"glossator/layouts"
)

// The interface says the same in each of its languages: all that it says in English, with the same put in. A language has the forms
// for numbers that it needs, and may leave out the number where the form says it.
func TestLanguagesSayTheSame(t *testing.T) {
	put := regexp.MustCompile(`%[sd]|\{[a-z]+\}`)
	said := func(words string) []string { return slices.Sorted(slices.Values(put.FindAllString(words, -1))) }
	form := regexp.MustCompile(`\.(zero|one|two|few|many)$`)
	english := words(t, "words/en.yaml")
	files, err := layouts.Set{}.List("words")
	if err != nil || len(files) < 2 {
		t.Fatalf("%q: %v", files, err)
	}
	for _, file := range files {
		own := words(t, file)
		for key := range english {
			if own[key] == "" && !form.MatchString(key) {
				t.Errorf("%s has no %s", file, key)
			}
		}
		for key, got := range own {
			in, ok := english[form.ReplaceAllString(key, ".other")]
			if !ok {
				t.Errorf("%s: %s is no key in English", file, key)
			}
			numberless := strings.Count(got, "%") == 0 && regexp.MustCompile(`\.(zero|one|two)$`).MatchString(key)
			if !numberless && !slices.Equal(said(got), said(in)) {
				t.Errorf("%s: %s is %q, in English %q", file, key, got, in)
			}
		}
	}
}

// What a layout asks for by its key is among the words.
func TestLayoutsUseKnownWords(t *testing.T) {
	english := words(t, "words/en.yaml")
	key := regexp.MustCompile(`\{\{(?:[^}]*[\s(])?(?:word|count) "([\w-]+)"`)
	for _, folder := range []string{"pages", "parts"} {
		files, err := layouts.Set{}.List(folder)
		if err != nil || len(files) == 0 {
			t.Fatalf("%q: %v", files, err)
		}
		for _, file := range files {
			b, err := layouts.Set{}.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range key.FindAllSubmatch(b, -1) {
				if k := string(m[1]); english[k] == "" && english[k+".other"] == "" {
					t.Errorf("%s: no words for %q", file, k)
				}
			}
		}
	}
}

func words(t *testing.T, file string) (words map[string]string) {
	t.Helper()
	b, err := layouts.Set{}.ReadFile(file)
	if err == nil {
		err = yaml.Unmarshal(b, &words)
	}
	if err != nil {
		t.Fatal(err)
	}
	return words
}
