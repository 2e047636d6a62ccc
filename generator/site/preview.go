package site

import (
	"hash/fnv"
	"maps"
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

// sourcePreview is what is shown of a source. Its entry is shown where the page has it not. At has those parts of it
// that several passages cite.
type sourcePreview struct {
	Entry string        `json:"entry"`
	Count string        `json:"count"`
	By    string        `json:"by"` // whom it is cited by, and how often
	At    []partPreview `json:"at,omitempty"`
}

// partPreview is a part of a source, and the places that cite it: address and words.
type partPreview struct {
	Part   string      `json:"part"`
	Places [][2]string `json:"places"`
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
	show   func(id string) any
}

func (s *Site) previewers() []previewer {
	e := s.edition
	return []previewer{
		{Term, subjectShards, idsOf(e.Terms, func(x *edition.Term) string { return x.ID }), func(id string) any { return s.termPreview(e.Term(id)) }},
		{Name, subjectShards, idsOf(e.Names, func(x *edition.Name) string { return x.ID }), func(id string) any { return s.namePreview(e.Name(id)) }},
		{Chronology, subjectShards, idsOf(e.Events, func(x *edition.Event) string { return x.ID }), func(id string) any { return s.eventPreview(e.Event(id)) }},
		{Source, s.sourceShards(), idsOf(e.Sources, func(x *edition.Source) string { return x.Slug }), func(id string) any { return s.sourcePreview(e.SourceAt(id)) }},
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

// previewData is one of the scripts.
func (s *Site) previewData(p Page) ([]byte, error) {
	of := s.previews()[p.Path]
	list := make(map[string]any, len(of.ids))
	for _, id := range of.ids {
		list[id] = of.show(id)
	}
	var w writer
	w.raw("glossator.preview(", quoted(p.Path), ", {")
	for i, id := range slices.Sorted(maps.Keys(list)) {
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

func (s *Site) termPreview(x *edition.Term) preview {
	out := preview{Title: x.Term, Text: s.plainText(x.Definition), Count: s.words.count("mentioned", len(x.Backlinks))}
	for _, a := range x.Attested {
		if q, ok := s.attestation(a, ""); ok {
			out.Attested = append(out.Attested, [3]string{shortened(q.Quote, attestedLength), s.shortEssay(s.edition.Essay(a.Essay)) + ", " + q.Place, q.Href})
		}
	}
	return out
}

func (s *Site) namePreview(x *edition.Name) preview {
	return preview{Title: strings.TrimSpace(x.Name + " " + s.life(x)), Text: s.plainText(x.About), Count: s.words.count("mentioned", len(x.Backlinks))}
}

func (s *Site) eventPreview(x *edition.Event) preview {
	return preview{Title: s.dateWords(x.Date, x.EDTF) + ": " + x.Title, Text: s.plainText(x.About), Count: s.words.count("mentioned", len(x.Backlinks))}
}

func (s *Site) sourcePreview(x *edition.Source) sourcePreview {
	out := sourcePreview{Entry: s.citations.plainEntry(x), Count: s.words.count("cited", len(x.Backlinks)), By: s.citedBy(x.Backlinks)}
	if len(x.Backlinks) == 0 {
		out.Count = s.words.word("never-cited")
	}
	if len(x.Backlinks) > previewedPlaces {
		return out
	}
	for _, g := range s.locatorGroups(x) {
		for _, v := range g.Values {
			if len(v.Links) > 1 {
				out.At = append(out.At, partPreview{s.words.locator(g.Label, v.Value), s.placesOf(v.Links)})
			}
		}
	}
	return out
}

// placesOf are the addresses and words of references.
func (s *Site) placesOf(list []edition.Backlink) [][2]string {
	var places [][2]string
	for _, b := range list {
		places = append(places, [2]string{s.backlinkAddress(b), s.shortTitle(b.Text) + " " + s.placeLabel(b.Text, b.Passage())})
	}
	return places
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
	return strings.Join(said, ", ")
}

// quoted is a string as JavaScript and JSON write it.
func quoted(s string) string {
	b, _ := marshal(s) // of a string, which cannot fail
	return string(b)
}
