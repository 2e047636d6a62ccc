package site

import (
	"html/template"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"glossator/generator/csl"
	"glossator/generator/edition"
	"glossator/generator/parallel"
)

// Search works on a host and from a disk, where a page can load nothing but classic scripts: a list of what lies where,
// the index, what has a page, and the words of each essay. All but the list are cut, so that a search loads the few
// scripts that it needs. Each calls glossator.search with what it brings.

const (
	searchListPath = "search/list.js"
	entriesInShard = 200
)

func searchShardPath(i int) string       { return "search/terms-" + itoa(i+1) + ".js" }
func searchEntriesPath(i int) string     { return "search/entries-" + itoa(i+1) + ".js" }
func searchTextPath(essay string) string { return "search/essays/" + essay + ".js" }

// planSearch lists the scripts. The index is about a fifth of the text, so that their number is known before it is.
func (s *Site) planSearch() {
	s.plan.add(searchListPath, SearchData, "")
	size := 0
	for _, x := range s.edition.Essays {
		size += x.Text.Size
	}
	s.shardCount = 1 + size/5/shardSize
	for i := range s.shardCount {
		s.plan.add(searchShardPath(i), SearchData, "")
	}
	for i := 0; !s.entriesOnPage() && i*entriesInShard < s.entryCount(); i++ {
		s.plan.add(searchEntriesPath(i), SearchData, "")
	}
}

// entryCount is how much has a page or an address.
func (s *Site) entryCount() int {
	e := s.edition
	return len(e.Essays) + len(e.Terms) + len(e.Names) + len(e.Sources) + len(e.Events)
}

// entriesOnPage says that the search page itself has all entries, so that no script need say them again.
func (s *Site) entriesOnPage() bool { return s.entryCount() <= lettersSize }

// searchData writes one of search's scripts.
func (s *Site) searchData(w *writer, p Page) error {
	if p.ID != "" {
		x := s.edition.Essay(p.ID)
		of := s.buffer()
		defer s.buffers.Put(of)
		s.searchText(w, x, s.wordsOf(of, x.Text))
		return nil
	}
	if i, ok := numbered(p.Path, "search/entries-"); ok {
		list := s.listed()
		list = list[i*entriesInShard : min((i+1)*entriesInShard, len(list))]
		return w.searchScript("entries", i, func() error {
			w.list("[", len(list), func(i int) bool {
				list[i].write(w)
				return true
			})
			return nil
		})
	}
	index, err := s.searched()
	if err != nil {
		return err
	}
	if p.Path == searchListPath {
		return w.searchScript("list", 0, func() error { return w.json(s.searchList(index)) })
	}
	i, _ := numbered(p.Path, "search/terms-")
	return w.searchScript("terms", i, func() error { return index.blocks(w, i) })
}

// Expect says which pages are asked for from now on, so that no more of the index is gathered than they show.
func (s *Site) Expect(pages []Page) error {
	var scripts []int
	for _, p := range pages {
		if i, ok := numbered(p.Path, "search/terms-"); ok {
			scripts = append(scripts, i)
		}
	}
	if len(scripts) == 0 || len(scripts) == s.shardCount {
		return nil
	}
	index, err := s.searched()
	if err != nil {
		return err
	}
	index.want(scripts)
	return nil
}

// numbered is which of several scripts, from 0, a path names.
func numbered(path, prefix string) (int, bool) {
	rest, ok := strings.CutPrefix(path, prefix)
	i, err := strconv.Atoi(strings.TrimSuffix(rest, ".js"))
	return i - 1, ok && err == nil
}

// searchScript writes a script that brings the search page what write writes.
func (w *writer) searchScript(kind string, i int, write func() error) error {
	w.raw(`glossator.search("`, kind, `",`, itoa(i), ",")
	err := write()
	w.raw(");\n")
	return err
}

// searchText writes the words of an essay, passage by passage in the order of their numbers, with 0 for those that are free:
// address, what a reader sees of it, words. Behind them stands whose essay it is.
func (s *Site) searchText(w *writer, x *edition.Essay, words []string) {
	w.value(`glossator.search("text",`, x.ID)
	w.raw(",")
	numbers := numberPassages(x.Text).passages
	next := 0
	w.list("[", len(numbers), func(i int) bool {
		for ; next < numbers[i].number; next++ {
			w.raw("0,")
		}
		next++
		p := &x.Text.Passages[numbers[i].passage]
		w.value("[", p.ID)
		w.value(",", s.placeLabel(x.Text, p))
		w.value(",", strings.TrimSpace(words[numbers[i].passage]))
		w.raw("]")
		return true
	})
	by := x.Title
	if authors := authorNames(x); authors != "" {
		by = authors + csl.Comma(x.Language) + by
	}
	w.value(",", by)
	w.raw(");\n")
}

