package bibliography

import "strings"

var texEscapes = strings.NewReplacer(
	`\`, `\textbackslash{}`, `{`, `\textbraceleft{}`, `}`, `\textbraceright{}`, `$`, `\$`, `&`, `\&`, `%`, `\%`, `#`, `\#`, `_`, `\_`,
	`^`, `\textasciicircum{}`, `~`, `\textasciitilde{}`, "`", `\textasciigrave{}`, "\u00a0", "~", "\u202f", `\,`,
	"--", "-{}-", "''", "'{}'", "\n", " ", "\t", " ", "\r", " ",
)

// toTeX writes CSL's rich text so that fromTeX reads it again in the same mode.
func toTeX(text string, mode texMode) string {
	var b strings.Builder
	from := 0
	protects, begun, kept := mode == texEnglishTitle && hasBothCases(text), false, 0 // kept: tags that are open since one that keeps the case
	write := func(part string) {
		if !protects || kept > 0 {
			part = texEscapes.Replace(part)
		} else {
			part = inBraces(part, begun)
		}
		b.WriteString(part)
		begun = begun || strings.ContainsFunc(part, isWordRune)
	}
	var tags []texTag
	if mode != texPlain {
		tags = pairedTags(text)
	}
	for _, tag := range tags {
		write(text[from:tag.start])
		b.WriteString(tag.tex)
		from = tag.start + len(tag.text)
		switch {
		case tag.tex == "}":
			kept = max(kept-1, 0)
		case kept > 0 || tag.text == nocaseTag:
			kept++
		}
	}
	write(text[from:])
	return separate(b.String())
}

// separate keeps apart what the replacer, which looks at two characters at a time, left joined.
func separate(s string) string {
	for _, pair := range []string{"--", "''"} {
		for strings.Contains(s, pair) {
			s = strings.ReplaceAll(s, pair, pair[:1]+"{}"+pair[1:])
		}
	}
	return s
}

// texTag is a tag of CSL's rich text, where it stands and what it is in TeX.
type texTag struct {
	start     int
	text, tex string
}

var texOpening = []texTag{
	{text: "<i>", tex: `\textit{`}, {text: "<b>", tex: `\textbf{`}, {text: "<sup>", tex: `\textsuperscript{`}, {text: "<sub>", tex: `\textsubscript{`},
	{text: nocaseTag, tex: "{"}, {text: smallcapsTag, tex: `\textsc{`},
}

// pairedTags returns the tags that are closed where they should be; others are text.
func pairedTags(text string) []texTag {
	var found []texTag
	var open []int // indices into found
	paired := map[int]bool{}
	for i := 0; ; i++ {
		next := strings.IndexByte(text[i:], '<')
		if next < 0 {
			break
		}
		i += next
		if closing, ok := strings.CutPrefix(text[i:], "</"); ok {
			if len(open) > 0 && strings.HasPrefix(closing, closingName(found[open[len(open)-1]].text)) {
				last := open[len(open)-1]
				open = open[:len(open)-1]
				paired[last], paired[len(found)] = true, true
				found = append(found, texTag{i, "</" + closingName(found[last].text), "}"})
			}
			continue
		}
		for _, tag := range texOpening {
			if strings.HasPrefix(text[i:], tag.text) {
				open = append(open, len(found))
				found = append(found, texTag{i, tag.text, tag.tex})
			}
		}
	}
	kept := found[:0]
	for i, tag := range found {
		if paired[i] {
			kept = append(kept, tag)
		}
	}
	return kept
}

// closingName returns what follows "</" in the tag that closes this one.
func closingName(opening string) string {
	name, _, _ := strings.Cut(strings.Trim(opening, "<>"), " ")
	return name + ">"
}
