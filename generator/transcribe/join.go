package transcribe

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// joinParagraphs puts together again what a page break or a note at the foot of a page has cut in mid-sentence,
// both in the text and in notes.
func (r *reading) joinParagraphs() {
	j := joiner{reading: r, usual: r.usualLength(), feetApart: r.setsFeetApart()}
	for i, b := range r.blocks {
		if i == r.frontEnd && j.text != nil && journalLine().MatchString(j.text.text) {
			j.text = nil // a journal's line over the text does not go on in it
		}
		j.next(i, b)
	}
}

type joiner struct {
	*reading
	text        *block // the last paragraph of the text
	note        *block // the last paragraph of a note
	interrupted bool   // since text: by notes or a page break
	usual       int    // length of a paragraph
	feet        int    // notes that stood at the foot of a page, in the middle of a paragraph
	feetApart   bool   // a blank line parts the text of a page from its notes
	turned      bool   // a page, since the last note
}

// setsFeetApart says that a blank line usually stands before the first of several notes.
func (r *reading) setsFeetApart() bool {
	apart, close := 0, 0
	for i, b := range r.blocks {
		if b.kind == noteBody && i > 0 && r.blocks[i-1].kind == paragraph {
			apart += bit(b.raw[0].gap > 0)
			close += bit(b.raw[0].gap == 0)
		}
	}
	return apart >= 3 && apart > close
}

func (j *joiner) next(i int, b *block) {
	j.turned = j.turned && b.kind != noteBody || b.page
	switch b.kind {
	case noteBody:
		if b.note != nil && len(b.note.body) > 0 && b.note.body[len(b.note.body)-1] == b {
			j.note = b
		}
		j.interrupted = true
	case apart, separator:
		j.interrupted = j.interrupted || b.kind == apart
	case paragraph, quote, bullet:
		j.interrupted = j.interrupted || b.page
		switch {
		case j.restOfNote(i, b):
			j.note.append(b, j.words)
			b.kind = apart
			return
		case j.text != nil && b.kind != bullet && j.goesOn(j.text, b):
			if j.interrupted {
				j.feet++
			}
			j.splitWord(j.text, b)
			j.text.append(b, j.words)
			b.kind = apart
		case j.note != nil && !j.note.isLong() && j.continuesNote(i, b):
			j.note.append(b, j.words)
			b.kind = apart
			return
		default:
			j.text = b
		}
		j.interrupted = false
	default:
		j.text = nil
	}
}

// restOfNote says that the words go on from a note which a page break has cut, though the text is open as well: they
// stand between the text of their page and its notes.
func (j *joiner) restOfNote(i int, b *block) bool {
	if j.note == nil || j.text == nil || b.kind != paragraph || b.page || j.interrupted || j.note.isLong() {
		return false
	}
	first, _ := utf8.DecodeRuneInString(b.text)
	return j.leadsFeet(i, b) || unicode.IsLower(first) && leavesOpen(j.note, b) && j.isBeforeNote(i)
}

// isBeforeNote says that another note than the last one follows the block.
func (j *joiner) isBeforeNote(i int) bool {
	return i+1 < len(j.blocks) && j.blocks[i+1].kind == noteBody && j.blocks[i+1].note != j.note.note
}

// leadsFeet says that the block is set apart from the text and not from the note after it: what else stands there but the rest
// of a note? Where the note ended with a sentence before its page did, that is a doubt.
func (j *joiner) leadsFeet(i int, b *block) bool {
	if !j.isBeforeNote(i) || b.raw[0].gap == 0 || j.blocks[i+1].raw[0].gap > 0 {
		return false
	}
	if leavesOpen(j.note, b) {
		return true
	}
	if !j.turned || !j.feetApart {
		return false
	}
	j.doubtRest(b)
	return true
}

// doubtRest tells the editors that a paragraph was taken for the rest of the last note.
func (j *joiner) doubtRest(b *block) {
	end := "the end of note " + j.note.note.printed
	j.report.doubt("note-continues", j.file, b.line(0), excerpt(b.text),
		"this short paragraph stands between the text and the notes of its page; it was taken for "+end, end, "a paragraph of the text")
}

// leavesOpen says that the words of a note want more, which the next block may give.
func leavesOpen(note, next *block) bool {
	return !endsClause(note.text) || awaitsNumber(note.text, next.text)
}

// What is longer is not joined with more.
const (
	longestParagraph = 20000 // bytes
	mostLines        = 2000
)

func (b *block) isLong() bool { return len(b.text) > longestParagraph || len(b.raw) > mostLines }

