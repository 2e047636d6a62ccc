package transcribe

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// topic is what a heading announces by its words.
type topic uint8

const (
	noTopic topic = iota
	notesTopic
	referencesTopic
	abstractTopic
	appendixTopic
	keywordsTopic
	partTopic // Introduction, Conclusion and the like
	contentsTopic
	indexTopic
)

var topics = map[topic]string{
	notesTopic:      "notes|endnotes|end notes|footnotes|foot notes|note|notes and references|anmerkungen|fußnoten|fussnoten|endnoten|notas|noten|примечания|주|각주|미주|주석|註|注|注释|注釋|註釋|注釈|脚注|腳註",
	referencesTopic: "works cited|bibliography|references|reference|references cited|literature cited|literature|list of references|reference list|selected bibliography|select bibliography|sources|works consulted|sources and literature|bibliographie|literaturverzeichnis|literatur|quellen|quellen und literatur|bibliografía|bibliografia|referencias|referências|références|riferimenti bibliografici|литература|библиография|список литературы|참고문헌|참고 문헌|參考文獻|参考文献|文献",
	abstractTopic:   "abstract|summary|résumé|resume|zusammenfassung|resumen|resumo|riassunto|sommario|samenvatting|аннотация|резюме|국문요약|국문초록|영문초록|영문요약|초록|요약|논문요약|要旨|摘要|抄録",
	keywordsTopic:   "keywords|key words|schlüsselwörter|mots-clés|palabras clave|주제어|핵심어|キーワード|关键词",
	partTopic:       "introduction|conclusion|conclusions|preface|foreword|epilogue|prologue|acknowledgements|acknowledgments|concluding remarks|discussion|method|methods|methodology|materials and methods|results|results and discussion|findings|background|limitations|literature review|methode|ergebnisse|einleitung|schluss|fazit|vorwort|conclusión|introducción|introdução|conclusão|considerações finais|conclusioni|inleiding|conclusie|introduzione|conclusione|введение|заключение|서론|결론|머리말|맺음말|들어가며|나오며|afterword|postscript|引言|前言|导论|導論|绪论|緒論|序言|结论|結論|结语|結語|余论|餘論|序論|はじめに|おわりに|むすび|むすびにかえて",
	contentsTopic:   "contents|table of contents|inhalt|inhaltsverzeichnis|table des matières|sommaire|índice|目次|차례|차 례|목차|목 차",
	indexTopic:      "index|general index|index of names|index of persons|index of subjects|subject index|register|namenregister|personenregister|sachregister|indice dei nomi|index des noms|índice onomástico|índice alfabético|указатель|именной указатель|предметный указатель|색인|찾아보기|索引|人名索引|事項索引",
}

var topicOf = func() map[string]topic {
	of := map[string]topic{}
	for t, words := range topics {
		for w := range strings.SplitSeq(words, "|") {
			of[w] = t
		}
	}
	return of
}()

var (
	numbering    = pattern(`^(?:(?:chapter|part|section|book|kapitel|teil|chapitre)\s+)?(?:[IVXLC]{1,7}|\d{1,2}(?:\.\d{1,2}){0,4}|[A-Za-z])[.):]?\s+`)
	appendixHead = pattern(`(?i)^[*†‡ ]*(?:appendix|appendices|anhang|appendice|apéndice|부록|приложение|附录|附録)(?:\s+[A-Z0-9]{1,4})?(?:[ :.–—-]|$)`)
)

const longestHeading = 140 // characters