// wordsOf are the words of a text's passages, with formatted citations in their places. They lie in what has been written, as
// long as nothing is written in its place.
func (s *Site) wordsOf(w *writer, t *edition.Text) []string {
	ends := make([]int, len(t.Passages))
	from := len(w.b)
	for i := range t.Passages {
		s.plain(w, t, i)
		ends[i] = len(w.b)
	}
	written, words := w.words(), make([]string, len(ends))
	for i, end := range ends {
		words[i], from = written[from:end], end
	}
	return words
}

// forgetting is how many essays are looked at before they are forgotten.
const forgetting = 256

// indexed is the index of all essays and entries.
func (s *Site) indexed() (*shards, error) {
	essays := s.edition.Essays
	n := len(essays)
	x := &searchIndex{texts: make([]packed, n+1), rooms: make([]numberRoom, n), firsts: make([]int, n+1)}
	parallel.Each(n, func(i int) error {
		if i%forgetting == 0 {
			s.Forget()
		}
		numbers := numberPassages(essays[i].Text)
		x.rooms[i] = numbers.numberRoom
		if x.texts[i] = &s.remains[i]; !s.remains[i].hasWords() {
			var t wordTable
			w := s.buffer()
			t.addPassages(s.wordsOf(w, essays[i].Text), numbers.passages)
			s.buffers.Put(w)
			x.texts[i] = packedWords(t.appendPacked(nil))
		}
		return nil
	})
	for i, r := range x.rooms {
		x.firsts[i+1] = x.firsts[i] + r.end
	}
	var entries packedWords
	entries, x.tallies = s.takeCounted()
	if entries == nil {
		var t wordTable
		t.addEntries(s.listed())
		entries = t.appendPacked(nil)
	}
	x.texts[n] = entries
	x.total = roundUp(x.firsts[n]+s.entryCount(), 5)
	return x.cut(s.shardCount)
}

// roundUp rounds up to a number that has other digits than zero only among so many first ones, in the binary system.
func roundUp(n, digits int) int {
	unit := 1 << max(0, bits.Len(uint(n))-digits)
	return (n + unit - 1) / unit * unit
}

// searchList is what the search page knows before it is asked. Entries are numbered behind all passages, from A to Z.
type searchList struct {
	Shards []string    `json:"shards"` // the first word of each
	Essays string      `json:"essays"` // their ids
	Room   []int       `json:"room"`   // how many numbers the passages of each have
	Notes  []int       `json:"notes"`  // the number of the first note of each, counted from its first passage
	After  map[int]int `json:"after"`  // of passages that were put between others, the number of the one that each is read after
	Kinds  string      `json:"kinds"`  // of each entry, its place in entryKinds
	Each   int         `json:"each"`   // entries in a script; 0 where the page has them
	End    int         `json:"end"`    // behind all numbers
	// Unmarked are letters and what is looked for in their place.
	Unmarked map[rune]string `json:"unmarked"`
}

func (s *Site) searchList(index *shards) searchList {
	l := searchList{Shards: index.first, End: index.index.total, After: map[int]int{}, Unmarked: unmarked, Essays: strings.Join(idsOf(s.edition.Essays, func(x *edition.Essay) string { return x.ID }), " ")}
	if !s.entriesOnPage() {
		l.Each = entriesInShard
	}
	for i, r := range index.index.rooms {
		first := index.index.firsts[i]
		l.Room, l.Notes = append(l.Room, r.end), append(l.Notes, r.notes)
		for _, p := range r.late {
			l.After[first+p.number] = first + p.after
		}
	}
	kinds := make([]byte, len(s.listed()))
	for i, e := range s.listed() {
		kinds[i] = '0' + byte(slices.Index(entryKinds[:], e.kind))
	}
	l.Kinds = string(kinds)
	return l
}

// entryKinds are the kinds of what has a page or an address, in the order in which a search shows them.
var entryKinds = [...]string{"essay", "term", "name", "source", "event"}

// entry is a line of the list from A to Z.
type entry struct {
	sort, letter, words, path, kind string
	also                            string // other names
	authors, year                   string
	language                        string // of its words, where that is not the edition's
}

// write writes what search shows of it.
func (e *entry) write(w *writer) {
	w.value("[", e.path)
	w.value(",", e.words)
	w.value(",", e.also)
	if e.language != "" {
		w.value(",", e.language)
	}
	w.raw("]")
}

// otherNames are the aliases that say more than the words under which something is listed.
func (s *Site) otherNames(words string, aliases []string) string {
	said := map[string]bool{}
	eachTerm(words, func(term []byte) { said[string(term)] = true })
	aliases = slices.DeleteFunc(slices.Clone(aliases), func(alias string) bool {
		more := false
		eachTerm(alias, func(term []byte) { more = more || !said[string(term)] })
		return !more
	})
	return strings.Join(aliases, s.comma())
}

// letterGroup is the entries under one letter.
type letterGroup struct {
	Letter, ID string
	HTML       template.HTML
}

type searchPage struct {
	Fields  []link // Href is the field's key
	Part    part
	Index   []link // the letters, on whatever page they begin
	Letters []letterGroup
}

