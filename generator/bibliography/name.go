package bibliography

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"glossator/generator/csl"
)

// ParseNames reads a list of names joined by "and", each as BibTeX writes it: "Charles de Gaulle", "de Gaulle, Charles",
// "King, Jr., Martin Luther", "{League of Nations}"; or as BibLaTeX does: "family=Gaulle, given=Charles, prefix=de".
// A particle before the family name stays with it; one after the given name ("Beethoven, Ludwig van") goes with
// the given name. "others" at the list's end becomes the literal name "others", which CSL processors print as et al.
func ParseNames(s string) []csl.Name { return parseNames(withoutControls(s), plainTeX, true) }

func plainTeX(s string) string { return fromTeX(s, texPlain, nil) }

// parseNames has decode turn the parts of names into text. With useprefix false, the particle before a family
// name is one that goes with the given name (BibLaTeX's option of that name).
func parseNames(s string, decode func(string) string, useprefix bool) []csl.Name {
	var names []csl.Name
	for _, part := range splitAnd(s) {
		if n := parseName(part, decode, useprefix); n != (csl.Name{}) {
			names = append(names, n)
		}
	}
	return names
}

func parseName(s string, text func(string) string, useprefix bool) csl.Name {
	decode := func(s string) string { return strings.TrimSpace(text(s)) } // a part that is white space alone is none
	s = strings.Trim(s, " \t\n\v\f\r")
	parts := splitTop(s, ',')
	switch {
	case s == "":
		return csl.Name{}
	case strings.EqualFold(s, "others"), strings.EqualFold(strings.TrimSuffix(s, "."), "et al"):
		return csl.Name{Literal: "others"}
	case isGroup(s):
		return csl.Name{Literal: decode(s[1 : len(s)-1])}
	}
	if n, ok := labelledName(parts, decode); ok {
		return n
	}
	n := csl.Name{}
	switch len(parts) {
	case 1:
		n = oneParted(words(s), decode)
	case 2:
		n = familyFirst(parts[0], parts[1], decode)
	default:
		n = threeParted(parts, decode)
	}
	if !useprefix && n.DroppingParticle == "" {
		n.DroppingParticle, n.NonDroppingParticle = n.NonDroppingParticle, ""
	}
	return n
}

// oneParted reads First von Last.
func oneParted(list []string, decode func(string) string) csl.Name {
	if len(list) == 0 {
		return csl.Name{}
	}
	suffix := ""
	if last := len(list) - 1; last > 1 && csl.IsSuffix(decode(list[last])) {
		suffix, list = decode(list[last]), list[:last]
	}
	von, last := len(list)-1, len(list)-1
	for i := len(list) - 2; i >= 0; i-- {
		if isLower(list[i], decode) {
			if von == len(list)-1 {
				last = i + 1
			}
			von = i
		}
	}
	if von > last {
		von = last
	}
	return csl.Name{
		Given: decode(strings.Join(list[:von], " ")), NonDroppingParticle: decode(strings.Join(list[von:last], " ")),
		Family: decode(strings.Join(list[last:], " ")), Suffix: suffix,
	}
}

// familyFirst reads "von Last" and "First", from the two sides of a comma.
func familyFirst(family, given string, decode func(string) string) csl.Name {
	list, first := words(family), words(given)
	n := csl.Name{}
	if last := len(list) - 1; last > 0 && csl.IsSuffix(decode(list[last])) {
		n.Suffix, list = decode(list[last]), list[:last]
	}
	von := 0
	for von < len(list)-1 && isLower(list[von], decode) {
		von++
	}
	dropping := len(first)
	for dropping > 1 && isLower(first[dropping-1], decode) {
		dropping--
	}
	n.NonDroppingParticle, n.Family = decode(strings.Join(list[:von], " ")), decode(strings.Join(list[von:], " "))
	n.Given, n.DroppingParticle = decode(strings.Join(first[:dropping], " ")), decode(strings.Join(first[dropping:], " "))
	return n
}

