package site

import (
	"hash/fnv"
	"slices"
	"strings"

	"glossator/generator/edition"
)

// Previews show what a link leads to without going there. Notes and the entries of an essay's works lie in its page.
// What else is shown lies in small scripts: of terms their definitions, the authors' own too, of names and events what is
// known of them, of sources which other passages cite the same part. Each script has those whose ids have the same hash.
// The words of other essays lie where search has them.

const (
	subjectShards   = 16
	sourcesInShard  = 64   // that one script tells of, about
	previewedPlaces = 2000 // of a source cited more often, a preview says how often, and its page where
	attestedLength  = 240  // bytes of an author's definition
)

// preview is what is shown of a term, name or event.
type preview struct {
	Title    string      `json:"title"`
	Text     string      `json:"text"`
	Count    string      `json:"count"`
	Attested [][3]string `json:"attested,omitempty"` // quotation, place, path
}

func previewPath(kind Kind, shard int) string {
	return "previews/" + kind.String() + "-" + itoa(shard) + ".js"
}

// previewShard is which of so many scripts has an id. preview.js computes the same.
func previewShard(id string, shards int) int {
	h := fnv.New32a()
	h.Write([]byte(id))
	return int(h.Sum32() % uint32(shards))
}

// previewer gives the previews of one kind of page: the ids in their order, and what is shown of each.
type previewer struct {
	kind   Kind
	shards int
	ids    []string
	show   func(w *writer, id string) error
}

func (s *Site) previewers() []previewer {
	e := s.edition
	return []previewer{
		{Term, subjectShards, idsOf(e.Terms, func(x *edition.Term) string { return x.ID }), func(w *writer, id string) error { return w.json(s.termPreview(e.Term(id))) }},
		{Name, subjectShards, idsOf(e.Names, func(x *edition.Name) string { return x.ID }), func(w *writer, id string) error { return w.json(s.namePreview(e.Name(id))) }},
		{Chronology, subjectShards, idsOf(e.Events, func(x *edition.Event) string { return x.ID }), func(w *writer, id string) error { return w.json(s.eventPreview(e.Event(id))) }},
		{Source, s.sourceShards(), idsOf(e.Sources, func(x *edition.Source) string { return x.Slug }), func(w *writer, id string) error {
			s.sourcePreview(w, e.SourceAt(id))
			return nil
		}},
	}
}

func idsOf[T any](list []T, id func(T) string) []string {
	ids := make([]string, len(list))
	for i, x := range list {
		ids[i] = id(x)
	}
	return ids
}

// sourceShards is how many scripts tell of sources. Essays' pages, which say so, are made before all citations are known.
func (s *Site) sourceShards() int { return 1 + len(s.edition.Sources)/sourcesInShard }

func (s *Site) planPreviews() {
	for _, k := range s.previewers() {
		used := make([]bool, k.shards)
		for _, id := range k.ids {
			used[previewShard(id, k.shards)] = true
		}
		for i, is := range used {
			if is {
				s.plan.add(previewPath(k.kind, i), PreviewData, k.kind.String())
			}
		}
	}
}

// shardedPreviews are the ids that each script of previews has.
func (s *Site) shardedPreviews() map[string]previewer {
	byPath := map[string]previewer{}
	for _, k := range s.previewers() {
		for _, id := range k.ids {
			path := previewPath(k.kind, previewShard(id, k.shards))
			of := byPath[path]
			of.kind, of.show, of.ids = k.kind, k.show, append(of.ids, id)
			byPath[path] = of
		}
	}
	return byPath
}

// previewData writes one of the scripts.
func (s *Site) previewData(w *writer, p Page) error {
	of := s.previews()[p.Path]
	w.value("glossator.preview(", p.Path)
	w.raw(", {")
	for i, id := range slices.Sorted(slices.Values(of.ids)) {
		if i > 0 {
			w.raw(",")
		}
		w.value("\n", id)
		w.raw(": ")
		if err := of.show(w, id); err != nil {
			return err
		}
	}
	w.raw("});\n")
	return nil
}

func (s *Site) termPreview(x *edition.Term) preview {
	out := preview{Title: x.Term, Text: s.plainText(x.Definition), Count: s.words.count("mentioned", len(x.Backlinks))}
	for _, a := range x.Attested {
		if q, ok := s.attestation(a, ""); ok {
			out.Attested = append(out.Attested, [3]string{shortened(q.Quote, attestedLength), s.shortEssay(s.edition.Essay(a.Essay)) + s.comma() + q.Place, q.Href})
		}
	}
	return out
}

func (s *Site) namePreview(x *edition.Name) preview {
	return preview{Title: strings.TrimSpace(x.Name + " " + s.life(x)), Text: s.plainText(x.About), Count: s.words.count("mentioned", len(x.Backlinks))}
}

func (s *Site) eventPreview(x *edition.Event) preview {
	return preview{Title: s.words.dateWords(x.Date, x.EDTF) + s.words.word("colon") + x.Title, Text: s.plainText(x.About), Count: s.words.count("mentioned", len(x.Backlinks))}
}

// sourcePreview writes what is shown of a source: its entry, which is shown where the page has it not; how often it is cited,
// and by whom; and those parts of it that several passages cite, with the address and words of each.
func (s *Site) sourcePreview(w *writer, x *edition.Source) {
	count := s.words.count("cited", len(x.Backlinks))
	if len(x.Backlinks) == 0 {
		count = s.words.word("never-cited")
	}
	w.value(`{"entry":`, s.citations.plainEntry(x))
	w.value(`,"count":`, count)
	w.value(`,"by":`, s.citedBy(x.Backlinks))
	if len(x.Backlinks) <= previewedPlaces {
		s.partPreviews(w, x)
	}
	w.raw("}")
}

func (s *Site) partPreviews(w *writer, x *edition.Source) {
	const first = `,"at":[`
	before := first
	for _, g := range s.locatorGroups(x) {
		for _, v := range g.Values {
			if len(v.Links) < 2 {
				continue
			}
			w.value(before+`{"part":`, s.words.locator(g.Label, v.Value))
			w.list(`,"places":[`, len(v.Links), func(i int) bool {
				b := v.Links[i]
				w.value("[", s.backlinkAddress(b))
				w.value(",", s.shortTitle(b.Text)+" "+s.placeLabel(b.Text, b.Passage()))
				w.raw("]")
				return true
			})
			w.raw("}")
			before = ","
		}
	}
	if before != first {
		w.raw("]")
	}
}

// citedBy says in which texts references stand and how many in each, of the first few.
func (s *Site) citedBy(list []edition.Backlink) string {
	const few = 4
	var titles []string
	counts := map[string]int{}
	for _, b := range list {
		title := s.shortTitle(b.Text)
		if counts[title]++; counts[title] == 1 {
			titles = append(titles, title)
		}
	}
	var said []string
	for _, title := range titles[:min(few, len(titles))] {
		said = append(said, title+"\u00a0"+itoa(counts[title]))
	}
	if len(titles) > few {
		said = append(said, "…")
	}
	return strings.Join(said, s.comma())
}
