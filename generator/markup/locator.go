package markup

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"glossator/generator/edition"
)

// locatorLabels are the labels of CSL 1.0.2 with the words that introduce them in a suffix, without their stops.
// "number" is a CSL variable that editions of documents cite by as well.
var locatorLabels = map[string][]string{
	"act":             {"act", "acts"},
	"appendix":        {"app", "apps", "appendix", "appendices"},
	"article-locator": {"art", "arts", "article", "articles"},
	"book":            {"bk", "bks", "book", "books"},
	"canon":           {"can", "canon", "canons"},
	"chapter":         {"ch", "chs", "chap", "chaps", "chapter", "chapters"},
	"column":          {"col", "cols", "column", "columns"},
	"elocation":       {"loc", "locs", "location", "locations"},
	"equation":        {"eq", "eqs", "equation", "equations"},
	"figure":          {"fig", "figs", "figure", "figures"},
	"folio":           {"fol", "fols", "folio", "folios"},
	"issue":           {"iss", "issue", "issues"},
	"line":            {"l", "ll", "line", "lines"},
	"note":            {"n", "nn", "note", "notes"},
	"number":          {"no", "nos", "nr", "nrs", "number", "numbers"},
	"opus":            {"op", "opp", "opus", "opera"},
	"page":            {"p", "pp", "pg", "pgs", "page", "pages"},
	"paragraph":       {"para", "paras", "paragraph", "paragraphs", "¶", "¶¶"},
	"part":            {"pt", "pts", "part", "parts"},
	"rule":            {"r", "rr", "rule", "rules"},
	"scene":           {"sc", "scs", "scene", "scenes"},
	"section":         {"sec", "secs", "section", "sections", "§", "§§"},
	"sub-verbo":       {"s.v", "s.vv", "sub verbo", "sub verbis", "sv"},
	"supplement":      {"supp", "supps", "supplement", "supplements"},
	"table":           {"tbl", "tbls", "table", "tables"},
	"timestamp":       {"timestamp", "timestamps"},
	"title-locator":   {"tit", "title", "titles"},
	"verse":           {"v", "vv", "verse", "verses"},
	"version":         {"version", "versions"},
	"volume":          {"vol", "vols", "volume", "volumes"},
}

// foreignLabels are words of other languages that introduce locators, which Pandoc takes from the language of a text. They are
// known in any text, with just these capitals: "S. 3" is a page, and "s. 3" may be a section.
var foreignLabels = map[string][]string{
	"act":             {"acto", "atto", "מערכה"},
	"appendix":        {"apénd", "apéndice", "appendice", "נספח", "ملحق"},
	"article-locator": {"artículo", "artículos", "artt", "articolo", "articoli", "מאמר", "مادة"},
	"book":            {"lib", "libro", "ספר", "كتاب"},
	"chapter": {
		"Kap", "Kapitel", "cap", "caps", "capp", "capítulo", "capítulos", "capitolo", "capitoli", "гл", "глава", "פרק", "פרקים", "פ׳", "פ'", "فصل",
		"الفصل", "باب",
	},
	"column":     {"Sp", "Spalte", "Spalten", "coll", "columna", "colonna", "стб", "טור", "עמודה", "عمود"},
	"figure":     {"Abb", "Abbildung", "figs", "figg", "figura", "рис", "איור", "شكل"},
	"folio":      {"Bl", "Blatt", "f°", "fº", "f", "ff", "foglio", "fogli", "л", "лл", "דף", "ورقة", "ق"},
	"issue":      {"fasc", "fascc", "fascículo", "fascicolo", "גיליון", "גיל׳", "גיל'", "عدد", "ع"},
	"line":       {"Z", "Zeile", "Zeilen", "lín", "líns", "línea", "líneas", "riga", "righe", "стк", "שורה", "שו׳", "שו'", "سطر", "س"},
	"note":       {"Anm", "Anmerkung", "nota", "notas", "прим", "הערה", "הע׳", "הע'", "هامش", "حاشية", "هـ"},
	"number":     {"n°", "nº", "n.º", "núm", "núms", "número", "números", "num", "numero", "numeri", "№", "מס׳", "מס'", "מספר", "رقم"},
	"page":       {"S", "Seite", "Seiten", "pág", "págs", "página", "páginas", "pag", "pagg", "pagina", "pagine", "с", "стр", "עמ׳", "עמ'", "עמוד", "עמודים", "ص", "صص", "صفحة"},
	"paragraph":  {"párr", "párrs", "párrafo", "par", "parr", "paragrafo", "paragrafi", "פסקה", "פס׳", "פס'", "فقرة"},
	"part":       {"Teil", "pte", "ptes", "parte", "partes", "parti", "ч", "часть", "חלק", "ח׳", "ח'", "قسم"},
	"section":    {"Abschn", "Abschnitt", "secc", "sección", "secciones", "sez", "sezione", "sezioni", "סעיף"},
	"sub-verbo":  {"s. v", "s. vv", "voz", "voce", "ערך"},
	"supplement": {"suplemento", "suppl", "supplemento", "מוסף", "ذيل"},
	"table":      {"tab", "tabla", "tablas", "tabella", "tabelle", "טבלה", "جدول"},
	"verse":      {"verso", "versos", "versi", "פסוק", "بيت", "آية"},
	"volume": {
		"Bd", "Bde", "Band", "Bände", "tome", "tomo", "voll", "volumen", "volúmenes", "volumi", "т", "כרך", "ج", "جزء", "مج", "مجلد",
	},
}