// search is the page that searches, and without script leads to everything by its first letter.
func (s *Site) search(dst []byte, p Page) ([]byte, error) {
	list := s.listed()
	part, from, to := s.listPart(p, searchPath, len(list), lettersSize)
	main := searchPage{Part: part, Letters: s.letters(list[from:to])}
	for i := range list {
		if i == 0 || list[i].letter != list[i-1].letter {
			name, id := s.letter(list[i].letter)
			main.Index = append(main.Index, link{Href: partPath(searchPath, 1+i/lettersSize) + "#" + id, Words: name})
		}
	}
	for _, f := range []string{"all", "text", "notes", "author", "source", "term", "name", "year"} {
		main.Fields = append(main.Fields, link{Href: f, Words: s.words.word("field-" + f)})
	}
	return s.render(dst, p, s.titled(part, "search"), main)
}

// letter is what a letter is called, and its address on the page.
func (s *Site) letter(letter string) (name, id string) {
	if letter == "" {
		return s.words.word("letter-other"), "letter-other"
	}
	return letter, "letter-" + strings.ToLower(letter)
}

// letters are entries by their first letters.
func (s *Site) letters(entries []entry) []letterGroup {
	var groups []letterGroup
	for i := 0; i < len(entries); {
		letter := entries[i].letter
		var w writer
		for ; i < len(entries) && entries[i].letter == letter; i++ {
			w.raw(`<li><a href="`)
			w.text(entries[i].path)
			w.raw(`"`)
			if entries[i].language == "" {
				w.byLetters(entries[i].words, s.edition.Settings.Language)
			}
			w.language(entries[i].language, s.edition.Settings.Language)
			w.raw(">")
			w.text(entries[i].words)
			w.raw("</a>")
			if also := entries[i].also; also != "" {
				w.raw(`<span class="also">`, s.comma())
				w.text(also)
				w.raw("</span>")
			}
			w.raw(` <span class="kind">`)
			w.text(s.words.word(entries[i].kind))
			w.raw("</span></li>\n")
		}
		name, id := s.letter(letter)
		groups = append(groups, letterGroup{Letter: name, ID: id, HTML: w.html()})
	}
	return groups
}

// entries is everything that has a page or an address, in alphabetical order.
func (s *Site) entries() []entry {
	var list []entry
	for _, x := range s.edition.Essays {
		e := entry{kind: "essay", words: x.Title, path: essayPath(x.ID), authors: authorNames(x), year: s.words.year(x.Date)}
		if x.Language != s.edition.Settings.Language {
			e.language = x.Language
		}
		list = append(list, e)
	}
	for _, x := range s.edition.Sources {
		issued := ""
		if d := x.Item.Dates["issued"]; d.Start.Year != 0 {
			issued = itoa(d.Start.Year)
		}
		list = append(list, entry{kind: "source", words: s.label(x), path: sourcePath(x.Slug), authors: s.makers(x), year: issued})
	}
	for _, x := range s.edition.Terms {
		list = append(list, entry{kind: "term", words: x.Term, path: termPath(x.ID), also: s.otherNames(x.Term, x.Aliases)})
	}
	for _, x := range s.edition.Names {
		words := sortedName(x)
		list = append(list, entry{kind: "name", words: words, path: namePath(x.ID), also: s.otherNames(words, append([]string{x.Name}, x.Aliases...))})
	}
	for _, x := range s.edition.Events {
		list = append(list, entry{kind: "event", words: x.Title, path: eventAddress(x.ID), year: s.words.year(x.EDTF)})
	}
	loose := collate.New(language.Make(s.edition.Settings.Language), collate.Loose)
	for i := range list {
		e := &list[i]
		e.sort = strings.TrimLeftFunc(e.words, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
		e.letter = firstLetter(e.sort, loose)
	}
	list = alphabetical(s, list, func(e entry) string { return e.sort })
	slices.SortStableFunc(list, func(a, b entry) int { return strings.Compare(a.letter, b.letter) }) // each letter's together
	return alphabetical(s, list, func(e entry) string { return e.letter })
}

// firstLetter is the letter under which words are listed: without marks, unless the language, by its loose collation, has it
// with them as a letter of its own (Й, in Spanish Ñ; Arabic lists its alefs together); of a Hangul syllable its initial
// consonant; "" for what begins with no letter.
func firstLetter(s string, loose *collate.Collator) string {
	first, _ := utf8.DecodeRuneInString(s)
	bare, _ := utf8.DecodeRuneInString(norm.NFD.String(string(first)))
	r, _ := utf8.DecodeRuneInString(norm.NFKD.String(string(first)))
	switch {
	case r >= 0x1100 && r <= 0x1112:
		return string([]rune("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")[r-0x1100])
	case bare != first && !unicode.Is(unicode.Arabic, r) && loose.CompareString(string(first), string(r)) != 0:
		return string(unicode.ToUpper(first))
	case unicode.IsLetter(r):
		return string(unicode.ToUpper(r))
	}
	return ""
}
