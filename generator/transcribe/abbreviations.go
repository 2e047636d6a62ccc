package transcribe

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"glossator/generator/csl"
)

var abbreviation = pattern(`[(\[]([^()\[\]]{0,80}?)(?:\b(?:abbreviated|hereafter|hereinafter|henceforth|cited hereafter|thereafter|subsequently|im [Ff]olgenden|ci-après)|이하)(?:,| cited| referred to| abbreviated| abgekürzt| zitiert)*(?: as| to as| als)?:? ?["“‘'*]*([\p{Lu}][\p{L}.]{1,12})["”’'*,.]*(?: (?:mit|with|followed by|und|and) [^()\[\]]{1,40})?[)\]]`)

var (
	abbreviationsHead = pattern(`(?i)^(?:list of )?abbreviations(?: used)?\.?$|^abkürzungen$|^abréviations$|^список сокращений$|^약어$`)
	abbreviationLine  = pattern(`^(\p{Lu}[\p{L}\d&-]{1,11})(?: {2,}| = |: | [–—-] )(\p{Lu}.{5,200})$`)
)

// listedAbbreviations reads a list of abbreviations. Those that the text cites with a volume, a number or a page stand for
// works; the others may stand for anything.
func (r *reading) listedAbbreviations() {
	for i, b := range r.blocks {
		if len(b.text) > 40 || !abbreviationsHead().MatchString(b.text) {
			continue
		}
		for _, next := range r.blocks[i+1 : min(len(r.blocks), i+60)] {
			lines := strings.Split(next.text, "\n")
			if !abbreviationLine().MatchString(lines[0]) {
				break
			}
			for _, l := range lines {
				if m := abbreviationLine().FindStringSubmatch(strings.TrimSpace(l)); m != nil && r.refs.byShort[m[1]] == nil && r.isCitedShort(m[1]) {
					r.shortWork(m[1], m[2], next)
				}
			}
		}
	}
}

// isCitedShort says that the text cites the abbreviation with a locator.
func (r *reading) isCitedShort(short string) bool {
	cited := regexp.MustCompile(`\b` + regexp.QuoteMeta(short) + `\b[^.;()]{0,24}(?:\b(?:nos?|vols?|pp?|docs?|S|Bd|Nr)\. ?\d|\d:)`)
	return slices.ContainsFunc(r.blocks, func(b *block) bool { return strings.Contains(b.text, short) && cited.MatchString(b.text) })
}

// shortWork gives the abbreviation to the listed work whose title it stands for, or to a new one.
func (r *reading) shortWork(short, title string, b *block) {
	for _, w := range r.refs.list {
		if listed := w.item.Fields["title"]; listed != "" && strings.HasPrefix(letters(title), letters(mainTitle(listed))) {
			w.item.Custom["shorthand"] = short
			r.refs.byShort[short] = w
			return
		}
	}
	item := csl.Item{Type: "book", Fields: map[string]string{"title": strings.TrimRight(title, ". "), "keyword": "unlisted"}, Custom: map[string]string{"shorthand": short}}
	w := &work{item: item, line: b.line(0), printed: title}
	r.refs.byShort[short] = w
	r.refs.unlisted = append(r.refs.unlisted, w)
	r.refs.add(w)
}

// listedShort is a short name that the list gives in parentheses after a title.
var listedShort = pattern(`^[^().]{10,160} \((\p{Lu}[\p{Lu}\d]{1,8})\)[.,]`)

// abbreviating are parts of the words that the expression looks for, to spare most texts its work.
var abbreviating = []string{"bbreviated", "ereafter", "ereinafter", "enceforth", "subsequently", "olgenden", "après", "이하"}

// abbreviations finds the short names that the text defines for works, mostly series of documents.
func (r *reading) abbreviations() {
	for _, w := range r.refs.list {
		if short := w.item.Custom["shorthand"]; short != "" {
			r.refs.byShort[short] = w
		}
		if m := listedShort().FindStringSubmatch(w.printed); m != nil && strings.HasPrefix(fold(w.printed), fold(w.item.Fields["title"])) && r.refs.byShort[m[1]] == nil {
			w.item.Custom["shorthand"] = m[1]
			r.refs.byShort[m[1]] = w
		}
	}
	r.listedAbbreviations()
	for _, b := range r.blocks {
		if b.kind == apart || !strings.ContainsAny(b.text, "([") || !slices.ContainsFunc(abbreviating, func(w string) bool { return strings.Contains(b.text, w) }) {
			continue
		}
		for _, m := range abbreviation().FindAllStringSubmatchIndex(b.text, 8) {
			short := strings.TrimRight(b.text[m[4]:m[5]], ".")
			if strings.IndexFunc(short[1:], unicode.IsUpper) < 0 {
				continue
			}
			w, found := r.workNamed(b, m[0], m[3])
			if w == nil {
				r.report.doubt("abbreviation", r.file, b.line(m[0]), around(b.text, m[0], m[1]), fmt.Sprintf("the abbreviation %s is defined here, but what it stands for could not be told", short))
				continue
			}
			if w.item.Custom == nil {
				w.item.Custom = map[string]string{}
			}
			w.item.Custom["shorthand"] = short
			r.refs.byShort[short] = w
			if found {
				r.refs.unlisted = append(r.refs.unlisted, w)
				r.refs.add(w)
			}
		}
	}
}

// workNamed returns the listed work whose title stands last before an abbreviation, or a new one of the
// emphasised or capitalised words there: in its parenthesis, or before it.
func (r *reading) workNamed(b *block, open, inside int) (w *work, isNew bool) {
	before := fold(b.text[max(0, open-200):inside])
	var best *work
	last := -1
	for _, w := range r.refs.list {
		words := strings.Fields(fold(w.item.Fields["title"]))
		if len(words) == 0 {
			continue
		}
		if i := strings.LastIndex(before, strings.Join(words[:min(3, len(words))], " ")); i > last {
			best, last = w, i
		}
	}
	if best != nil {
		return best, false
	}
	title := titleBefore(b, open)
	if inside > open+8 {
		title = cmp.Or(titleBefore(b, inside), title)
	}
	if title == "" {
		return nil, false
	}
	item := csl.Item{Type: "book", Fields: map[string]string{"title": title, "keyword": "unlisted"}}
	return &work{item: item, line: b.line(open), printed: title}, true
}

// titleBefore returns the emphasised words that end near a place, or the capitalised words there.
func titleBefore(b *block, at int) string {
	for _, m := range b.marks {
		if m.kind == emphasised && m.end <= at && m.end > at-12 {
			return b.text[m.start:m.end]
		}
	}
	words := strings.Fields(b.text[max(0, at-120):at])
	start := len(words)
	for start > 0 && (startsUpper(words[start-1]) || start < len(words) && isSmallTitleWord(words[start-1])) && !strings.ContainsAny(words[start-1], ".;(") {
		start--
	}
	for start < len(words) && !startsUpper(words[start]) {
		start++
	}
	if len(words)-start < 2 {
		return ""
	}
	return strings.Trim(strings.Join(words[start:], " "), ` ,"“”`)
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, `"“‘'`))
	return unicode.IsUpper(r)
}

func isSmallTitleWord(s string) bool {
	return slices.Contains([]string{"of", "the", "on", "and", "in", "for", "to", "zur", "der", "des", "die", "und", "de", "la", "et", "du"}, s)
}