// counters are the words that Korean says behind a number: 3장, 제3장.
var counters = map[string]string{
	"쪽": "page", "면": "page", "장": "chapter", "절": "section", "조": "article-locator", "항": "paragraph", "행": "line",
	"권": "volume", "호": "issue", "번": "number", "부": "part", "막": "act",
}

// labelOf and foreignLabelOf are these turned round.
var labelOf, foreignLabelOf = byWord(locatorLabels), byWord(foreignLabels)

func byWord(labels map[string][]string) map[string]string {
	m := map[string]string{}
	for label, words := range labels {
		for _, w := range words {
			m[w] = label
		}
	}
	return m
}

// parseSuffix splits what follows a key into locators and the words after them:
// ", no. 81, no. 84, in part" gives number 81, number 84 and ", in part".
func parseSuffix(s string) (locators []edition.Locator, suffix string) {
	rest := strings.TrimLeft(strings.Join(strings.Fields(s), " "), ",، ")
	if inner, after, ok := braced(rest); ok {
		return bracedLocators(inner), after
	}
	locators, suffix = readLocators(rest)
	if len(locators) > 0 || suffix == "" {
		return locators, suffix
	}
	for _, comma := range []string{",", "،"} {
		if strings.HasPrefix(s, comma) {
			return nil, comma + " " + suffix
		}
	}
	return nil, " " + suffix
}

// braced reads Pandoc's explicit locator: {pp. iv, vi}.
func braced(s string) (inner, after string, ok bool) {
	if !strings.HasPrefix(s, "{") {
		return "", "", false
	}
	end := strings.IndexByte(s, '}')
	if end < 0 {
		return "", "", false
	}
	return strings.TrimSpace(s[1:end]), s[end+1:], true
}

// bracedLocators are those that stand between braces: as without these, else all of it as one. Empty braces say that there
// is none: [@watt1974{}, 99 years later].
func bracedLocators(inner string) []edition.Locator {
	if locators, left := readLocators(inner); left == "" {
		return locators
	}
	label, value, ok := readLabel(inner)
	if !ok {
		label = "page"
	}
	return []edition.Locator{{Label: label, Value: value}}
}

// joint is what may stand between two locators: a comma, a semicolon or "and", and before it that the one goes on. Arabic and
// Hebrew write "and" onto the number.
var joint = regexp.MustCompile(`^(?:\.| (?:ff?|ss?|sqq?|et seqq?|passim)\.?)?` +
	`(?:[,;،、]? (?:(?:and|und|u\.|et|y|ed?|и|و|및|&) |و|ו[־-])|[,;،、] ?)`)

// readLocators reads locators from the start of s: a label with its values, then more values or labels behind a joint, or a
// label at once: "p. 3 n. 7". A number without a label is a page, and so is A12. A value of letters alone goes on from another
// such, and from a number it does not: "p. 158, a classic".
func readLocators(s string) (locators []edition.Locator, rest string) {
	label, between := "", ""
	rest = s
	for {
		next, after, found := readLabel(s)
		if found {
			label = next
			s = after
		} else if label == "" {
			if !isBareValue(s) {
				return locators, rest
			}
			label = "page"
		}
		value, after, ok := readValue(s)
		if !ok || between == " " && !hasDigit(value) || !found && !hasDigit(value) && hasDigit(locators[len(locators)-1].Value) {
			return locators, rest
		}
		counter, number := counted(value)
		if counter != "" && (!found || counter == label) {
			label, value = counter, number
		}
		locators = append(locators, edition.Locator{Label: label, Value: value, Joint: between})
		rest, s = after, after
		next, onward := strings.CutPrefix(s, " ")
		_, _, labelled := readLabel(next)
		switch typed := joint.FindString(s); {
		case counter != "" && onward && beginsCounted(next): // styles have labels and commas for the counters
			s, between = next, ""
		case typed == ", ":
			s, between = s[len(typed):], ""
		case typed != "":
			s, between = s[len(typed):], typed
		case onward && labelled:
			s, between = next, " "
		default:
			return locators, rest
		}
	}
}