// threeParted reads "von Last, Jr, First", and "Last, First, Jr." as other programs write it. More commas than
// two belong to the given name.
func threeParted(parts []string, decode func(string) string) csl.Name {
	suffix, given := parts[1], strings.Join(parts[2:], ", ")
	if len(parts) == 3 && csl.IsSuffix(decode(given)) && !csl.IsSuffix(decode(suffix)) {
		suffix, given = given, suffix
	}
	n := familyFirst(parts[0], given, decode)
	n.Suffix = decode(suffix)
	return n
}

// joined finds what joins names elsewhere, or stands behind one, among words outside of braces; "von und zu" is one particle.
var joined = regexp.MustCompile(`[;(]|\s\\?&\s|\su\. ?a\.|\s(?:et|und)\s`)

// noName says what a name has that no name of one person has; nothing where it may be one. What stands in braces is left whole.
func noName(name string) string {
	name = strings.TrimSpace(name)
	if strings.Contains(name, "=") { // BibLaTeX's extended format
		return ""
	}
	parts := splitTop(name, ',')
	if len(parts) > 3 || len(parts) == 3 && isWholeName(words(parts[1])) && !csl.IsSuffix(strings.TrimSpace(parts[2])) {
		return "more commas than a name has"
	}
	if found := joined.FindString(strings.ReplaceAll(outsideBraces(name), "von und zu", "")); found != "" {
		return strconv.Quote(strings.Trim(found, ` \\`)) + " in it, as no name has"
	}
	return ""
}

// isWholeName says that words between two commas are a name, Anna Schmidt, where one of a person has its Jr.
func isWholeName(list []string) bool {
	if len(list) < 2 {
		return false
	}
	first, last := []rune(list[0]), []rune(list[len(list)-1])
	return len(first) > 2 && len(last) > 2 && unicode.IsUpper(first[0]) && unicode.IsUpper(last[0])
}

