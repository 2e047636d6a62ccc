package transcribe

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"glossator/generator/csl"
)

var andWord = pattern(`,? (?:and|&|und|et|y|e) |; |·`)

// slashBetween parts names as German lists do.
var slashBetween = pattern(`(\pL|\.) ?/ ?(\p{Lu})`)

var spokenSeparator = pattern(`,? (?:and|&|und|et) |, `)

// personNames reads the names at the start of an entry, the first with its family name in front; nil when the
// words are no names.
func personNames(s string) []csl.Name {
	s = strings.Trim(s, " ,")
	if strings.Contains(s, ", ") {
		s = slashBetween().ReplaceAllString(s, "$1; $2")
	}
	others := false
	for _, word := range []string{", et al.", ", u. a", " u. a.", " u. a", " u.a.", " et al.", ", et al", " et al", " and others", ", and others"} {
		if cut, found := strings.CutSuffix(s, word); found {
			s, others = cut, true
		}
	}
	var names []csl.Name
	for _, chunk := range andWord().Split(s, -1) {
		chunkNames := namesInChunk(strings.Split(chunk, ", "), len(names) == 0)
		if chunkNames == nil {
			return nil
		}
		names = append(names, chunkNames...)
	}
	if others {
		names = append(names, csl.Name{Literal: "others"})
	}
	return names
}

var (
	capitalFamily = pattern(`^` + capitalName + `(?:\p{Ll}+|\.)(?:[ -]\p{Lu}(?:\p{Ll}+|\.))*$`)
	capitalStart  = pattern(`^` + capitalName + `[\p{Ll}.]`)
)

const capitalName = `(?:\p{Lu}{2,3} )?[\p{Lu}'’-]{5,}( )\p{Lu}`

// capitalsFirst returns where the family name ends of "MÜLLER Anne-Marie", as French lists have it, or 0.
func capitalsFirst(s string) int {
	at := capitalFamily().FindStringSubmatchIndex(s)
	if at == nil || isInstitution(s) {
		return 0
	}
	return at[2]
}

// namesInChunk reads "Watt, D. C.", "Walt, S. M., Waltz, K. N." or "Watt, D. C., Stephen Walt".
func namesInChunk(parts []string, first bool) []csl.Name {
	var names []csl.Name
	for i := 0; i < len(parts); {
		family := strings.TrimSpace(parts[i])
		if isSuffix(family) && len(names) > 0 {
			names[len(names)-1].Suffix = family
			i++
			continue
		}
		if !isNameWords(family) {
			return nil
		}
		secondInverted := !first && i == 0 && len(parts) == 2 && !strings.Contains(family, " ") && isGiven(parts[1])
		inverted := secondInverted || i+1 < len(parts) && isGiven(parts[i+1]) && (first && i == 0 || isInitials(strings.Fields(parts[i+1])[0]) || hasCapitals(family)) && initialsLast(family) == 0 && !(strings.Contains(family, " ") && isInitials(strings.Fields(family)[0]))
		switch {
		case inverted && isArchive(family):
			return []csl.Name{{Literal: strings.Join(parts, ", ")}}
		case inverted:
			names = append(names, csl.Name{Family: inSmallLetters(family, parts[i+1]), Given: strings.TrimRight(strings.TrimSpace(parts[i+1]), ",")})
			i += 2
		case first && i == 0 && len(parts) == 1 && isInstitution(family):
			return []csl.Name{{Literal: family}}
		case initialsLast(family) > 0:
			at := initialsLast(family)
			names = append(names, csl.Name{Family: family[:at], Given: family[at+1:]})
			i++
		case capitalsFirst(family) > 0:
			at := capitalsFirst(family)
			names = append(names, csl.Name{Family: inSmallLetters(family[:at], family[at+1:]), Given: family[at+1:]})
			i++
		case strings.Contains(family, " "):
			names = append(names, givenFirst(family)...)
			i++
		default:
			names = append(names, csl.Name{Family: family})
			i++
		}
	}
	return names
}

// inSmallLetters writes a family name that the list sets in capitals like any other.
func inSmallLetters(family, given string) string {
	if !hasCapitals(family) || hasCapitals(given) || isInitials(strings.Fields(given)[0]) {
		return family
	}
	letters := []rune(strings.ToLower(family))
	for i := range letters {
		if i == 0 || !unicode.IsLetter(letters[i-1]) {
			letters[i] = unicode.ToUpper(letters[i])
		}
	}
	return string(letters)
}

// isArchive says that the words name what keeps documents, so that a place may follow after a comma.
func isArchive(s string) bool { return archiveWord().MatchString(s) }

var archiveWord = pattern(`(?i)\b(?:archives?|library|record office|museum|archiv|bibliothek|bibliothèque|papers)\b|архив`)

// initialsLast returns where the initials begin that follow a family name without a comma, or 0.
func initialsLast(s string) int {
	at := strings.IndexByte(s, ' ')
	if at < 0 {
		return 0
	}
	given := strings.NewReplacer(".", "", " ", "").Replace(s[at+1:])
	if n := utf8.RuneCountInString(given); n == 0 || n > 3 || strings.ContainsFunc(given, func(r rune) bool { return !unicode.IsUpper(r) }) || utf8.RuneCountInString(s[:at]) < 3 {
		return 0
	}
	return at
}

