package csl

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"strconv"
	"strings"

	"golang.org/x/text/language"
)

// Locales finds the locale file of a language tag ("de-AT"). An error that is fs.ErrNotExist says that there is
// none, and the language's next of kin is asked for.
type Locales func(lang string) ([]byte, error)

// LocaleFolder finds locale files in a folder under the names that the CSL project gives them: locales-de-AT.xml.
func LocaleFolder(folder fs.FS) Locales {
	return func(lang string) ([]byte, error) { return fs.ReadFile(folder, "locales-"+lang+".xml") }
}

// Locale is one layer of terms, date forms and options: a locale file, or a style's own <locale>. Layers lie
// upon each other; what an upper one says holds.
type Locale struct {
	Lang string // as "de-AT"; "" in a style's layer for all languages

	terms              map[termKey]term
	dates              [2][]datePart // by dateForm
	dateLooks          [2]dateLook
	punctuationInQuote option
	dayOrdinalsToDay1  option
}

// option is a yes or no that may be left open.
type option uint8

const (
	_ option = iota
	yes
	no
)

func (o option) over(under option) option {
	if o == 0 {
		return under
	}
	return o
}

// termForm is one of a term's forms.
type termForm uint8

const (
	longForm termForm = iota
	shortForm
	symbolForm
	verbForm
	verbShortForm
)

// fallback is the form to use where a term has none of this form.
func (f termForm) fallback() termForm {
	switch f {
	case symbolForm:
		return shortForm
	case verbShortForm:
		return verbForm
	}
	return longForm
}

// gender is a noun's grammatical gender, or that of the form of an ordinal.
type gender uint8

const (
	neuter gender = iota
	feminine
	masculine
)

type termKey struct {
	name   string
	form   termForm
	gender gender // of an ordinal's or month's form
}

type term struct {
	single, multiple string
	gender           gender // of the noun
	match            ordinalMatch
}

// ordinalMatch says to which numbers an ordinal-NN suffix applies.
type ordinalMatch uint8

const (
	matchDefault ordinalMatch = iota
	matchLastDigit
	matchLastTwoDigits
	matchWholeNumber
)

// ParseLocale reads a locale file.
func ParseLocale(file []byte) (*Locale, error) {
	root, err := parseXML(file)
	if err != nil {
		return nil, err
	}
	if root.name != "locale" {
		return nil, root.errorf("this is no locale: the outermost element must be <locale>")
	}
	if err := root.checkSchema(); err != nil {
		return nil, err
	}
	return parseLocaleElement(root)
}

func parseLocaleElement(x *xmlElement) (*Locale, error) {
	l := &Locale{Lang: x.attrs["lang"], terms: map[termKey]term{}}
	for _, c := range x.children {
		switch c.name {
		case "style-options":
			l.punctuationInQuote = option(c.choice("punctuation-in-quote"))
			l.dayOrdinalsToDay1 = option(c.choice("limit-day-ordinals-to-day-1"))
		case "terms":
			for _, t := range c.children {
				if err := l.addTerm(t); err != nil {
					return nil, err
				}
			}
		case "date":
			if err := l.addDate(c); err != nil {
				return nil, err
			}
		}
	}
	return l, nil
}

func (l *Locale) addTerm(x *xmlElement) error {
	name := x.attrs["name"]
	if x.name != "term" || name == "" {
		return x.errorf("expected <term name=…>")
	}
	t := term{gender: gender(x.choiceOrFirst("gender")), match: ordinalMatch(x.choice("match")), single: termText(x), multiple: termText(x)}
	if single := x.child("single"); single != nil {
		t.single = termText(single)
	}
	if multiple := x.child("multiple"); multiple != nil {
		t.multiple = termText(multiple)
	}
	l.terms[termKey{name, parseTermForm(x), gender(x.choiceOrFirst("gender-form"))}] = t
	return nil
}

// termText is the element's text as it is meant: a line break in the file is a space.
func termText(x *xmlElement) string {
	if strings.TrimSpace(x.text()) == "" && strings.Contains(x.text(), "\n") {
		return ""
	}
	return x.text()
}

func parseTermForm(x *xmlElement) termForm {
	if form := termForm(x.choiceOrFirst("form")); form <= verbShortForm {
		return form
	}
	return shortForm // "static", as styles before CSL 1.0 had it
}

// addDate takes the date form over; an empty element unsays it.
func (l *Locale) addDate(x *xmlElement) error {
	form := dateForm(x.choice("form"))
	if form == ownForm {
		return nil
	}
	parts, err := parseDateParts(x)
	if err != nil {
		return err
	}
	l.dates[form-1] = parts
	l.dateLooks[form-1] = dateLook{delimiter: x.attrs["delimiter"]}
	return nil
}

