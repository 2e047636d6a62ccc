package site

import (
	"html/template"
	"path"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"glossator/generator/csl"
	"glossator/generator/diagnostic"
	"glossator/layouts"
)

// Look is a set of layouts, read: templates, stylesheets, scripts and interface words. It may serve any number of
// sites, one after another or at once.
type Look struct {
	pages  map[Kind]*template.Template
	files  map[string]string // of the layouts that are templates, by template
	assets map[string][]byte // stylesheets and scripts, by path in the output: "css/frame.css"
	words  words
	names  display.Namer // of languages
}

// ReadLook reads the layouts for an edition whose interface speaks the language. A layout that does not parse is
// an error, found here and not at the first page that needs it.
func ReadLook(l layouts.Set, language string) (*Look, diagnostic.List) {
	var found diagnostic.List
	k := &Look{pages: map[Kind]*template.Template{}, files: map[string]string{}, assets: map[string][]byte{}, words: readWords(l, language, &found), names: namer(language)}
	k.readTemplates(l, language, &found)
	for _, folder := range []string{"css", "js"} {
		names, err := l.List(folder)
		if err != nil {
			found.Add(diagnostic.Error, "layout", "layouts/"+folder, err.Error(), "make the folder readable")
		}
		for _, name := range names {
			b, err := l.ReadFile(name)
			if err != nil {
				found.Add(diagnostic.Error, "layout", "layouts/"+name, err.Error(), "make the file readable")
				continue
			}
			k.assets[name] = b
		}
	}
	return k, found
}

// readTemplates makes one template a kind of page: all parts, and the page's own "main". What an element's language is
// they say by lang, within the edition's, and of what is in any letters by letters which way they are written.
func (k *Look) readTemplates(l layouts.Set, language string, found *diagnostic.List) {
	base := template.New("parts").Funcs(template.FuncMap{
		"word":  k.words.word,
		"count": k.words.count,
		"comma": csl.Comma,
		"lang": func(tag string) template.HTMLAttr {
			var w writer
			w.language(tag, language)
			return template.HTMLAttr(w.words())
		},
		"letters": func(words template.HTML) template.HTMLAttr {
			var w writer
			w.byLetters(string(words), language)
			return template.HTMLAttr(w.words())
		},
	})
	parts, err := l.List("parts")
	if err != nil {
		found.Add(diagnostic.Error, "layout", "layouts/parts", err.Error(), "make the folder readable")
	}
	for _, name := range parts {
		k.parse(base, l, name, found)
	}
	for kind := Home; kind <= Redirect; kind++ {
		t, err := base.Clone()
		if err != nil {
			found.Add(diagnostic.Error, "layout", "layouts/parts", err.Error(), "take your files away one by one, to see which it is")
			return
		}
		if k.parse(t, l, "pages/"+kind.String()+".html", found) {
			k.pages[kind] = t
		}
	}
}

func (k *Look) parse(t *template.Template, l layouts.Set, name string, found *diagnostic.List) bool {
	b, err := l.ReadFile(name)
	if err != nil {
		found.Add(diagnostic.Error, "layout", "layouts/"+name, err.Error(), "make the file readable")
		return false
	}
	base := strings.TrimSuffix(path.Base(name), ".html")
	k.files[base] = "layouts/" + name
	if _, err = t.New(base).Parse(string(b)); err != nil {
		*found = append(*found, k.fault("the layout does not parse", err))
	}
	return err == nil
}

// LayoutError says that a layout, which does parse, asks for what its page has not got.
type LayoutError struct{ diagnostic.Diagnostic }

func (e LayoutError) Error() string { return e.String() }

// complaint is what html/template says of a template: its name, the line, the bytes before it on the line, what is wrong.
var complaint = regexp.MustCompile(`(?s)^(?:html/)?template: ?([^:]+):(\d+)(?::(\d+))?: (.*)$`)

// fault is an error of html/template as a finding, at its place in the layout.
func (k *Look) fault(what string, err error) diagnostic.Diagnostic {
	d := diagnostic.Diagnostic{Code: "layout", Message: what + ": " + err.Error(), Hint: "mend it, or take the file away: the program has one of its own"}
	if m := complaint.FindStringSubmatch(err.Error()); m != nil {
		line, _ := strconv.Atoi(m[2])
		before, _ := strconv.Atoi(m[3])
		d.Start = diagnostic.Position{File: k.files[m[1]], Line: line, Column: before + 1}
		d.Message = what + ": " + m[4]
	}
	return d
}

// Word is a word of the interface.
func (k *Look) Word(key string) string { return k.words.word(key) }

// Day is a date in EDTF as readers of the interface's language write it.
func (k *Look) Day(edtf string) string { return k.words.edtf(edtf) }

// AbstractHeading is what stands above an abstract; in another language than the essay's it names it.
func (k *Look) AbstractHeading(tag, essay string) string {
	if tag == "" || tag == essay {
		return k.words.word("abstract")
	}
	return k.words.with("abstract-in", k.names.Name(language.Make(tag)))
}

func namer(tag string) display.Namer {
	t, err := language.Parse(tag)
	if err == nil {
		if n := display.Tags(t); n != nil {
			return n
		}
	}
	return display.English.Tags()
}