// isGiven says that the words are given names or initials.
func isGiven(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 4 {
		return false
	}
	for _, w := range words {
		if !startsUpper(w) && !isParticle(w) || isTitleWord(w) || strings.ContainsAny(w, ":;()\"0123456789") {
			return false
		}
	}
	return true
}

// isNameWords says that the words can be a name: a few words with capitals, no digits.
func isNameWords(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 6 || strings.ContainsAny(s, `:;()"“0123456789*?!`) {
		return false
	}
	for _, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		if unicode.IsLower(first) && !isParticle(w) && !isSmallTitleWord(w) {
			return false
		}
	}
	return startsUpper(words[0]) || isParticle(words[0]) || unicode.IsLetter([]rune(words[0])[0]) && !unicode.IsLower([]rune(words[0])[0])
}

func isInstitution(s string) bool {
	for w := range strings.FieldsSeq(s) {
		if isTitleWord(w) || isSmallTitleWord(w) {
			return true
		}
	}
	return isAffiliation(s) || len(strings.Fields(s)) > 3 && !initialsAndCapitals().MatchString(s) || hasCapitals(s) && !strings.Contains(s, ".") && len(s) > 12
}

// initialsAndCapitals is a name as French notes print it: "C. DE LA MORANDIÈRE".
var initialsAndCapitals = pattern(`^(?:\p{Lu}\.[ -]?)+[\p{Lu}'’ -]{3,}$`)

// givenFirst reads names as running text has them: "Jack R. Dukes and Bruce Franklin".
func givenFirst(s string) []csl.Name {
	var names []csl.Name
	for _, chunk := range spokenSeparator().Split(strings.Trim(s, " ,"), -1) {
		words := strings.Fields(chunk)
		if len(words) == 0 {
			continue
		}
		at := len(words) - 1
		suffix := ""
		if at > 0 && isSuffix(words[at]) {
			suffix = words[at]
			at--
		}
		particle := at
		for particle > 1 && (isParticle(words[particle-1]) || hasCapitals(words[at]) && isParticle(strings.ToLower(words[particle-1]))) {
			particle--
		}
		names = append(names, csl.Name{
			Given: strings.Join(words[:particle], " "), NonDroppingParticle: strings.Join(words[particle:at], " "), Family: strings.Trim(words[at], ","), Suffix: suffix,
		})
	}
	return names
}

func surnames(names []csl.Name) []string {
	var families []string
	for _, n := range names {
		families = append(families, n.Surname())
	}
	return families
}

func firstNames(names map[string][]csl.Name) []csl.Name {
	for _, role := range []string{"author", "editor", "translator"} {
		if len(names[role]) > 0 {
			return names[role]
		}
	}
	return nil
}

// fold returns a text for comparing: in small letters, without marks, quotation marks straight.
func fold(s string) string {
	ascii := true
	for i := 0; i < len(s) && ascii; i++ {
		ascii = s[i] < utf8.RuneSelf
	}
	if ascii {
		return strings.ToLower(s)
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == '’' || r == '‘':
			b.WriteByte('\'')
		case r == 'ß':
			b.WriteString("ss")
		case r == 'ø':
			b.WriteByte('o')
		case r == 'ł':
			b.WriteByte('l')
		default:
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String())
}

// romanized writes small Cyrillic letters and Hangul (the Revised Romanization, syllable by syllable) in Latin
// letters, for keys and ids.
func romanized(s string) string {
	initials := strings.Split("g,kk,n,d,tt,r,m,b,pp,s,ss,,j,jj,ch,k,t,p,h", ",")
	vowels := strings.Split("a,ae,ya,yae,eo,e,yeo,ye,o,wa,wae,oe,yo,u,wo,we,wi,yu,eu,ui,i", ",")
	finals := strings.Split(",k,k,k,n,n,n,t,l,k,m,l,l,l,p,l,m,p,p,t,t,ng,t,t,k,t,p,t", ",")
	cyrillic := strings.Split("a,b,v,g,d,e,zh,z,i,i,k,l,m,n,o,p,r,s,t,u,f,kh,ts,ch,sh,shch,,y,,e,yu,ya", ",")
	var b strings.Builder
	for _, r := range s {
		if r >= 'а' && r <= 'я' {
			b.WriteString(cyrillic[r-'а'])
			continue
		}
		if r < 0xac00 || r > 0xd7a3 {
			b.WriteRune(r)
			continue
		}
		n := int(r - 0xac00)
		b.WriteString(initials[n/588] + vowels[n%588/28] + finals[n%28])
	}
	return b.String()
}

// mainTitle returns a title before its colon or question mark, without an article.
func mainTitle(title string) string {
	main, _, _ := strings.Cut(title, ":")
	main, _, _ = strings.Cut(main, "?")
	if i := strings.Index(main, ". "); i > 4 && len(lastWord(main[:i])) > 3 {
		main = main[:i] // a subtitle after a stop
	}
	if strings.HasPrefix(main, "The ") || strings.HasPrefix(main, "A ") {
		_, main, _ = strings.Cut(main, " ")
	}
	return strings.TrimSpace(main)
}
