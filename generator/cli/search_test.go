package cli_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"glossator/generator/fixture"
	"glossator/generator/needed"
)

// writtenText is the words of the essays' passages and notes, as edition.json has them.
type writtenText struct {
	ID              string
	Data, List      string // the file that has it whole, in a large edition
	Passages, Notes []struct{ ID, Text string }
}

func writtenTexts(t testing.TB, folder string) []writtenText {
	t.Helper()
	read := func(name string, v any) { fixture.ReadJSON(t, filepath.Join(folder, filepath.FromSlash(name)), v) }
	var edition struct{ Essays []writtenText }
	read("edition.json", &edition)
	var all []writtenText
	for _, x := range edition.Essays {
		list := []writtenText{x}
		if x.List != "" {
			read(x.List, &list)
		}
		all = append(all, list...)
	}
	for i, x := range all {
		if x.Data != "" {
			read(x.Data, &all[i])
		}
	}
	return all
}

// searchSizes are the bytes of the index, that is of all that search loads but the essays' own words, and of the words of the
// essays' passages and notes.
func searchSizes(t testing.TB, folder string) (index, text int64) {
	t.Helper()
	scripts, err := filepath.Glob(filepath.Join(folder, "search", "*.js"))
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no index in %s: %v", folder, err)
	}
	for _, name := range scripts {
		about, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		index += about.Size()
	}
	for _, x := range writtenTexts(t, folder) {
		for _, p := range append(x.Passages, x.Notes...) {
			text += int64(len(p.Text))
		}
	}
	return index, text
}

func TestSearchIndexIsSmall(t *testing.T) {
	index, text := searchSizes(t, builtEditions(t)["content"])
	if text == 0 || 10*index > 3*text {
		t.Errorf("the index has %d bytes, the text %d: more than 30 %%", index, text)
	}
}

// countFound searches a field of the page that is open for a word and says how much is found.
func countFound(t *testing.T, ctx context.Context, word, field string) int {
	t.Helper()
	return evaluated[int](t, ctx, fmt.Sprintf(`new Promise(done => {
	const form = document.querySelector('.search-form'), said = document.querySelector('.found');
	new MutationObserver((_, o) => { o.disconnect(); done(+(said.textContent.match(/\d+/) || [0])[0]); }).observe(said, {childList: true});
	form.q.value = %q;
	form.in.value = %q;
	form.requestSubmit();
})`, word, field))
}

// A search finds each passage, and each note, in which a word begins so, and no other: what is found is counted in the texts.
func TestSearchesAreComplete(t *testing.T) {
	t.Parallel()
	ctx, content := needed.Browser(t), builtEditions(t)["content"]
	passages := map[string][]string{}
	for _, x := range writtenTexts(t, content) {
		for _, p := range x.Passages {
			passages["text"] = append(passages["text"], p.Text)
		}
		for _, n := range x.Notes {
			passages["notes"] = append(passages["notes"], n.Text)
		}
	}
	opened(t, ctx, content, "search.html", 1000)
	looked := 0
	for field, list := range passages {
		for i, word := range searchedWords(strings.Join(list, " ")) {
			if i%10 > 0 && word != "the" {
				continue
			}
			want := 0
			for _, p := range list {
				if beginsIn(word, p) {
					want++
				}
			}
			if got := countFound(t, ctx, word, field); got != want {
				t.Errorf("%s in %s: %d are found, %d are there", word, field, got, want)
			}
			looked++
		}
	}
	if looked < 60 {
		t.Errorf("only %d words were searched for", looked)
	}
}