// counted is the label of a value that ends with a counter, and its number; "" where it does not.
func counted(value string) (label, number string) {
	last, size := utf8.DecodeLastRuneInString(value)
	label = counters[string(last)]
	number = strings.ReplaceAll(strings.TrimPrefix(value, "제"), string(last), "") // 3장-5장, too
	if size == 0 || label == "" || !hasDigit(number) || strings.ContainsFunc(number, unicode.IsLetter) {
		return "", ""
	}
	return label, number
}

// beginsCounted says that another number with its counter comes, as the page does in 2권 15쪽.
func beginsCounted(s string) bool {
	value, _, _ := readValue(s)
	label, _ := counted(value)
	return label != ""
}

// readLabel reads the word for a label, its stop and the space after it. A label must be followed by a value.
func readLabel(s string) (label, rest string, ok bool) {
	for _, sign := range []string{"§§", "§", "¶¶", "¶"} {
		if after, found := strings.CutPrefix(s, sign); found {
			return labelOf[sign], strings.TrimLeft(after, " \u00a0"), true
		}
	}
	end := strings.IndexFunc(s, func(r rune) bool { return r == ' ' || r == '\u00a0' || unicode.IsDigit(r) })
	for _, twoWords := range []string{"sub verb", "s. v"} {
		if strings.HasPrefix(s, twoWords) {
			if i := strings.IndexByte(s[len(twoWords):], ' '); i >= 0 {
				end = len(twoWords) + i
			}
		}
	}
	if end <= 0 || end == 1 && isBareValue(s) { // S3 is a page of a supplement, S. 3 the third in German
		return "", s, false
	}
	word := strings.TrimSuffix(s[:end], ".")
	label, known := labelOf[strings.ToLower(word)]
	if !known {
		label, known = foreignLabelOf[word]
	}
	if !known {
		return "", s, false
	}
	return label, strings.TrimLeft(s[end:], " \u00a0"), true
}

// readValue reads one locator value: it holds a digit, or is a Roman or Hebrew numeral or a single letter, and may be a
// range. Quoted words are a value too, for s.v.
func readValue(s string) (value, rest string, ok bool) {
	for _, quotes := range []string{`""`, "“”", "«»"} {
		q := []rune(quotes)
		if strings.HasPrefix(s, string(q[0])) {
			if end := strings.Index(s[len(string(q[0])):], string(q[1])); end >= 0 {
				end += len(string(q[0])) + len(string(q[1]))
				return s[:end], s[end:], true
			}
		}
	}
	end := strings.IndexFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-–—.:/*()[]׳״", r)
	})
	if end < 0 {
		end = len(s)
	}
	value = strings.TrimRight(s[:end], ".:/-–—([")
	if strings.Contains(value, ")") && !strings.Contains(value, "(") {
		value, _, _ = strings.Cut(value, ")")
	}
	if !isLocatorValue(value) {
		return "", s, false
	}
	return value, s[len(value):], true
}

// isBareValue reports whether s begins with what is a page without a label: a number, before which there may be one capital, as
// newspapers and supplements number theirs, or the Korean sign of an ordinal. Other words that have a number in them are words:
// "post-1945", "I.3.4".
func isBareValue(s string) bool {
	s = strings.TrimPrefix(s, "제")
	first, size := utf8.DecodeRuneInString(s)
	if first >= 'A' && first <= 'Z' {
		first, _ = utf8.DecodeRuneInString(s[size:])
	}
	return unicode.IsDigit(first)
}

func isLocatorValue(s string) bool {
	if hasDigit(s) || strings.ContainsAny(s, "׳״") { // Hebrew numerals: י״ב
		return true
	}
	letters := strings.ToLower(strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }))
	return utf8.RuneCountInString(letters) == 1 || letters != "" && strings.Trim(letters, "ivxlcdm-–()") == ""
}

func hasDigit(s string) bool { return strings.ContainsFunc(s, unicode.IsDigit) }
