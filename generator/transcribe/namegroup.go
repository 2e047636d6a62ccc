package transcribe

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// nameGroup is one or several names in running text: "Fleron, Jr., Hoffmann and Laird eds."
type nameGroup struct {
	parts  []namePart
	end    int
	others bool // et al.
	eds    bool
}

// namePart is one person: the words that may be a name, and where each begins.
type namePart struct {
	words  []string
	starts []int
	end    int
	owner  bool // with 's
}

const (
	mostNames = 8
	mostWords = 5 // of a name
)

// readNames reads the names that begin at a place; the group is empty when there are none.
func readNames(s string, at int) nameGroup {
	var g nameGroup
	i := at
	for len(g.parts) < mostNames {
		p := readName(s, i)
		if len(p.words) == 0 {
			break
		}
		if last := p.words[len(p.words)-1]; isSuffix(last) && len(p.words) == 1 && len(g.parts) > 0 {
			g.end = p.end
		} else {
			g.parts = append(g.parts, p)
			g.end = p.end
		}
		next := g.end + len(beginning(s[g.end:], ", and ", ", & ", " and ", " & ", ", ", "-", "–", "/", " und ", " et ", " y ", " e ", " и ", "·"))
		if rest, found := strings.CutPrefix(s[next:], "; "); found && next == g.end && hasCapitals(p.words[len(p.words)-1]) && hasCapitals(rest[:wordEnd(rest, 0)]) {
			next += len("; ") // "(MELO; SOUZA, 2001)"
		}
		if next == g.end || p.owner {
			break
		}
		i = next
	}
	g.readTail(s)
	return g
}

// readTail reads "et al." and "eds." after the names.
func (g *nameGroup) readTail(s string) {
	if len(g.parts) == 0 {
		return
	}
	others := beginning(s[g.end:], ", et al.", " et al.", " et al", " and others", " and colleagues", " u. a.")
	if m := othersInKorean().FindString(s[g.end:]); m != "" && others == "" {
		others = m[:len(m)-1]
	}
	g.end += len(others)
	eds := beginning(s[g.end:], ", eds.", " eds.", ", eds", " eds", " (eds.)", " (eds)", ", ed.", " ed.", " (ed.)", " (ed)", " (Hg.)", " (Hrsg.)", " (dir.)")
	g.end += len(eds)
	g.others, g.eds = others != "", eds != ""
}

// othersInKorean are et al. after a name, before its year.
var othersInKorean = pattern(`^ (?:외|등)[ (,]`)

// readName reads words with capitals that stand together, initials and particles among them.
func readName(s string, at int) namePart {
	var p namePart
	i := at
	for len(p.words) < mostWords {
		end := wordEnd(s, i)
		word := s[i:end]
		if word == "" || len(p.words) > 0 && (word == "Указ" || word == "Цит" || word == "외" || word == "등") {
			break
		}
		first, _ := utf8.DecodeRuneInString(word)
		upper := unicode.IsUpper(first) || unicode.Is(unicode.Hangul, first) || unicode.Is(unicode.Han, first)
		upper = upper || strings.HasPrefix(word, "d'") || strings.HasPrefix(word, "d’")
		if !upper && (!isParticle(word) || end == len(s) || s[end] != ' ') {
			break
		}
		initial := utf8.RuneCountInString(word) <= 2 && unicode.IsUpper(first) && end < len(s) && s[end] == '.'
		if (initial || isSuffix(word)) && end < len(s) && s[end] == '.' {
			end++
		}
		p.words, p.starts, p.end = append(p.words, s[i:end]), append(p.starts, i), end
		if own := beginning(s[end:], "'s", "’s"); own != "" {
			p.end, p.owner = end+len(own), true
			return p
		}
		if end >= len(s) || s[end] != ' ' {
			break
		}
		i = end + 1
	}
	for n := len(p.words); n > 0 && isParticle(p.words[n-1]); n = len(p.words) {
		p.words, p.starts = p.words[:n-1], p.starts[:n-1]
		if n > 1 {
			p.end = p.starts[n-2] + len(p.words[n-2])
		}
	}
	return p
}

// wordEnd returns where the word that begins at a place ends; hyphens and apostrophes inside belong to it.
func wordEnd(s string, at int) int {
	end := at
	for end < len(s) {
		r, size := utf8.DecodeRuneInString(s[end:])
		if unicode.IsLetter(r) {
			end += size
			continue
		}
		if (r == '-' || r == '\'' || r == '’') && end > at {
			next, _ := utf8.DecodeRuneInString(s[end+size:])
			if unicode.IsUpper(next) || r == '-' && unicode.IsLetter(next) {
				end += size
				continue
			}
		}
		break
	}
	return end
}

// family returns the part's family name, and where the name begins with its initials: the longest end of the
// words that the list knows, else the last word.
func (p namePart) family(known map[string][]*work) (name string, start int) {
	last := len(p.words) - 1
	for last > 0 && isInitials(p.words[last]) {
		last-- // as Russian writes names: "Белов С. Т."
	}
	if last < len(p.words)-1 && known[fold(p.words[last])] != nil {
		return p.words[last], p.starts[last]
	}
	last = len(p.words) - 1
	from := last
	for n := min(3, len(p.words)); n > 1; n-- {
		if known[fold(strings.Join(p.words[len(p.words)-n:], " "))] != nil {
			from = len(p.words) - n
			break
		}
	}
	name = strings.TrimRight(strings.Join(p.words[from:], " "), ".")
	if isSuffix(name) && from > 0 {
		from--
		name = strings.TrimRight(p.words[from], ".,")
	}
	for from > 0 && (strings.HasSuffix(p.words[from-1], ".") && !isSuffix(p.words[from-1]) && !(len(p.words[from-1]) > 2 && isNoName(p.words[from-1])) || utf8.RuneCountInString(p.words[from-1]) == 2 && from > 1 && strings.HasSuffix(p.words[from-2], ".")) {
		from--
	}
	for from > 0 && hasCapitals(name) && isParticle(strings.ToLower(p.words[from-1])) {
		from-- // "LA MORANDIÈRE", of the list's "DE LA MORANDIÈRE"
	}
	return name, p.starts[from]
}

// initials returns the first letters of the given names before the family name.
func (p namePart) initials() string {
	if len(p.words) < 2 || isNoName(p.words[0]) {
		return ""
	}
	return p.words[0][:1]
}

// isNoName says that the word, though it has a capital, is no name of an author.
func isNoName(s string) bool {
	word := strings.ToLower(strings.Trim(s, "."))
	return slices.Contains([]string{
		"see", "in", "as", "also", "but", "for", "the", "while", "according", "cf", "compare", "like", "both", "and", "or", "with", "from", "since", "after", "before", "by", "until", "between", "during",
		"on", "at", "if", "when", "thus", "however", "although", "though", "following", "both", "many", "most", "some", "this", "that", "these", "those", "because", "still", "yet", "here", "there", "his", "her", "their", "our", "its", "he", "she", "they", "we", "it", "i", "a", "an", "of", "to",
		"spring", "summer", "autumn", "fall", "winter", "early", "late", "mid", "circa", "ca", "c", "chapter", "part", "section", "figure", "table", "volume", "vol", "no", "p", "pp", "act", "article", "appendix", "note", "ad", "bc", "war", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
		"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
		"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec",
	}, word)
}