// Letters that Unicode does not take apart are found as those write them who have not got them; words, with points or without,
// and behind what their language writes together with them.
func TestSearchesForLettersThatOthersWriteOtherwise(t *testing.T) {
	ctx := needed.Browser(t)
	for _, lang := range []struct {
		tag, text string
		words     []string
	}{
		{"de", "Die Straße nach Łódź, von Herzen (cœur), über Ærø.", []string{"strasse", "STRAẞE", "Straße", "lodz", "Łódź", "coeur", "aero"}},
		{"ar", "وقّعت الدُّوَل على المعاهَدة سنة ١٩٣٩ في مبنى أمـين، وللحكومة حقّ في إلغائها. والتزموا بها، وأحمد بكتابه.",
			[]string{"معاهدة", "المعاهدة", "بالمعاهدة", "معاهده", "حكومة", "الحق", "دول", "1939", "١٩٣٩", "مبني", "امين", "الغائها", "التزم", "والتزموا", "أحمد", "كتاب"}},
		{"he", "וּבַהֶסְכֵּם של צה״ל נחתמו ההסכמים, ולמלכים לא היה שלום־בית.", []string{"הסכם", "הסכמים", "מלך", "מלכים", "שלום", "בית", `צה"ל`}},
		{"en", "Greek ΛΟΓΟΣ, κόσμος; Persian کتابی ۱۳۴۵.", []string{"λόγος", "ΚΌΣΜΟΣ", "κοσμοσ", "كتابي", "کتاب", "1345"}},
		{"it", "Firmò l’accordo nell'Unione, perché così è.", []string{"accordo", "l'accordo", "L’ACCORDO", "unione", "perche", "e", "accordi"}},
		{"ru", "О коллективной безопасности и о договоре с Германией, с советскими народами и героями войн.",
			[]string{"коллективная", "безопасность", "договор", "договорами", "Германия", "Германии", "советский", "советского", "народов", "война"}},
		{"de", "Der Vertrag der Länder und ihre Verhandlung.", []string{"Verträge", "Verträgen", "Land", "Ländern", "Verhandlungen"}},
		{"es", "Las naciones y el tratado.", []string{"nación", "tratados"}},
		{"fr", "Le traité et l’alliance.", []string{"traités", "alliances"}},
	} {
		opened(t, ctx, edition(t, "title: X\nlanguage: "+lang.tag+"\n", "---\ntitle: Y\n---\n\n"+lang.text+"\n\n…\n"), "search.html", 1000)
		for _, word := range lang.words {
			if found := countFound(t, ctx, word, "text"); found != 1 {
				t.Errorf("%s is found in %d passages", word, found)
			}
		}
	}
}

// What is looked for by pairs of characters is marked as one.
func TestPairsOfCharactersAreMarkedTogether(t *testing.T) {
	ctx := needed.Browser(t)
	opened(t, ctx, edition(t, "title: Reisen\nlanguage: de\n", "---\ntitle: Eins\n---\n\n집단안보를 말한다.\n"), "search.html", 1000)
	countFound(t, ctx, "집단안보", "text")
	waited(t, ctx, `document.querySelector('.results q')?.textContent.includes('집단') ?? false`)
	if marked := evaluated[string](t, ctx, `[...document.querySelectorAll('.results mark')].map(m => m.textContent).join()`); marked != "집단안보" {
		t.Errorf("marked are %s", marked)
	}
}

// revised is an edition of which two paragraphs and a note, all with a word of their own, were put between others after it had
// been built.
func revised(t *testing.T) (folder string) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), "revised")
	content, out := filepath.Join(folder, "content"), filepath.Join(folder, "public")
	glossator(t, "new", folder, "--quiet")
	glossator(t, "build", "--quiet", "--content", content, "--out", out)
	essay := filepath.Join(content, "essays", "letters.md")
	text := strings.Replace(string(fixture.Read(t, essay)), "A letter is written", "Quagga: the first.\n\nQuagga: the second.[^late]\n\nA quagga is written to", 1)
	text = strings.Replace(text, "[^1]:", "[^late]: Quagga: the note.\n\n[^1]:", 1)
	fixture.Write(t, essay, text)
	glossator(t, "build", "--quiet", "--content", content, "--out", out)
	return out
}