// topicOfHeading returns what a line announces when it is nothing but a well-known heading.
func topicOfHeading(s string) topic {
	if len(s) > 3*longestHeading {
		return noTopic
	}
	s = strings.Trim(s, " *_#:：.–—-[]~=【】〈〉《》「」<>")
	if t := topicOf[strings.ToLower(s[:min(len(s), longestTopic)])]; t != noTopic && len(s) <= longestTopic {
		return t
	}
	if s == "" {
		return noTopic
	}
	if mayBeAppendix(s) && utf8.RuneCountInString(s) <= longestHeading && appendixHead().MatchString(s) && !endsSentence(s) {
		return appendixTopic
	}
	if len(s) > longestTopic+20 {
		return noTopic
	}
	rest := s
	for range 2 {
		_, after, found := strings.Cut(rest, " ")
		if !found {
			break
		}
		rest = strings.TrimLeft(after, " ")
		if t := topicOf[strings.ToLower(rest)]; t != noTopic && len(numbering().FindString(s)) == len(s)-len(rest) {
			return t
		}
	}
	return noTopic
}

const longestTopic = 60 // bytes

// mayBeAppendix spares most lines the expression.
func mayBeAppendix(s string) bool {
	return strings.HasPrefix(s, "부록") || strings.HasPrefix(s, "附") || strings.HasPrefix(s, "П") || s[0] == 'A' || s[0] == 'a'
}

func isKnownHeading(s string) bool { return topicOfHeading(s) != noTopic }

// closers may follow a stop; which quotation marks close is a language's habit.
const closers = " \"“”‘’'«»‹›)]*_"

// endsSentence says that the words end with a stop, whatever quotes and brackets close after it.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, closers)
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…。！？", last)
}

// headStyle is how a heading shows itself.
type headStyle uint8

const (
	noHead headStyle = iota
	markdownHead
	chapterHead // CHAPTER I, Part Two
	romanHead   // I. Introduction
	numberHead  // 1. Introduction
	deepHead    // 1.1 Sources, 1.1.1 …
	letterHead  // A. Sources
	capitalHead // THE TREATY
	titleHead   // The Treaty
	knownHead   // Conclusion
)

var (
	markdownLine = pattern(`^(#{1,6})\s+(.*?)\s*#*$`)
	chapterLine  = pattern(`(?i)^(?:chapter|part|book|letter|kapitel|teil|chapitre|제\s*\d+\s*장)\s*(?:[IVXLC]+|\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|the \w+|first|second|third|last)?\b[.:]?(?:\s|$)`)
	romanLine    = pattern(`^([IVXL]{1,6}|[Ⅰ-Ⅻ])(?:[.):]?\s+\S|\.?$)`)
	pronounLine  = pattern(`^[IVXL]{1,6} \p{Ll}`) // "I went", "I mercanti"
	numberLine   = pattern(`^(\d{1,2})[.)]?\s+\S`)
	sectionLine  = pattern(`^§ ?(\d{1,2})[.)]? \p{Lu}`)
	deepLine     = pattern(`^(\d{1,2}(?:\.\d{1,2}){1,4})[.)]?\s+\S`)
	placeAndDate = pattern(`^\p{Lu}[\p{L} .]{2,24}, [^:;]{0,20}\b(?:1[5-9]|20)\d\d\.?$`)
	letterLine   = pattern(`^([A-H])[.)]\s+\S`)
)

// headStyleOf returns how the block would be a heading, from its words alone, and its number where it has one.
func headStyleOf(b *block) (headStyle, int) {
	s := strings.TrimLeft(b.text, "*†‡ ")
	n := utf8.RuneCountInString(s)
	if n == 0 || n > longestHeading || b.kind != paragraph && b.kind != quote || strings.Count(s, " ") > 18 || n < 40 && strings.ContainsAny(s, "0123456789") && (dateLine().MatchString(s) || placeAndDate().MatchString(s)) || n < 12 && isFinis(s) {
		return noHead, 0
	}
	if m := markdownLine().FindStringSubmatch(b.text); m != nil {
		return markdownHead, len(m[1])
	}
	if t := topicOfHeading(s); t != noTopic && t != keywordsTopic {
		if style, number := numberedStyle(s); style == deepHead || t == partTopic && style >= chapterHead && style <= deepHead {
			return style, number
		}
		return knownHead, 0
	}
	if style, number := numberedStyle(s); endsSentence(s) && n <= 60 && style >= romanHead && style <= deepHead && strings.Count(s, ". ") < 2 {
		return style, number
	}
	if endsSentence(s) && !hasCapitals(s) && !chapterLine().MatchString(s) || strings.HasSuffix(s, ",") || strings.HasSuffix(s, ";") {
		return noHead, 0
	}
	return numberedStyle(s)
}

