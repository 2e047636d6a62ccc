package crosslink

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"glossator/generator/edition"
)

// Unicode's rules end a sentence after every "p." that a figure follows. goesOn knows better: it says that the
// sentence goes on though the rules end it after the mark at stop, with the next one beginning at end.
func goesOn(s string, stop, end int) bool {
	if end == len(s) {
		return false
	}
	mark, n := utf8.DecodeRuneInString(s[stop:])
	between := s[stop+n : end]
	next, _ := utf8.DecodeRuneInString(s[end:])
	if hasParticle(between, s[end:]) {
		return true
	}
	if mark != '.' {
		return sentenceClassOf(mark) == ender && sentenceClassOf(next) == lowerCase
	}
	if isLooseEllipsis(s, stop) || isOrdinal(s, stop, end) {
		return true
	}
	word := wordBefore(s, stop)
	spacesOnly := strings.TrimLeft(between, whiteSpace) == ""
	if spacesOnly && isInitial(s[:stop], s[end:], word) {
		return !startsSentence(s[end:])
	}
	word = strings.ToLower(word)
	switch cmp.Or(abbreviations[word], abbreviations[strings.TrimPrefix(word, "و")]) { // the Arabic "and" is part of the word behind it
	case anywhere:
		return true
	case beforeNames:
		return spacesOnly
	case beforeNumbers:
		return spacesOnly && isNumeral(s[end:])
	}
	return false
}

// hasParticle says that words go on without a space after a closing mark, as in Korean and Japanese: “…다.”라고
func hasParticle(between, rest string) bool {
	if between == "" || strings.ContainsAny(between, whiteSpace) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return r >= 0xac00 && r <= 0xd7a3 || strings.HasPrefix(rest, "と") || strings.HasPrefix(rest, "って")
}

// isLooseEllipsis says that the full stop is the last of dots that stand apart from the word before them.
func isLooseEllipsis(s string, stop int) bool {
	start, dots := stop, 1
	for {
		trimmed := strings.TrimRight(s[:start], whiteSpace)
		if !strings.HasSuffix(trimmed, ".") {
			break
		}
		start, dots = len(trimmed)-1, dots+1
	}
	if dots < 3 || start == 0 {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:start])
	return dots == 3 && strings.ContainsRune(whiteSpace+"[(", before)
}

// isOrdinal says that the full stop belongs to a number: 1939. 8. 23. 체결, am 23. August, or the number of a heading.
func isOrdinal(s string, stop, end int) bool {
	number := s[len(strings.TrimRight(s[:stop], "0123456789")):stop]
	if stop < longestWord && isNumeral(s[:stop]) && (number == s[:stop] || letters(s) == s[:stop]) {
		return true
	}
	if number == "" || len(number) > 4 {
		return false
	}
	digits := len(s[end:]) - len(strings.TrimLeft(s[end:], "0123456789"))
	if digits > 0 && digits <= 2 && strings.HasPrefix(s[end+digits:], ".") {
		return true
	}
	if r, _ := utf8.DecodeRuneInString(s[end:]); isDatePart(s[:stop-len(number)]) && r >= 0xac00 && r <= 0xd7a3 {
		return true
	}
	return len(number) <= 2 && germanMonths[letters(s[end:])]
}

// isDatePart says that s ends with a number, a full stop and space: 1939. 8.
func isDatePart(s string) bool {
	s, dot := strings.CutSuffix(strings.TrimRight(s, whiteSpace), ".")
	return dot && s != "" && '0' <= s[len(s)-1] && s[len(s)-1] <= '9'
}

// isNumeral says that s begins with a figure or with a Roman numeral in capitals.
func isNumeral(s string) bool {
	if first, _ := utf8.DecodeRuneInString(s); unicode.IsDigit(first) {
		return true
	}
	word := letters(s)
	return word != "" && strings.Trim(word, "IVXLCDM") == ""
}

// letters is the word that s begins with.
func letters(s string) string {
	i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if i < 0 {
		return s
	}
	return s[:i]
}

// longestWord is as far as is looked back for an abbreviation or a numeral, in bytes.
const longestWord = 16

