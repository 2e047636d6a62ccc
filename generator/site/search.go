package site

import (
	"html/template"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"glossator/generator/edition"
)

// Search works on a host and from a disk, where a page can load nothing but classic scripts: a list of what there is,
// the index cut into scripts, and the words of each essay. Each calls glossator.search with what it brings.

const (
	searchListPath = "search/list.js"
	shardSize      = 48 << 10 // about so many bytes of the index are in one script
)

func searchShardPath(i int) string       { return "search/terms-" + itoa(i+1) + ".js" }
func searchTextPath(essay string) string { return "search/essays/" + essay + ".js" }

// planSearch lists the scripts. The index is about a quarter of the text, so that their number is known before it is.
func (s *Site) planSearch() {
	s.plan.add(searchListPath, SearchData, "")
	size := 0
	for _, x := range s.edition.Essays {
		size += x.Text.Size
	}
	s.shardCount = 1 + size/4/shardSize
	for i := range s.shardCount {
		s.plan.add(searchShardPath(i), SearchData, "")
	}
}

// searchData is one of search's scripts.
func (s *Site) searchData(p Page) ([]byte, error) {
	if p.ID != "" {
		x := s.edition.Essay(p.ID)
		words, err := s.passages(x.Text)
		if err != nil {
			return nil, err
		}
		return s.searchText(x, words)
	}
	if p.Path == searchListPath {
		return s.searchList()
	}
	number := strings.TrimSuffix(strings.TrimPrefix(p.Path, "search/terms-"), ".js")
	i, err := strconv.Atoi(number)
	if err != nil {
		return nil, err
	}
	shards := s.searched()
	return searchScript("terms", i-1, string(shards.shards[i-1]))
}

// searchScript is a script that brings something to the search page.
func searchScript(kind string, i int, value any) ([]byte, error) {
	b, err := marshal(value)
	if err != nil {
		return nil, err
	}
	return slices.Concat([]byte("glossator.search("+strconv.Quote(kind)+","+itoa(i)+","), b, []byte(");\n")), nil
}

// searchText is the words of an essay, passage by passage: address, what a reader sees of it, words.
func (s *Site) searchText(x *edition.Essay, words []string) ([]byte, error) {
	list := make([][3]string, len(words))
	for i := range words {
		p := &x.Text.Passages[i]
		list[i] = [3]string{p.ID, s.placeLabel(x.Text, p), words[i]}
	}
	return searchScript("text", s.numbers[x], list)
}

// passages are the words of a text's passages, with formatted citations in their places.
func (s *Site) passages(t *edition.Text) ([]string, error) {
	from, err := s.wordsOf(t)
	words := make([]string, len(from))
	for i := range from {
		words[i] = strings.TrimSpace(s.plain(t, int32(i), from[i].Text))
	}
	return words, err
}

// wordsOf are a text's passages with their words, which the edition itself may have let go.
func (s *Site) wordsOf(t *edition.Text) ([]edition.Passage, error) {
	if t.Whole() {
		return t.Passages, nil
	}
	body := s.body(t)
	if body == nil {
		return nil, ErrChanged
	}
	return body.Words, nil
}

// shards are the index, cut.
type shards struct {
	shards [][]byte
	firsts []string
}

// indexed makes the index of all essays.
func (s *Site) indexed() shards {
	for i, x := range s.edition.Essays {
		if !s.index.has(i) {
			words, _ := s.passages(x.Text) // one that has changed is not published
			s.index.add(i, words)
		}
	}
	list, begin := s.index.cut(s.shardCount, s.firstPassages())
	return shards{list, begin}
}

// firstPassages are the numbers of the essays' first passages, all essays counted through.
func (s *Site) firstPassages() []int {
	firsts := make([]int, len(s.edition.Essays))
	n := 0
	for i, x := range s.edition.Essays {
		firsts[i] = n
		n += len(x.Text.Passages)
	}
	return firsts
}

// searchEssay is what the search page knows of an essay. Its passages are those from First on, those from Notes on
// are notes.
type searchEssay struct {
	Title   string `json:"title"`
	Path    string `json:"path"`
	Authors string `json:"authors"`
	First   int    `json:"first"`
	Notes   int    `json:"notes"`
	Script  string `json:"script"`
}

func (s *Site) searchList() ([]byte, error) {
	type list struct {
		Essays  []searchEssay `json:"essays"`
		Shards  []string      `json:"shards"`
		Entries [][]string    `json:"entries"` // kind, words, path, authors, year
	}
	l := list{Shards: s.searched().firsts, Entries: s.searchEntries()}
	firsts := s.firstPassages()
	for i, x := range s.edition.Essays {
		notes := slices.IndexFunc(x.Text.Passages, func(p edition.Passage) bool { return p.Note >= 0 })
		if notes < 0 {
			notes = len(x.Text.Passages)
		}
		l.Essays = append(l.Essays, searchEssay{x.Title, essayPath(x.ID), authorNames(x.Authors), firsts[i], firsts[i] + notes, searchTextPath(x.ID)})
	}
	return searchScript("list", 0, l)
}