// What is found leads to where its words stand, in the order of the text, notes behind the room that the text before them has,
// too, and so does what was put between others.
func TestHitsLeadToTheirWords(t *testing.T) {
	t.Parallel()
	ctx, room := needed.Browser(t), 0
	built := builtEditions(t)
	for name, folder := range map[string]string{"content": built["content"], "starter": built["starter"], "revised": revised(t)} {
		texts, ranks := map[string]map[string]string{"text": {}, "notes": {}}, map[string]int{}
		for _, x := range writtenTexts(t, folder) {
			for _, p := range x.Passages {
				texts["text"]["essays/"+x.ID+".html#"+p.ID] = p.Text
				ranks["essays/"+x.ID+".html#"+p.ID] = len(ranks)
			}
			for _, p := range x.Notes {
				texts["notes"]["essays/"+x.ID+".html#"+p.ID] = p.Text
				ranks["essays/"+x.ID+".html#"+p.ID] = len(ranks)
			}
			room += len(x.Passages) % 8 // a multiple of eight may be as it is rounded
		}
		word, least := "the", map[string]int{"text": 2, "notes": 2}
		if name == "revised" {
			word, least = "quagga", map[string]int{"text": 3, "notes": 1}
		}
		for field, texts := range texts {
			opened(t, ctx, folder, "search.html?q="+word+"&in="+field, 1000)
			waited(t, ctx, fmt.Sprintf(`document.querySelectorAll('.passages li').length >= %d`, least[field]))
			last := -1
			hits := evaluated[[]string](t, ctx, `[...document.querySelectorAll('.passages li')].map(li => li.querySelector('a').getAttribute('href'))`)
			for _, href := range hits {
				if !beginsIn(word, texts[href]) {
					t.Errorf("a hit in %s leads to %s, where stands %.80q", field, href, texts[href])
				}
				if name == "revised" && ranks[href] <= last {
					t.Errorf("%s of %s is shown behind what is read after it: %q", href, name, hits)
				}
				last = ranks[href]
			}
			if name == "revised" && len(hits) > least[field] {
				t.Errorf("%d hits in %s of %s, want %d", len(hits), field, name, least[field])
			}
		}
	}
	if room == 0 {
		t.Error("no essay has room between its text and its notes")
	}
}

var (
	hangul = regexp.MustCompile(`\p{Hangul}{2,}`)
	word   = regexp.MustCompile(`[\p{Latin}\p{N}]+`)
)

// searchedWords are the words of a text in which no inflection is seen, and its pairs of Hangul syllables.
func searchedWords(text string) []string {
	var list []string
	seen := map[string]bool{}
	add := func(w string) {
		if !seen[w] {
			seen[w] = true
			list = append(list, w)
		}
	}
	for _, w := range word.FindAllString(plainly(text), -1) {
		if !strings.ContainsAny(w[len(w)-1:], "sdgye") || w == "the" {
			add(w)
		}
	}
	for _, run := range hangul.FindAllString(text, -1) {
		add(string([]rune(run)[:2]))
	}
	return list
}

// beginsIn says that a word of the text begins so, or is the whole of it where it is short, or that a pair of syllables is in it.
func beginsIn(term, text string) bool {
	if hangul.MatchString(term) {
		return strings.Contains(text, term)
	}
	for _, w := range word.FindAllString(plainly(text), -1) {
		if w == term || len(term) > 2 && strings.HasPrefix(w, term) {
			return true
		}
	}
	return false
}

// plainly is a text without capitals and marks.
func plainly(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.M, r) || r == '\u00ad' {
			return -1
		}
		return unicode.ToLower(r)
	}, latinNFKD(text))
}

// latinNFKD takes letters apart, but no Hangul.
func latinNFKD(text string) string {
	var b strings.Builder
	for _, r := range text {
		if unicode.Is(unicode.Hangul, r) {
			b.WriteRune(r)
		} else {
			b.WriteString(norm.NFKD.String(string(r)))
		}
	}
	return b.String()
}