// wordBefore is what stands before a full stop: letters and the full stops between them, as in e.g and U.S.
func wordBefore(s string, stop int) string {
	i := stop
	for i > 0 && stop-i < longestWord {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		if !unicode.IsLetter(r) && r != '.' {
			break
		}
		i -= n
	}
	return strings.Trim(s[i:stop], ".")
}

// isInitial says that the word with which before ends is somebody's initial, or ends in one. An I that follows
// another word, and that no other initial follows, is a number or the writer: World War I.
func isInitial(before, after, word string) bool {
	last := word[strings.LastIndexByte(word, '.')+1:]
	r, n := utf8.DecodeRuneInString(last)
	if !unicode.IsUpper(r) || n != len(last) && !initials[last] {
		return false
	}
	if last != "I" {
		return true
	}
	previous, _ := utf8.DecodeLastRuneInString(strings.TrimRight(before[:len(before)-1], whiteSpace))
	next := letters(after)
	return !unicode.IsLetter(previous) || utf8.RuneCountInString(next) == 1 && strings.HasPrefix(after[len(next):], ".")
}

// startsSentence says that s begins with a word that is nobody's name.
func startsSentence(s string) bool {
	word := letters(s)
	return starters[word] && !strings.HasPrefix(s[len(word):], ".")
}

// takeCitations moves the end of a sentence behind formatted citations that stand after its full stop: directly, or
// after a space where another sentence or nothing begins after them.
func takeCitations(s string, end int) int {
	for strings.HasPrefix(s[end:], edition.FormattedCitation) {
		after, _ := afterClosers(s, end+len(edition.FormattedCitation))
		before, _ := utf8.DecodeLastRuneInString(s[:end])
		spaced := unicode.IsSpace(before)
		next, _ := utf8.DecodeRuneInString(s[after:])
		if spaced && after < len(s) && (sentenceClassOf(next) != upperCase || after == end+len(edition.FormattedCitation)) {
			return end
		}
		end = after
	}
	return end
}

type follower uint8

const (
	nothing       follower = iota
	beforeNumbers          // an abbreviation where a number follows: no. 81, but: The answer was no.
	beforeNames            // a title: St. Petersburg
	anywhere               // never the end of a sentence
)

var (
	abbreviations = classifyAbbreviations()
	initials      = set("Ch Chr Dm Dzh Kh Ph Sh Shch Sv Th Ts Ya Ye Yu Zh Ж Дж")
	starters      = set("A After All Although An And Another As At Because Before Both But By During Each Either Even Finally First For From " +
		"He Hence Her Here His How However If In Instead It Its Later Moreover Neither Nevertheless No None Nor Not Now Of On Once One Only " +
		"Or Other Our Perhaps She Since So Some Still Such That The Their Then There Therefore These They This Those Though Thus To Under " +
		"Until We What When Where Whether Which While Who Why With Without Yet You")
	germanMonths = set("Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember")
)

func classifyAbbreviations() map[string]follower {
	m := map[string]follower{}
	for class, words := range map[follower]string{
		beforeNumbers: "p pp pg no nos nr num n nn vol vols ch chs chap chaps art arts sec secs sect para paras fig figs tab fol fols bk bks " +
			"pt pts l ll ser doc docs ms mss app cols col c s bd bde t al ibid op cit loc id r b d fl ff f par " +
			"jan feb mar apr jun jul aug sep sept oct nov dec т с стр гл " +
			"pág págs núm núms cap caps párr párrs lín líns lib apénd secc pag pagg capp artt voll nn figg tabb fasc sez ss sgg segg nr ص صص ج مج ط ع م ق س ت هـ",
		beforeNames: "dr drs mr mrs messrs prof st sts ste mt ft gen lt sgt capt cpt maj adm brig cmdr rev hon sen rep gov pres amb fr mme mlle " +
			"supt insp univ dept hr им акад проф sr sres sra sras srta dra dras dña lic sig sigg dott avv mons gral cnel sto sta excmo excma ilmo ilma profs pbro ing card d د أ أ.د",
		anywhere: "cf viz vs v e.g i.e esp incl ca approx ed eds trans transl tr comp comps intro repr z.b d.h u.a vgl bzw hrsg hg éd см ред т.е " +
			"cfr vid ej coord coords trad trads dir dirs ee",
	} {
		for word := range strings.FieldsSeq(words) {
			m[word] = class
		}
	}
	return m
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		m[word] = true
	}
	return m
}
