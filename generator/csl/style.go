package csl

import (
	"slices"
	"strings"
)

// Style is a citation style that has been read and checked. It is not changed afterwards.
type Style struct {
	ID            string
	Parent        string // of a dependent style: the id of the style that it stands for; such a style has no more than this
	Note          bool   // citations go into notes; else they stand in the text
	DefaultLocale string // the language the style is made for; "" if any

	root    *xmlElement
	locales []*Locale
	macros  map[string]*xmlElement
}

// ParseStyle reads a style. The error is a *SyntaxError that says where the style is wrong.
func ParseStyle(file []byte) (*Style, error) {
	root, err := parseXML(file)
	if err != nil {
		return nil, err
	}
	if root.name != "style" {
		return nil, root.errorf("this is no style: the outermost element must be <style>")
	}
	if err := root.checkSchema(); err != nil {
		return nil, err
	}
	s := &Style{root: root, Note: root.attrs["class"] == "note", DefaultLocale: root.attrs["default-locale"], macros: map[string]*xmlElement{}}
	for _, x := range root.children {
		if err := s.add(x); err != nil {
			return nil, err
		}
	}
	if s.Parent != "" {
		return s, nil
	}
	if root.child("citation") == nil {
		return nil, root.errorf("there is no <citation> in it")
	}
	return s, s.check()
}

func (s *Style) add(x *xmlElement) error {
	switch x.name {
	case "info":
		s.addInfo(x)
	case "locale":
		l, err := parseLocaleElement(x)
		if err != nil {
			return err
		}
		s.locales = append(s.locales, l)
	case "macro":
		name := x.attrs["name"]
		if name == "" {
			return x.errorf("a macro needs a name")
		}
		s.macros[name] = x
	case "citation", "bibliography":
	default:
		return x.errorf("expected <info>, <locale>, <macro>, <citation> or <bibliography>")
	}
	return nil
}

func (s *Style) addInfo(info *xmlElement) {
	for _, x := range info.children {
		switch x.name {
		case "id":
			s.ID = strings.TrimSpace(x.text())
		case "link":
			if x.attrs["rel"] == "independent-parent" {
				s.Parent = x.attrs["href"]
			}
		}
	}
}

// localeFor lays the style's own terms upon the language's: those for all languages, those for the language,
// those for the dialect.
func (s *Style) localeFor(lang string, base *Locale) *Locale {
	merged := base
	for _, tag := range slices.Compact([]string{"", PrimaryLanguage(lang), lang}) {
		for _, l := range s.locales {
			if l.Lang == tag {
				merged = l.over(merged)
			}
		}
	}
	merged.Lang = lang
	return merged
}
