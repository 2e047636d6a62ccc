package transcribe

import (
	"strings"
	"unicode/utf8"
)

var (
	abstractWord = pattern(`^(?i:abstract|summary|zusammenfassung|résumé|resumen|resumo|riassunto|sommario|samenvatting|аннотация|резюме|초록|요약|摘\s?要|要旨|抄録)(?:\s*[:：.—–-]+)+\s*`)
	keywordsWord = pattern(`^[*_ ]*(?i:key ?words|schlüsselwörter|mots[- ]clés|palabras clave|palavras[- ]chave|parole chiave|trefwoorden|ключевые слова|주제어|핵심어|关键词|關鍵詞|キーワード)\s*[*_]*\s*[:：.—–-]+[*_ ]*`)
)

func isKeywords(s string) bool { return keywordsWord().MatchString(s) }

// inlineAbstract returns the length of the word before an abstract that follows in the same line.
func inlineAbstract(s string) int { return len(abstractWord().FindString(s)) }

// readAbstracts takes the abstracts, at the text's beginning and at its end, and the keywords.
func (r *reading) readAbstracts(from int) {
	for i := from; i < len(r.blocks); i++ {
		b := r.blocks[i]
		if b.kind != paragraph && b.kind != quote {
			continue
		}
		switch {
		case isKeywords(b.text):
			r.keywords = append(r.keywords, keywordsOf(b.text)...)
			r.report.leftOut(b.line(0), keywordsWord().FindString(b.text))
			b.kind = apart
		case inlineAbstract(b.text) > 0 && (utf8.RuneCountInString(b.text) > 100 || r.lang == "zh" || r.lang == "ja"):
			r.report.leftOut(b.line(0), b.text[:inlineAbstract(b.text)])
			b.cut([]span{{0, inlineAbstract(b.text)}})
			r.addAbstract([]*block{b})
		case topicOfHeading(b.text) == abstractTopic && (len(r.abstracts) == 0 || r.languageAfter(i) != r.lang):
			i = r.abstractAfter(i) - 1
		}
	}
}

// abstractAfter takes the paragraphs after a heading such as Abstract and returns where they end.
func (r *reading) abstractAfter(at int) int {
	head := r.blocks[at]
	var own []*block
	foreign := r.languageAfter(at) != r.lang
	if foreign {
		own = append(own, head)
	} else {
		r.leaveOut(head)
	}
	end := at + 1
	for ; end < len(r.blocks); end++ {
		b := r.blocks[end]
		style, _ := headStyleOf(b)
		if b.kind == apart || isKeywords(b.text) || isKnownHeading(b.text) {
			break
		}
		if b.kind == noteBody || b.kind == separator {
			continue
		}
		if !foreign && (style != noHead || len(own) == 4) {
			break
		}
		own = append(own, b)
	}
	r.addAbstract(own)
	return end
}

// languageAfter returns the language of the next few blocks.
func (r *reading) languageAfter(at int) string {
	var all strings.Builder
	for _, b := range r.blocks[at+1 : min(len(r.blocks), at+5)] {
		if b.kind != apart {
			all.WriteString(b.text + " ")
		}
	}
	return languageOfText(all.String(), r.lang)
}

// addAbstract joins an abstract's paragraphs and takes them out of the text.
func (r *reading) addAbstract(blocks []*block) {
	j := joiner{reading: r}
	var all strings.Builder
	a := abstract{lang: r.lang}
	for _, b := range blocks {
		j.next(0, b)
		all.WriteString(b.text + " ")
	}
	for _, b := range blocks {
		if b.kind != apart {
			a.blocks = append(a.blocks, b)
		}
		b.kind = apart
	}
	if len(a.blocks) == 0 {
		return
	}
	a.lang = languageOfText(all.String(), r.lang)
	for i := range r.abstracts {
		if r.abstracts[i].lang == a.lang {
			r.abstracts[i].blocks = append(r.abstracts[i].blocks, a.blocks...)
			return
		}
	}
	r.abstracts = append(r.abstracts, a)
}

func keywordsOf(s string) []string {
	s = s[len(keywordsWord().FindString(s)):]
	separator := ","
	for _, other := range []string{";", "；", "、"} {
		if strings.Contains(s, other) {
			separator = other
		}
	}
	var words []string
	for w := range strings.SplitSeq(strings.TrimRight(s, " ."), separator) {
		if w = strings.TrimSpace(w); w != "" {
			words = append(words, w)
		}
	}
	return words
}
