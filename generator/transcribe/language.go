package transcribe

import (
	"slices"
	"strings"
	"unicode"
)

// smallWords are frequent words that tell the languages of the Latin script apart.
var smallWords = map[string]string{
	"en": "the of and to in that was is with for by his which from were had not are this an as it",
	"de": "der die und das von den mit ist des dem ein eine nicht auf sich im zu wurde auch als",
	"fr": "le la les des et du une dans que est pour qui sur par au pas avec ce il sont",
	"es": "el los las del y que una en por con para como su es se al más fue lo",
	"it": "il di che della la per una del con non gli dei nel alla sono è anche le",
	"pt": "o os do da que em uma para com não dos no na por mais como foi ao",
	"nl": "de het een van en dat niet zijn op met voor werd aan ook door te er",
	"pl": "w z na do że nie się jest przez od oraz jak po był było dla który jego są",
	"la": "et in est non ad ut cum quod sed qui quae ex esse sunt",
}

// languageOf returns the language of a text by its words, or otherwise where it cannot be told.
func languageOf(words vocabulary, otherwise string) string {
	if script := scriptOf(words); script != "" {
		return script
	}
	best, most := otherwise, 0
	for _, lang := range []string{"en", "de", "fr", "es", "it", "pt", "nl", "pl", "la"} {
		if n := share(words, lang); n > most {
			best, most = lang, n
		}
	}
	return best
}

// scripts are those that are most often used for one language.
var scripts = []struct {
	language string
	letters  []*unicode.RangeTable
}{
	{"ko", []*unicode.RangeTable{unicode.Hangul}}, {"ja", []*unicode.RangeTable{unicode.Hiragana, unicode.Katakana}},
	{"zh", []*unicode.RangeTable{unicode.Han}}, {"ru", []*unicode.RangeTable{unicode.Cyrillic}}, {"el", []*unicode.RangeTable{unicode.Greek}},
	{"he", []*unicode.RangeTable{unicode.Hebrew}}, {"ar", []*unicode.RangeTable{unicode.Arabic}},
	{"hi", []*unicode.RangeTable{unicode.Devanagari}}, {"th", []*unicode.RangeTable{unicode.Thai}},
}

// scriptOf returns the language that the script of most letters stands for, or "" for Latin script.
func scriptOf(words vocabulary) string {
	counts := map[string]int{}
	for w, n := range words {
		for _, r := range w {
			lang := languageOfLetter(r)
			counts[lang] += n * (1 + 2*bit(lang == "ko" || lang == "ja" || lang == "zh")) // a syllable or word a letter
		}
	}
	if counts["ja"] > 0 {
		counts["ja"] += counts["zh"]
	}
	best := ""
	for _, s := range scripts {
		if counts[s.language] > counts[best] {
			best = s.language
		}
	}
	return best
}

// languageOfLetter returns the language that a letter's script is most often used for.
func languageOfLetter(r rune) string {
	if r < 0x370 {
		return ""
	}
	for _, s := range scripts {
		if unicode.In(r, s.letters...) {
			return s.language
		}
	}
	return ""
}

// languageOfText returns the language of a paragraph: by its script, and among languages of one script only where
// its words are enough to tell.
func languageOfText(s, main string) string {
	words := vocabulary{}
	count := 0
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		words[strings.ToLower(w)]++
		count++
	}
	script := scriptOf(words)
	if count == 0 || script == "" && count < 12 {
		return main
	}
	if script == "zh" && main == "ja" {
		return main // names and headings have no kana
	}
	if script != "" {
		return script
	}
	lang := languageOf(words, main)
	if lang == main || share(words, lang) >= share(words, main)*2+3 {
		return lang
	}
	return main
}

// share counts the small words of a language.
func share(words vocabulary, lang string) int {
	n := 0
	for w := range strings.FieldsSeq(smallWords[lang]) {
		n += words[w]
	}
	return n
}

// languages marks the paragraphs that are in another language than the text.
func (r *reading) languages() {
	for _, b := range r.blocks {
		if b.kind == apart || b.kind == table {
			continue
		}
		if lang := languageOfText(b.text, r.lang); lang != r.lang {
			b.lang = lang
		}
	}
}

func median(numbers []int) int {
	if len(numbers) == 0 {
		return 0
	}
	slices.Sort(numbers)
	return numbers[len(numbers)/2]
}