// searchEntries are all that has a page, for searches by title, author and year.
func (s *Site) searchEntries() [][]string {
	var list [][]string
	add := func(e ...string) { list = append(list, e) }
	for _, x := range s.edition.Essays {
		add("essay", x.Title, essayPath(x.ID), authorNames(x.Authors), year(x.Date))
	}
	for _, x := range s.edition.Terms {
		add("term", strings.Join(append([]string{x.Term}, x.Aliases...), ", "), termPath(x.ID))
	}
	for _, x := range s.edition.Names {
		add("name", strings.Join(append([]string{x.Name}, x.Aliases...), ", "), namePath(x.ID))
	}
	for _, x := range s.edition.Sources {
		issued := ""
		if d := x.Item.Dates["issued"]; d.Start.Year != 0 {
			issued = itoa(d.Start.Year)
		}
		add("source", s.label(x), sourcePath(x.Slug), s.makers(x), issued)
	}
	for _, x := range s.edition.Events {
		add("event", x.Title, eventAddress(x.ID), "", year(x.EDTF))
	}
	return list
}

// entry is a line of the list from A to Z.
type entry struct{ sort, letter, words, path, kind string }

// letterGroup is the entries under one letter.
type letterGroup struct {
	Letter, ID string
	HTML       template.HTML
}

type searchPage struct {
	Fields  []link // Href is the field's key
	Letters []letterGroup
}

// search is the page that searches, and without script leads to everything by its first letter.
func (s *Site) search(p Page) ([]byte, error) {
	main := searchPage{Letters: s.letters()}
	for _, f := range []string{"all", "text", "notes", "author", "source", "term", "name", "year"} {
		main.Fields = append(main.Fields, link{Href: f, Words: s.words.word("field-" + f)})
	}
	return s.render(p, s.words.word("search"), main)
}

// letters are all entries by their first letters.
func (s *Site) letters() []letterGroup {
	entries := s.entries()
	var groups []letterGroup
	for i := 0; i < len(entries); {
		letter := entries[i].letter
		var w writer
		for ; i < len(entries) && entries[i].letter == letter; i++ {
			w.raw("<li>")
			w.link("", entries[i].path, entries[i].words)
			w.raw(` <span class="kind">`)
			w.text(s.words.word(entries[i].kind))
			w.raw("</span></li>\n")
		}
		g := letterGroup{Letter: letter, ID: "letter-" + strings.ToLower(letter), HTML: w.html()}
		if letter == "" {
			g.Letter, g.ID = s.words.word("letter-other"), "letter-other"
		}
		groups = append(groups, g)
	}
	return groups
}

// entries is everything that has a page or an address, in alphabetical order.
func (s *Site) entries() []entry {
	var list []entry
	add := func(words, path, kind string) {
		sort := strings.TrimLeftFunc(words, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
		list = append(list, entry{sort, firstLetter(sort), words, path, kind})
	}
	for _, x := range s.edition.Essays {
		add(x.Title, essayPath(x.ID), "essay")
	}
	for _, x := range s.edition.Sources {
		add(s.label(x), sourcePath(x.Slug), "source")
	}
	for _, x := range s.edition.Terms {
		add(x.Term, termPath(x.ID), "term")
	}
	for _, x := range s.edition.Names {
		add(sortedName(x), namePath(x.ID), "name")
	}
	for _, x := range s.edition.Events {
		add(x.Title, eventAddress(x.ID), "event")
	}
	c := collate.New(language.Make(s.edition.Settings.Language), collate.IgnoreCase)
	var buffer collate.Buffer
	for i := range list {
		list[i].sort = string(c.KeyFromString(&buffer, list[i].sort))
		buffer.Reset()
	}
	slices.SortStableFunc(list, func(a, b entry) int {
		if c := strings.Compare(a.letter, b.letter); c != 0 {
			return c
		}
		return strings.Compare(a.sort, b.sort)
	})
	return list
}

// firstLetter is the letter under which words are listed: without marks, of a Hangul syllable its initial
// consonant; "" for what begins with no letter.
func firstLetter(s string) string {
	first, _ := utf8.DecodeRuneInString(s)
	r, _ := utf8.DecodeRuneInString(norm.NFKD.String(string(first)))
	switch {
	case r >= 0x1100 && r <= 0x1112:
		return string([]rune("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")[r-0x1100])
	case unicode.IsLetter(r):
		return string(unicode.ToUpper(r))
	}
	return ""
}
