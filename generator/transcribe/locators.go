package transcribe

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// locator is a place in a work: a page, a chapter, a document's number.
type locator struct{ label, value string }

// query writes locators as cite: links have them.
func query(locators []locator) string {
	var b strings.Builder
	for i, l := range locators {
		b.WriteByte("?&"[bit(i > 0)])
		b.WriteString(l.label + "=" + strings.ReplaceAll(url.QueryEscape(l.value), "%2F", "/"))
	}
	return b.String()
}

// locatorWords are the words that introduce locators, with CSL's labels.
var locatorWords = map[string]string{
	"p": "page", "pp": "page", "page": "page", "pages": "page", "pg": "page", "s": "page", "seite": "page", "pág": "page",
	"no": "number", "nos": "number", "nr": "number", "number": "number", "numbers": "number", "№": "number", "doc": "number", "docs": "number", "document": "number", "documents": "number",
	"ch": "chapter", "chs": "chapter", "chap": "chapter", "chaps": "chapter", "chapter": "chapter", "chapters": "chapter", "kap": "chapter",
	"vol": "volume", "vols": "volume", "volume": "volume", "bd": "volume",
	"n": "note", "nn": "note", "note": "note", "notes": "note", "fn": "note",
	"sec": "section", "section": "section", "§": "section", "§§": "section", "pt": "part", "part": "part",
	"bk": "book", "book": "book", "fig": "figure", "figure": "figure", "table": "table", "col": "column", "cols": "column",
	"fol": "folio", "fols": "folio", "anm": "note", "sp": "column", "л": "folio", "bl": "folio", "t": "volume", "l": "line", "ll": "line", "line": "line", "lines": "line", "art": "article-locator", "article": "article-locator",
	"с": "page", "стр": "page", "т": "volume", "гл": "chapter",
	"para": "paragraph", "paras": "paragraph", "¶": "paragraph", "app": "appendix", "appendix": "appendix",
}

// readLocators reads locators from a place on, and returns where they end; the place itself when there are none.
// first is the label of a first value without one; a value without a label is no locator when it is "".
func readLocators(s string, at int, first string) (found []locator, end int) {
	if found, end = hanPage(s, at); found != nil {
		return found, end
	}
	label := first
	i := skipFiller(s, skipSeparator(s, at, true))
	stopped := strings.HasPrefix(s[at:], ". ")
	for {
		next, after := readLabel(s, i)
		if stopped && next == "" {
			return found, end
		}
		if next != "" {
			label, i = next, after
		}
		if label == "" {
			return found, end
		}
		value, after := readValue(s, i, next != "")
		if value == "" || next == "" && isYearValue(value) {
			return found, end
		}
		if deeper := decimals().FindString(s[after:]); label == "section" && deeper != "" {
			value, after = value+deeper, after+len(deeper) // "§ 2.1"
		}
		if k := pageOfVolume(s, after); next == "" && (label == "page" || label == "?") && k > 0 && len(value) < 3 {
			found = append(found, locator{"volume", value})
			i, end, label = k, after, "page"
			continue
		}
		if k := len(editionAfter().FindString(s[after:])); next == "" && k > 0 {
			return found, end // "2. Aufl."
		}
		found = append(found, locator{label, value})
		end = after
		i = skipSeparator(s, end, false)
		if i == end {
			return found, end
		}
		i = skipFiller(s, i)
	}
}

var decimals = pattern(`^(?:\.\d{1,3})+`)

var editionAfter = pattern(`^(?:\. ?(?:Aufl|éd|изд)|(?:st|nd|rd|th|e)? (?:ed\b|edn\b|éd\b|vols?\b|Bde))`)

// pageOfVolume returns where the page begins in "2:14" and "2: 88", or 0.
func pageOfVolume(s string, at int) int {
	rest := strings.TrimPrefix(strings.TrimPrefix(s[at:], ":"), " ")
	if strings.HasPrefix(s[at:], ":") && rest != "" && rest[0] >= '0' && rest[0] <= '9' {
		return len(s) - len(rest)
	}
	return 0
}

// skipSeparator skips what stands between values: a comma, "and", or (before the first) a space or colon.
func skipSeparator(s string, at int, first bool) int {
	if first {
		return at + len(beginning(s[at:], ", ", ": ", " : ", ". ", ":", " ", ","))
	}
	return at + len(beginning(s[at:], ", and ", ", & ", ", ", " and ", " & ", " und ", " et ", "/no. "))
}

// skipFiller skips words such as "particularly".
func skipFiller(s string, at int) int {
	return at + len(beginning(s[at:], "particularly ", "especially ", "esp. ", "see ", "at ", "here ", "hier ", "in particular ", "in part. ", "insb. ", "bes. ", "also ", "a ", "alle "))
}