// goesOn says that the second block continues the sentence that the first one leaves open.
func (j *joiner) goesOn(b, next *block) bool {
	if b.isLong() || next.under != nil || b.under != nil || endsClause(b.text) && !(j.interrupted && strings.HasSuffix(b.text, ":") && startsInside(next.text)) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(next.text)
	last, _ := utf8.DecodeLastRuneInString(b.text)
	switch {
	case b.kind == bullet:
		return next.raw[0].gap == 0 && next.kind == paragraph || unicode.IsLower(first)
	case b.kind != next.kind && !unicode.IsLower(first):
		return false
	case isInsertion(next.text), next.kind == quote && b.kind == paragraph && len(next.raw) > 1 && next.raw[0].gap > 0 && next.raw[0].indent >= deepIndent:
		return false
	case unicode.IsLower(first), last == '-', last == softHyphen:
		return true
	case utf8.RuneCountInString(b.text) < 60:
		return false
	case j.interrupted && last != ':', hasNoCase(last) && hasNoCase(first):
		return true
	case strings.HasSuffix(b.text, ":"):
		return j.interrupted && startsInside(next.text)
	}
	return endsInSmallWord(b.text) || last == ',' && next.raw[0].gap > 0 && !startsInside(next.text)
}

const deepIndent = 8 // characters, by which what is quoted is set in, though it begins small

// isInsertion says that the words are what a transcriber has put in brackets for a picture or music.
func isInsertion(s string) bool {
	second, _ := utf8.DecodeRuneInString(strings.TrimPrefix(s, "["))
	return strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]") && unicode.IsUpper(second)
}

// hasNoCase says that the letter's script has no small letters, so that nothing shows where a sentence begins.
func hasNoCase(r rune) bool { return unicode.IsLetter(r) && !unicode.IsUpper(r) && !unicode.IsLower(r) }

// startsInside says that the words begin with a quotation or in the middle of a sentence.
func startsInside(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(first) || strings.ContainsRune(`"“‘'«„`, first)
}

// endsClause says that nothing is left open at the end of the words.
func endsClause(s string) bool {
	s = strings.TrimRight(s, closers)
	if before := strings.TrimRight(s, "-—–"); strings.HasSuffix(before, ":") {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	return s == "" || strings.ContainsRune(".!?…:;。！？：；", last)
}

// endsInSmallWord says that the last word is one that is written small and with letters alone.
func endsInSmallWord(s string) bool {
	word := strings.TrimLeft(s[strings.LastIndexByte(s, ' ')+1:], `"“‘'(`)
	return word != "" && strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLower(r) && r != '\'' && r != '’' }) < 0
}

// continuesNote says that the paragraph is the rest of a note from the page before: it begins in mid-sentence
// where the note was left open, or stands between text and the notes of its page, short, and with a word that
// ties it to what was said.
func (j *joiner) continuesNote(i int, b *block) bool {
	if b.kind != paragraph || j.text == nil {
		return false
	}
	first, _ := utf8.DecodeRuneInString(b.text)
	if leavesOpen(j.note, b) && unicode.IsLower(first) || j.leadsFeet(i, b) {
		return true
	}
	if !j.isBeforeNote(i) || j.feet < 1 || !tiesBack(b.text) || utf8.RuneCountInString(b.text)*4 > j.usual {
		return false
	}
	j.doubtRest(b)
	return true
}

func tiesBack(s string) bool {
	word, _, _ := strings.Cut(s, " ")
	switch strings.ToLower(strings.Trim(word, ",")) {
	case "however", "but", "yet", "nevertheless", "nonetheless", "moreover", "furthermore", "also", "thus", "therefore", "hence", "this", "these", "similarly", "instead", "indeed", "see":
		return true
	}
	return false
}

// splitWord tells the editors where a page break seems to cut a word that is written without a hyphen, as in
// Korean, whose particles never stand alone.
func (j *joiner) splitWord(b, next *block) {
	last, _ := utf8.DecodeLastRuneInString(b.text)
	first, _ := utf8.DecodeRuneInString(next.text)
	if unicode.Is(unicode.Hangul, last) && unicode.Is(unicode.Hangul, first) {
		word, _, _ := strings.Cut(next.text, " ")
		if !isParticleOfKorean(word) {
			return
		}
		j.report.doubt("word-cut", j.file, next.line(0), b.text[strings.LastIndexByte(b.text, ' ')+1:]+" "+word,
			"a page break stands between these; they may be one word")
	}
}

func isParticleOfKorean(s string) bool {
	switch s {
	case "은", "는", "이", "가", "을", "를", "의", "에", "에서", "에게", "로", "으로", "와", "과", "도", "만", "들", "들은", "들이", "들을", "들의", "까지", "부터":
		return true
	}
	return false
}

// usualLength is the median length of the text's paragraphs, in characters.
func (r *reading) usualLength() int {
	var lengths []int
	for _, b := range r.blocks {
		if b.kind == paragraph {
			lengths = append(lengths, utf8.RuneCountInString(b.text))
		}
	}
	return median(lengths)
}