// over returns the layer lying on another.
func (l *Locale) over(under *Locale) *Locale {
	merged := &Locale{
		Lang:               l.Lang,
		terms:              maps.Clone(under.terms),
		dates:              under.dates,
		dateLooks:          under.dateLooks,
		punctuationInQuote: l.punctuationInQuote.over(under.punctuationInQuote),
		dayOrdinalsToDay1:  l.dayOrdinalsToDay1.over(under.dayOrdinalsToDay1),
	}
	if l.hasOrdinals() {
		maps.DeleteFunc(merged.terms, func(k termKey, _ term) bool { return isOrdinal(k.name) })
	}
	maps.Copy(merged.terms, l.terms)
	for i, parts := range l.dates {
		if parts != nil {
			merged.dates[i], merged.dateLooks[i] = parts, l.dateLooks[i]
		}
	}
	return merged
}

func isOrdinal(name string) bool { return name == "ordinal" || strings.HasPrefix(name, "ordinal-") }

func (l *Locale) hasOrdinals() bool {
	for k := range l.terms {
		if isOrdinal(k.name) {
			return true
		}
	}
	return false
}

// term returns the term in that form, or in the form that stands in for it.
func (l *Locale) term(name string, form termForm) (term, bool) {
	for {
		if t, ok := l.terms[termKey{name: name, form: form}]; ok {
			return t, true
		}
		if form == longForm {
			return term{}, false
		}
		form = form.fallback()
	}
}

// text returns the term's singular, or "".
func (l *Locale) text(name string, form termForm) string {
	t, _ := l.term(name, form)
	return t.single
}

// genderOf returns the gender of the noun that a variable, or a locator's label, is called by.
func (l *Locale) genderOf(name string) gender {
	t := l.terms[termKey{name: name}]
	return t.gender
}

// ordinalSuffix returns what follows the digits: the most exact of the locale's terms that match.
func (l *Locale) ordinalSuffix(n int, g gender) string {
	for _, try := range []struct {
		number int
		when   func(ordinalMatch) bool
		valid  bool
	}{
		{n, func(m ordinalMatch) bool { return m == matchWholeNumber }, n < 100},
		{n % 100, func(m ordinalMatch) bool { return m == matchLastTwoDigits || m == matchDefault && n%100 >= 10 }, true},
		{n % 10, func(m ordinalMatch) bool { return m == matchLastDigit || m == matchDefault }, true},
	} {
		if !try.valid {
			continue
		}
		if t, ok := l.inGender(fmt.Sprintf("ordinal-%02d", try.number), g, try.when); ok {
			return t.single
		}
	}
	t, _ := l.inGender("ordinal", g, anyMatch)
	return t.single
}

func anyMatch(ordinalMatch) bool { return true }

// inGender returns the term in the gender, else the neuter one, of those that are for such numbers.
func (l *Locale) inGender(name string, g gender, when func(ordinalMatch) bool) (term, bool) {
	for _, form := range []gender{g, neuter} {
		if t, ok := l.terms[termKey{name: name, gender: form}]; ok && when(t.match) {
			return t, true
		}
	}
	return term{}, false
}

// ordinal returns the number as an ordinal: "2nd".
func (l *Locale) ordinal(n int, g gender) string { return strconv.Itoa(n) + l.ordinalSuffix(n, g) }

// longOrdinal returns "second"; for numbers without a word of their own it is the ordinal.
func (l *Locale) longOrdinal(n int, g gender) string {
	if n >= 1 && n <= 10 {
		if t, ok := l.inGender(fmt.Sprintf("long-ordinal-%02d", n), g, anyMatch); ok {
			return t.single
		}
	}
	return l.ordinal(n, g)
}

// loadLocale reads the language's locale files and lays them upon each other: en-US, the language's main
// dialect, the dialect asked for.
func loadLocale(find Locales, lang string) (*Locale, error) {
	merged := &Locale{terms: map[termKey]term{}}
	for _, layer := range []struct{ tags []string }{
		{[]string{"en-US", "en"}},
		{mainDialect(lang)},
		{[]string{lang}},
	} {
		l, err := firstLocale(find, layer.tags)
		if err != nil {
			return nil, err
		}
		if l != nil {
			merged = l.over(merged)
		}
	}
	merged.Lang = lang
	return merged, nil
}

// mainDialect returns where to look for a language's main dialect: "de-AT" gives "de-DE" and "de".
func mainDialect(lang string) []string {
	base := PrimaryLanguage(lang)
	tag, err := language.Parse(base)
	if err != nil {
		return nil
	}
	region, _ := tag.Region()
	if base == "ca" {
		region = language.MustParseRegion("AD") // where Catalan alone is official
	}
	return []string{base + "-" + region.String(), base}
}

func firstLocale(find Locales, tags []string) (*Locale, error) {
	for _, tag := range tags {
		file, err := find(tag)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return nil, err
		}
		l, err := ParseLocale(file)
		if err != nil {
			return nil, fmt.Errorf("locale %s: %w", tag, err)
		}
		return l, nil
	}
	return nil, nil
}
