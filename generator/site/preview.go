package site

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Previews show what a link leads to without going there. Notes and works lie in the page itself; the definitions of
// terms and what is known of names and events lie in small scripts, each with those whose ids have the same hash;
// the words of other essays lie where search has them.

const previewShards = 16

// preview is what is shown of a term, name or event: its title, plain words, and a line about its places.
type preview [3]string

func previewPath(kind Kind, shard int) string {
	return "previews/" + kind.String() + "-" + itoa(shard) + ".js"
}

// previewShard is the script that has an id. preview.js computes the same.
func previewShard(id string) int {
	h := 0
	for i := range len(id) {
		h = (h*31 + int(id[i])) % 65521
	}
	return h % previewShards
}

func (s *Site) planPreviews() {
	plan := func(kind Kind, ids func(yield func(string))) {
		var used [previewShards]bool
		ids(func(id string) { used[previewShard(id)] = true })
		for i, is := range used {
			if is {
				s.plan.add(previewPath(kind, i), PreviewData, kind.String())
			}
		}
	}
	plan(Term, func(yield func(string)) {
		for _, x := range s.edition.Terms {
			yield(x.ID)
		}
	})
	plan(Name, func(yield func(string)) {
		for _, x := range s.edition.Names {
			yield(x.ID)
		}
	})
	plan(Chronology, func(yield func(string)) {
		for _, x := range s.edition.Events {
			yield(x.ID)
		}
	})
}

// previewData is one of the scripts.
func (s *Site) previewData(p Page) ([]byte, error) {
	list := map[string]preview{}
	add := func(kind Kind, id string, show func() preview) {
		if kind.String() == p.ID && previewPath(kind, previewShard(id)) == p.Path {
			list[id] = show()
		}
	}
	for _, x := range s.edition.Terms {
		add(Term, x.ID, func() preview {
			return preview{x.Term, s.plainText(x.Definition), s.words.count("mentioned", len(x.Backlinks))}
		})
	}
	for _, x := range s.edition.Names {
		add(Name, x.ID, func() preview {
			return preview{strings.TrimSpace(x.Name + " " + s.life(x)), s.plainText(x.About), s.words.count("mentioned", len(x.Backlinks))}
		})
	}
	for _, x := range s.edition.Events {
		add(Chronology, x.ID, func() preview {
			return preview{s.dateWords(x.Date, x.EDTF) + ": " + x.Title, s.plainText(x.About), s.words.count("mentioned", len(x.Backlinks))}
		})
	}
	var w writer
	w.raw("glossator.preview(", quoted(p.Path), ", {")
	for i, id := range slices.SortedFunc(maps.Keys(list), cmp.Compare[string]) {
		if i > 0 {
			w.raw(",")
		}
		b, err := marshal(list[id])
		if err != nil {
			return nil, err
		}
		w.raw("\n", quoted(id), ": ", string(b))
	}
	w.raw("});\n")
	return w.b, nil
}

// quoted is a string as JavaScript and JSON write it.
func quoted(s string) string {
	b, _ := marshal(s) // of a string, which cannot fail
	return string(b)
}
