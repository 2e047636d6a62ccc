package csl

import "errors"

// Processor is a style in a language, ready to format. It is not changed once made and may be used by many at once.
type Processor struct {
	style   *Style
	locale  *Locale
	program *program
	marks   [2][2]string  // quotation marks, outer and inner
	pointed func([]*Node) // writes punctuation as the language has it, where the style is of another; else nil
	joins   bool          // the language writes "and" by the word that follows
}

// NewProcessor makes a style ready in a language ("de-AT"); "" stands for the style's default, or American
// English. The terms come from the files that locales finds, under those of the style's own.
func NewProcessor(style *Style, locales Locales, lang string) (*Processor, error) {
	if style.Parent != "" {
		return nil, errors.New("the style " + style.ID + " depends on " + style.Parent + ": use that one")
	}
	if lang == "" {
		lang = style.DefaultLocale
	}
	if lang == "" {
		lang = "en-US"
	}
	base, err := loadLocale(locales, lang)
	if err != nil {
		return nil, err
	}
	p := &Processor{style: style, locale: style.localeFor(lang, base), pointed: pointing(lang, style.DefaultLocale)}
	if p.program, err = compile(style, p.locale); err != nil {
		return nil, err
	}
	p.joins = joinsByWord(p.locale.Lang)
	p.marks = [2][2]string{
		{p.term("open-quote", "“"), p.term("close-quote", "”")},
		{p.term("open-inner-quote", "‘"), p.term("close-inner-quote", "’")},
	}
	return p, nil
}

// pointing is what writes the punctuation of a style of one language as another has it; nil where nothing does.
func pointing(lang, of string) func([]*Node) {
	switch {
	case isFrench(lang) && !isFrench(of):
		return spaceFrench
	case hasArabicMarks(lang) && !hasArabicMarks(of):
		return pointArabic
	}
	return nil
}

// Style returns the processor's style.
func (p *Processor) Style() *Style { return p.style }

// Sorts says that the style gives its bibliography an order of its own, whatever the order in which works are cited.
func (p *Processor) Sorts() bool {
	keys := p.program.bibliography.sort
	return len(keys) > 0 && keys[0].special != citationNumber
}

func (p *Processor) term(name, otherwise string) string {
	if t, ok := p.locale.term(name, longForm); ok {
		return t.single
	}
	return otherwise
}