func outsideBraces(s string) string {
	var b strings.Builder
	depth := 0
	for _, r := range s {
		switch r {
		case '{':
			depth++
		case '}':
			depth--
		default:
			if depth == 0 {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

// isLower reports whether a word begins with a lower-case letter. A word in braces has no case.
func isLower(word string, decode func(string) string) bool {
	if strings.HasPrefix(word, "{") && !strings.HasPrefix(word, `{\`) {
		return false
	}
	for _, r := range decode(word) {
		if unicode.IsLetter(r) {
			return unicode.IsLower(r)
		}
	}
	return false
}

// labelledName reads BibLaTeX's extended format: family=…, given=….
func labelledName(parts []string, decode func(string) string) (csl.Name, bool) {
	n := csl.Name{}
	prefix, useprefix := "", true
	for _, part := range parts {
		label, value, found := strings.Cut(strings.Trim(strings.TrimSpace(part), `"`), "=")
		if !found {
			return csl.Name{}, false
		}
		text := decode(ungroup(strings.TrimSpace(value)))
		switch strings.ToLower(strings.TrimSpace(label)) {
		case "family":
			n.Family = text
		case "given":
			n.Given = text
		case "prefix":
			prefix = text
		case "suffix":
			n.Suffix = text
		case "useprefix":
			useprefix = text != "false"
		case "dropping-particle":
			n.DroppingParticle = text
		case "non-dropping-particle":
			n.NonDroppingParticle = text
		case "comma-suffix":
			n.CommaSuffix = text == "true"
		case "static-ordering":
			n.StaticOrdering = text == "true"
		case "literal":
			n.Literal = text
		case "given-i", "family-i", "prefix-i", "suffix-i", "id":
		default:
			return csl.Name{}, false
		}
	}
	if useprefix && n.NonDroppingParticle == "" {
		n.NonDroppingParticle = prefix
	} else if n.DroppingParticle == "" {
		n.DroppingParticle = prefix
	}
	return n, true
}

// isGroup reports whether the whole of s is one group.
func isGroup(s string) bool {
	if !strings.HasPrefix(s, "{") {
		return false
	}
	end, closed := closingBrace(s, 1, nil)
	return closed && end == len(s)-1
}

// ungroup removes the braces round a text.
func ungroup(s string) string {
	for isGroup(s) {
		s = strings.TrimSpace(s[1 : len(s)-1])
	}
	return s
}

// splitTop splits at a byte outside of braces.
func splitTop(s string, at byte) []string {
	parts := make([]string, 0, 1+strings.Count(s, string(at)))
	open, from := 0, 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '{':
			open++
		case '}':
			open--
		case at:
			if open <= 0 {
				parts = append(parts, s[from:i])
				from = i + 1
			}
		}
	}
	return append(parts, s[from:])
}

// words splits at white space and ties outside of braces.
func words(s string) []string {
	var list []string
	open, from := 0, -1
	for i := 0; i < len(s); i++ {
		b := s[i]
		switch {
		case open <= 0 && (isSpace(b) || b == '~' && (i == 0 || s[i-1] != '\\')):
			if from >= 0 {
				list = append(list, s[from:i])
			}
			from = -1
			continue
		case b == '{':
			open++
		case b == '}':
			open--
		}
		if from < 0 {
			from = i
		}
	}
	if from >= 0 {
		list = append(list, s[from:])
	}
	return list
}

// splitAnd splits a list of names at the word "and" outside of braces.
func splitAnd(s string) []string {
	var parts []string
	open, from := 0, 0
	for i := 0; i < len(s); i++ {
		switch b := s[i]; {
		case b == '{':
			open++
		case b == '}':
			open--
		case open <= 0 && b|0x20 == 'a' && isAnd(s, i):
			parts = append(parts, s[from:i])
			from = i + len("and")
			i = from - 1
		}
	}
	return append(parts, s[from:])
}

// isAnd reports whether the word at i is "and".
func isAnd(s string, i int) bool {
	return len(s) >= i+3 && strings.EqualFold(s[i:i+3], "and") && (i == 0 || isSpace(s[i-1])) && (i+3 == len(s) || isSpace(s[i+3]))
}

// formatNames writes names so that ParseNames reads them again.
func formatNames(names []csl.Name) string {
	list := make([]string, len(names))
	for i, n := range names {
		list[i] = formatName(n)
	}
	return strings.Join(list, " and ")
}

func formatName(n csl.Name) string {
	tex := func(s string) string { return toTeX(s, texPlain) }
	if n.IsOthers() {
		return n.Literal
	}
	if n == (csl.Name{Literal: n.Literal}) {
		return "{" + tex(n.Literal) + "}"
	}
	parts := []string{join(" ", tex(n.NonDroppingParticle), tex(n.Family))}
	if n.Suffix != "" {
		parts = append(parts, tex(n.Suffix))
	}
	if given := join(" ", tex(n.Given), tex(n.DroppingParticle)); given != "" || n.Suffix != "" {
		parts = append(parts, given)
	}
	plain := strings.Join(parts, ", ")
	if read := ParseNames(plain); len(read) == 1 && read[0] == n && noName(plain) == "" {
		return plain
	}
	return formatLabelled(n, tex)
}

// formatLabelled writes a name in BibLaTeX's extended format, its parts encoded by tex.
func formatLabelled(n csl.Name, tex func(string) string) string {
	var parts []string
	add := func(label, value string) {
		if value != "" {
			parts = append(parts, label+"={"+tex(value)+"}")
		}
	}
	add("family", n.Family)
	add("given", n.Given)
	switch {
	case n.DroppingParticle != "" && n.NonDroppingParticle != "":
		add("dropping-particle", n.DroppingParticle)
		add("non-dropping-particle", n.NonDroppingParticle)
	case n.DroppingParticle != "":
		add("prefix", n.DroppingParticle)
		add("useprefix", "false")
	default:
		add("prefix", n.NonDroppingParticle)
	}
	add("suffix", n.Suffix)
	add("literal", n.Literal)
	if n.CommaSuffix {
		add("comma-suffix", "true")
	}
	if n.StaticOrdering {
		add("static-ordering", "true")
	}
	return strings.Join(parts, ", ")
}

// join joins what is not empty.
func join(separator string, parts ...string) string {
	s := ""
	for _, p := range parts {
		if p == "" {
			continue
		}
		if s != "" {
			s += separator
		}
		s += p
	}
	return s
}