// readLabel reads a label's word, with its stop and the space after it.
func readLabel(s string, at int) (label string, end int) {
	end = at
	for end < len(s) && end < at+12 {
		r, size := utf8.DecodeRuneInString(s[end:])
		if !unicode.IsLetter(r) && r != '§' && r != '№' && r != '¶' {
			break
		}
		end += size
	}
	word := strings.ToLower(s[at:end])
	label = locatorWords[word]
	if label == "" || word == "s" && s[at] != 'S' || len(word) < 2 && end < len(s) && s[end] != '.' && s[end] != ' ' {
		return "", at
	}
	stop := strings.HasPrefix(s[end:], ".")
	if stop {
		end++
	}
	for strings.HasPrefix(s[end:], " ") {
		end++
	}
	if len(word) == 1 && !stop && word[0] < 0x80 {
		return "", at
	}
	return label, end
}

// valueEnd returns where a number or, after a label, a Roman numeral ends; the place itself when there is none.
func valueEnd(s string, i int, labelled bool) int {
	k := i
	for k < len(s) && k < i+6 && s[k] >= '0' && s[k] <= '9' {
		k++
	}
	if k > i {
		if k < len(s) && (s[k] >= 'a' && s[k] <= 'e' || s[k] == 'n') && (k+1 == len(s) || !isWordByte(s[k+1])) {
			return k + 1
		}
		return k + len(noteOfPage().FindString(s[k:]))
	}
	for k < len(s) && k < i+8 && strings.IndexByte("IVXLCDMivxlcdm", s[k]) >= 0 {
		k++
	}
	lower := k > i+1 && strings.ToLower(s[i:k]) == s[i:k] && (k == len(s) || strings.IndexByte(").,;-", s[k]) >= 0 || strings.HasPrefix(s[k:], "–"))
	if (labelled || lower) && k > i && romanValue(s[i:k]) > 0 {
		return k
	}
	return i
}

// noteOfPage is the note that is meant on a page: "50n12".
var noteOfPage = pattern(`^nn?\.? ?\d{1,3}\b`)

// readValue reads a number, a range, or, after a label, a Roman numeral.
func readValue(s string, at int, labelled bool) (value string, end int) {
	one := func(i int) int { return valueEnd(s, i, labelled) }
	end = one(at)
	if end == at || end < len(s) && !strings.HasPrefix(s[end:], "f.") && !strings.HasPrefix(s[end:], "ff") && (isWordByte(s[end]) || s[end] >= utf8.RuneSelf && endsInLetter(s[:end+1])) {
		return "", at
	}
	if dash := beginning(s[end:], "-", "–", "—", "~", "～", " – ", "/"); dash != "" {
		if k := one(end + len(dash)); k > end+len(dash) && (k == len(s) || !isWordByte(s[k])) {
			end = k
		}
	}
	value = strings.NewReplacer("–", "-", "—", "-", "~", "-", "～", "-", " ", "").Replace(s[at:end])
	for _, more := range []string{"쪽", "면", " 쪽", "頁", " ff.", "ff.", " f.", "f.", " ff", "ff"} {
		if strings.HasPrefix(s[end:], more) && (end+len(more) == len(s) || !isWordByte(s[end+len(more)])) {
			end += len(more)
			break
		}
	}
	return value, end
}

func isWordByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// isYearValue says that a number is more likely a year than a page.
func isYearValue(s string) bool {
	return len(s) >= 4 && strings.Trim(s[:4], "0123456789") == "" && (len(s) == 4 || len(s) == 5 && s[4] >= 'a') && s >= "1500" && s < "2100"
}

// undated are the words that stand where a year would.
var undated = []string{"in press", "forthcoming", "n.d.", "n. d.", "im Druck"}

// reprinted is the year of a work's first edition before that of the one that was used.
var reprinted = pattern(`^[\[(](?:1[4-9]|20)\d\d[\])] `)

// readYear reads a year with its letter.
func readYear(s string, at int) (year string, end int) {
	if word := beginning(s[at:], undated...); word != "" {
		return word, at + len(word)
	}
	if m := reprinted().FindStringIndex(s[at:min(len(s), at+12)]); m != nil && at+m[1]+4 <= len(s) && isYearValue(s[at+m[1]:at+m[1]+4]) {
		at += m[1] // "[1951] 1988"
	}
	if at+4 > len(s) || !isYearValue(s[at:at+4]) {
		return "", at
	}
	end = at + 4
	if end < len(s) && s[end] >= 'a' && s[end] <= 'k' && (end+1 == len(s) || !isWordByte(s[end+1])) {
		end++
	}
	if end < len(s) && isWordByte(s[end]) {
		return "", at
	}
	year = s[at:end]
	if strings.HasPrefix(s[end:], "/") && end+5 <= len(s) && isYearValue(s[end+1:end+5]) {
		end += 5 // 1885/1913: an old work in a new edition
	}
	return year, end
}
