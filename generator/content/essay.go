package content

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"os"
	"path"
	"regexp"
	"strings"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
)

// essay reads one essay's file.
func (l *loader) essay(name string) (EssayFile, diagnostic.List) {
	file, b, found := l.essayFile(nil, name)
	if b == nil {
		return EssayFile{}, found
	}
	id := strings.TrimSuffix(path.Base(name), ".md")
	if problem := CheckID(id); problem != "" {
		found.Add(diagnostic.Error, "bad-id", name, problem, cmp.Or(l.copyHint(name), "rename the file to "+SuggestID(id)+".md"))
		return EssayFile{}, found
	}
	v, body, more := frontMatter(name, b)
	found = append(append(found, more...), controls(name, b[:body])...)
	x := &edition.Essay{ID: id, At: v.at}
	file.Essay, file.BodyOffset, file.FrontHash = x, body, sha256.Sum256(b[:body])
	if !file.indexed {
		file.setFront(b[:body])
	}
	if file.unread = more.Count(diagnostic.Error) > 0; file.unread {
		x.Title, x.Language, x.Draft = id, l.folder.Settings.Language, saysDraft(b[:body])
		return file, found
	}
	f := fieldsOf(v, "the essay's front matter", &found)
	f.hint = hintOfOthersKey
	file.TitleMarkdown, file.SubtitleMarkdown = f.required("title"), f.words("subtitle")
	x.Title, x.Subtitle = edition.PlainWords(file.TitleMarkdown), edition.PlainWords(file.SubtitleMarkdown)
	x.Authors = people(f, "author")
	x.Date = f.date("date")
	x.Language = f.language("lang", l.folder.Settings.Language)
	x.Abstracts = abstracts(f, x.Language)
	x.Keywords, x.License, x.Rights = f.list("keywords"), f.license(), f.words("rights")
	x.Draft, x.Aliases = f.flag("draft"), f.addresses("aliases")
	x.Relation = edition.Relation(f.choice("text", "", "verbatim", "translation", "study"))
	sourcesNamed(x, f)
	f.done()
	return file, found
}

// essayFile is an essay's file, of which the index may know the front matter and the hash; else all of it is read.
func (l *loader) essayFile(room []byte, name string) (file EssayFile, b []byte, found diagnostic.List) {
	if f, ok := l.indexedEssay(name); ok {
		return EssayFile{Path: name, Size: f.Size, Hash: [sha256.Size]byte(f.Hash), touched: f.Touched, front: f.Front, indexed: true}, f.Front, nil
	}
	b, before, found := readInto(room, l.root, name)
	return EssayFile{Path: name, Size: len(b), Hash: sha256.Sum256(b), touched: before}, b, found
}

// Read reads the essay's whole file again, into the room that is given where that is large enough. That it has changed since it
// was loaded is an error.
func (f EssayFile) Read(root *os.Root, room []byte) ([]byte, diagnostic.List) {
	b, _, found := readInto(room, root, f.Path)
	if len(found) == 0 && (sha256.Sum256(b) != f.Hash) {
		found.Add(diagnostic.Error, "changed-meanwhile", f.Path, "the file has changed while the edition was being made", "do it again")
		return nil, found
	}
	return b, found
}

// abstracts reads one abstract, or a map from language to abstract.
func abstracts(f *fields, essayLanguage string) []edition.Abstract {
	v := f.get("abstract")
	if v.kind != mapping {
		if s := f.words("abstract"); s != "" {
			return []edition.Abstract{{Language: essayLanguage, Markdown: s, At: v.at, Lines: v.lines}}
		}
		return nil
	}
	var all []edition.Abstract
	m := fieldsOf(v, "the abstract", f.found)
	for _, p := range v.pairs {
		if !edition.IsLanguage(p.key) {
			f.report(p.at, "bad-language", fmt.Sprintf("%q is no language tag", p.key), "use BCP 47: en, en-GB, ko")
		}
		if s := m.words(p.key); s != "" {
			all = append(all, edition.Abstract{Language: current(p.key), Markdown: s, At: p.value.at, Lines: p.value.lines})
		}
	}
	return all
}

// sourcesNamed reads the keys of sources that the front matter names, and where they stand.
func sourcesNamed(x *edition.Essay, f *fields) {
	named := func(at diagnostic.Position) {
		x.NamedAt = append(x.NamedAt, edition.Spot{Line: int32(at.Line), Column: int32(at.Column)})
	}
	works := f.proses("works-cited")
	if f.has("works-cited") {
		x.WorksCited, x.NamedAt = make([]string, 0, len(works)), make([]edition.Spot, 0, len(works))
	}
	for _, key := range works {
		x.WorksCited = append(x.WorksCited, key.Markdown)
		named(key.At)
	}
	seen := map[string]bool{}
	for _, keys := range f.proses("nocite") { // "@a, @b", "[@a; @b]" or a list of them; "@*" stands for all
		for _, key := range strings.FieldsFunc(keys.Markdown, func(r rune) bool { return strings.ContainsRune(",; \n[]", r) }) {
			if key = strings.TrimPrefix(key, "@"); key != "" && !seen[key] {
				x.Nocite, seen[key] = append(x.Nocite, key), true
				named(keys.At)
			}
		}
	}
	if x.Original = f.words("source"); x.Original != "" {
		named(f.get("source").at)
	}
}

// page reads one editorial page.
func (l *loader) page(name string) (PageFile, diagnostic.List) {
	b, found := ReadText(l.root, name)
	id := strings.TrimSuffix(path.Base(name), ".md")
	if b == nil {
		return PageFile{}, found
	}
	if problem := CheckID(id); problem != "" {
		found.Add(diagnostic.Error, "bad-id", name, problem, cmp.Or(l.copyHint(name), "rename the file to "+SuggestID(id)+".md"))
		return PageFile{}, found
	}
	v, body, found := frontMatter(name, b)
	found = append(found, controls(name, b[:body])...)
	p := &edition.Page{ID: id, Title: id, Language: l.folder.Settings.Language}
	unread := found.Count(diagnostic.Error) > 0
	if unread {
		p.Draft = saysDraft(b[:body])
	} else {
		f := fieldsOf(v, "the page's front matter", &found)
		title := f.required("title")
		if key := keyInTitle.FindStringSubmatch(title); key != nil {
			f.warn(f.get("title").at, "key-in-title", fmt.Sprintf("a page's title cites nothing: %s would be printed as it stands, and in brackets left out", key[1]), "write the words that the title has")
		}
		p.Title = edition.PlainWords(title)
		p.Order = f.number("order")
		p.Language = f.language("lang", l.folder.Settings.Language)
		p.Draft, p.Aliases = f.flag("draft"), f.addresses("aliases")
		f.done()
	}
	return PageFile{p, name, b, body, unread}, found
}

// keyInTitle is a source's key as a citation begins with it, in a title.
var keyInTitle = regexp.MustCompile(`(?:^|[\s;(\[*_-])(@[\pL\pN_{][\pL\pN_:{}-]*)`)

// LoadEssay reads one essay again, for an edition in the language.
func LoadEssay(root *os.Root, name, language string) (EssayFile, diagnostic.List) {
	l := &loader{root: root, folder: &Folder{Settings: edition.Settings{Language: language}}}
	return l.essay(name)
}