// isFinis says that the words only tell that the text ends.
func isFinis(s string) bool {
	return slices.Contains([]string{"theend", "finis", "fin", "ende", "конец", "end"}, letters(s))
}

func numberedStyle(s string) (headStyle, int) {
	if style, number := hanStyle(s); style != noHead {
		return style, number
	}
	switch {
	case chapterLine().MatchString(s):
		return chapterHead, 0
	case romanLine().MatchString(s) && !pronounLine().MatchString(s):
		numeral := romanLine().FindStringSubmatch(s)[1]
		return romanHead, max(romanValue(numeral), 1)
	case deepLine().MatchString(s):
		return deepHead, strings.Count(deepLine().FindStringSubmatch(s)[1], ".") + 1
	case sectionLine().MatchString(s):
		number, _ := strconv.Atoi(sectionLine().FindStringSubmatch(s)[1])
		return numberHead, number
	case numberLine().MatchString(s):
		return numberHead, int(s[0] - '0')
	case letterLine().MatchString(s):
		return letterHead, int(s[0]-'A') + 1
	case hasCapitals(s):
		return capitalHead, 0
	case isTitleCase(s):
		return titleHead, 0
	}
	return noHead, 0
}

// hasCapitals says that all its letters are capitals, and that there are some.
func hasCapitals(s string) bool {
	letters := 0
	for _, r := range s {
		if unicode.IsLower(r) || unicode.IsLetter(r) && !unicode.IsUpper(r) {
			return false
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters >= 4
}

// isTitleCase says that the line begins with a capital and has no stop in it: what a typographic heading is like.
func isTitleCase(s string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "\"“‘'«"))
	n := utf8.RuneCountInString(s)
	if n < 3 || n > 90 || strings.Contains(s, ". ") && !strings.Contains(s, "vs. ") || strings.ContainsAny(s, "=|") || strings.HasSuffix(s, ":") && n > 60 || leadsOn(s) {
		return false
	}
	if strings.Count(s, `"`)%2 == 1 || strings.Count(s, "“") != strings.Count(s, "”") || endsOpen(s) || mostlySmall(s) {
		return false
	}
	letter := unicode.IsUpper(first) || unicode.IsLetter(first) && !unicode.IsLower(first)
	return letter && !strings.ContainsAny(s[:1], "([")
}

// leadsOn says that the line announces what follows: "The preface runs:", "as follows:--".
func leadsOn(s string) bool {
	words := strings.TrimRight(s, "-—–")
	last := words[strings.LastIndexByte(words, ' ')+1:]
	return words != s || strings.HasSuffix(words, ":") && strings.Count(words, " ") >= 2 && !startsUpper(last)
}

// endsOpen says that the line ends with a word that another must follow.
func endsOpen(s string) bool {
	switch s[strings.LastIndexByte(s, ' ')+1:] {
	case "the", "a", "an", "of", "in", "on", "to", "and", "or", "for", "with", "by", "from", "that", "which", "as", "is", "was", "were", "are", "at", "his", "her", "their", "its", "not", "be", "than":
		return true
	}
	return false
}

// mostlySmall says that the line has many words and most of them begin small: a sentence rather than a title.
func mostlySmall(s string) bool {
	words := strings.Fields(s)
	small := 0
	for _, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		if unicode.IsLower(first) && len(w) > 3 {
			small++
		}
	}
	return len(words) > 7 && small*2 > len(words)-2
}
