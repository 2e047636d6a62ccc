package proof

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"glossator/generator/edition"
)

// asterisksLost finds asterisks that were typed as signs and have become emphasis, as CommonMark has it within words.
func asterisksLost() Rule {
	return Rule{
		ID:      "asterisks-lost",
		Summary: "asterisks within words or numbers have become emphasis",
		Why:     `Of 2*3*4 and of Leser*innen und Autor*innen the asterisks are not printed, and what is between them is in italics. Write \* for the sign itself.`,
		check: func(s *sheet) {
			s.texts(func(t *edition.Text) {
				letters := !emphasizesParts(t)
				for _, x := range t.Emphasized {
					words := t.Passages[x.Passage].Text
					if before, inner, after := cutWord(words, x); signsMeant(before, inner, after, letters) {
						s.passage(t, int(x.Passage), fmt.Sprintf("the asterisks around %q are not printed, and emphasize it: “%s”", inner, around(words, int(x.Start), int(x.End))),
							fmt.Sprintf(`for the signs themselves write %s\*%s\*%s`, before, inner, after))
					}
				}
			})
		},
	}
}

// cutWord is what is emphasized, and what joins it of the words before and behind it.
func cutWord(words string, x edition.Span) (before, inner, after string) {
	part := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) }
	before, after = words[:x.Start], words[x.End:]
	before = before[len(strings.TrimRightFunc(before, part)):]
	after = after[:len(after)-len(strings.TrimLeftFunc(after, part))]
	return before, words[x.Start:x.End], after
}

// signsMeant says that emphasis is by chance: it goes from within one word into another, or its word is of numbers and single
// letters. Whether single letters alone are factors is the text's habit: transcripts have n*o*n, where a contraction is resolved.
func signsMeant(before, inner, after string, letters bool) bool {
	if before == "" || after == "" {
		return false
	}
	if strings.ContainsFunc(inner, unicode.IsSpace) {
		last, _ := utf8.DecodeLastRuneInString(before)
		first, _ := utf8.DecodeRuneInString(after)
		return spaced(last) && spaced(first)
	}
	numbers := 0
	for _, part := range []string{before, inner, after} {
		switch {
		case strings.Trim(part, "0123456789") == "":
			numbers++
		case utf8.RuneCountInString(part) > 1:
			return false
		}
	}
	return numbers > 1 || letters
}

// spaced says that a letter is of a script with blanks between words: in others any word is emphasized "within" one.
func spaced(r rune) bool { return unicode.IsLower(r) || unicode.IsUpper(r) || unicode.IsDigit(r) }

// emphasizesParts says that a text emphasizes several letters within a word, which are no factors.
func emphasizesParts(t *edition.Text) bool {
	for _, x := range t.Emphasized {
		if inner := t.Words(x); utf8.RuneCountInString(inner) > 1 && !strings.ContainsFunc(inner, func(r rune) bool { return !unicode.IsLetter(r) }) {
			return true
		}
	}
	return false
}
