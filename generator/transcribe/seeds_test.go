package transcribe_test

import (
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"glossator/generator/bibliography"
	"glossator/generator/csl"
	"glossator/generator/fixture"
	"glossator/generator/needed"
	"glossator/generator/transcribe"
)

// The raw texts that the project began with lie outside of it; GLOSSATOR_SEEDS names their folder.
func seeds(t *testing.T) []transcribe.File {
	t.Helper()
	folder := needed.Variable(t, "GLOSSATOR_SEEDS")
	names, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no texts in %s (%v)", folder, err)
	}
	var files []transcribe.File
	for _, name := range names {
		files = append(files, transcribe.File{Name: filepath.Base(name), Text: fixture.Read(t, name)})
	}
	return files
}

// essayOf returns the essay's file and report.
func essayOf(t *testing.T, result transcribe.Result, id string) (string, *transcribe.EssayReport) {
	t.Helper()
	for _, f := range result.Files {
		if f.Name == "essays/"+id+".md" {
			for _, r := range result.Report.Essays {
				if r.ID == id {
					return string(f.Text), r
				}
			}
		}
	}
	t.Fatalf("no essay %s", id)
	return "", nil
}

var citeLink = regexp.MustCompile(`\]\(cite:([^)?]+)\??([^)]*)\)`)

// locators counts the locators by which the essay cites a source.
func locators(essay, source string) map[string]int {
	found := map[string]int{}
	for _, m := range citeLink.FindAllStringSubmatch(essay, -1) {
		if m[1] == source && m[2] != "" {
			for l := range strings.SplitSeq(m[2], "&") {
				found[l]++
			}
		}
	}
	return found
}

func total(counts map[string]int) int {
	n := 0
	for _, c := range counts {
		n += c
	}
	return n
}

func TestSeedOfManyCitations(t *testing.T) {
	essay, report := essayOf(t, transcribe.Read(seeds(t)), "leem")
	if report.Counts.Notes != 20 || report.Counts.Unplaced != 0 {
		t.Errorf("%d notes, %d without a place; want 19 and the author's", report.Counts.Notes, report.Counts.Unplaced)
	}
	for source, want := range map[string][2]int{"gk1990": {47, 43}, "spe1976": {29, 21}} {
		if got := locators(essay, source); total(got) != want[0] || len(got) != want[1] {
			t.Errorf("%s: %d numbers, %d of them distinct; want %v", source, total(got), len(got), want)
		}
	}
	var sections []string
	for _, m := range regexp.MustCompile(`(?m)^## (.*)$`).FindAllStringSubmatch(essay, -1) {
		sections = append(sections, m[1])
	}
	if len(sections) != 6 || !strings.HasPrefix(sections[0], "I. ") || !strings.HasPrefix(sections[4], "V. ") || !strings.HasSuffix(sections[5], "{.appendix}") {
		t.Errorf("sections %q", sections)
	}
	if n := strings.Count(essay, "\n  - \""); n != 25 {
		t.Errorf("%d listed works; want 25", n)
	}
	if !strings.Contains(essay, "abstract:\n  ko: |-\n    국문요약\n") {
		t.Error("no Korean abstract")
	}
}

// Each marker of a note stands where it stood: after the same words.
func TestSeedNotesStandAtTheirMarkers(t *testing.T) {
	essay, _ := essayOf(t, transcribe.Read(seeds(t)), "leem")
	for label, words := range map[string]string{
		"1": "following three sections.", "2": "two extreme perspectives.", "3": "bandwagoning for her survival.", "4": "spoils of victory.",
		"5": "'Stalin's speech' hypotheses", "6": "between the two countries.", "7": "(cite:gk1990?number=137)),", "8": "rapprochement with Germany.", "9": "replaced by V. Molotov.",
		"10": "Soviet foreign policy.\"", "11": "but Germans.\"", "12": "(cite:gk1990?number=388)).", "13": "Soviet-British-French negotiation.", "14": "(cite:roberts1989?page=141)).",
		"15": "commitment to the negotiation.", "16": "observers of the negotiations.", "17": "mentioning protocol.", "18": "(cite:gk1990?number=542)).", "19": "\"on the hook.\"", "*": "Kyung Hoon Leem",
	} {
		if !strings.Contains(essay, words+"[^"+label+"]") {
			t.Errorf("note %s is not called after %q", label, words)
		}
		if strings.Count(essay, "[^"+label+"]: ") != 1 {
			t.Errorf("note %s has no body", label)
		}
	}
}

func TestSeedCitationsLeadToTheRightWorks(t *testing.T) {
	essay, _ := essayOf(t, transcribe.Read(seeds(t)), "leem")
	for _, want := range []string{
		"[Waltz 1979, p. 127](cite:waltz1979?page=127)", "[Walt, 1987](cite:walt1987)", "[Tucker 1990](cite:tucker1990), [1992](cite:tucker1992)", "[Kolasky (1990)](cite:kolasky1990)",
		"[Tolstoy 1981, particularly chapter VI](cite:tolstoy1981?chapter=VI)", "[Watt 1974, p. 158](cite:watt1974?page=158); [Watt 1989, p. 111](cite:watt1989?page=111)",
		"[Stalin, p. 346](cite:stalin1972?page=346)", "[1989, chapter XIV](cite:watt1989?chapter=XIV)", "[Nazi-Soviet Relations, p. 4](cite:", "[G. Roberts 1989, p. 147](cite:roberts1989?page=147)",
		"[A. J. P. Taylor (1961)](cite:taylor1963)", "[1992](cite:roberts1992)", "[J. C. Dukes (1985)](cite:dukes1985)", "[A. A. Gromyko (1981, chapter XI)](cite:gromyko1981?chapter=XI)",
		"[V. Ya Sipols (1989)](cite:sipols1989)", "[Sipols](cite:sipols1989)", "[Dallin (p. 275)](cite:dallin?page=275)", "[Dukes(p. 316)](cite:dukes1985?page=316)", "[Jervis, 1976](cite:jervis1976)",
		"[Roberts(1995, chapter 1)](cite:roberts1995?chapter=1)", "[Fleron, Jr., Hoffmann and Laird eds.(1991)](cite:fleron1991)", "[Walt (1987), p. 17](cite:walt1987?page=17)",
		"[Deutscher (1967, p. 429)](cite:deutscher1967?page=429)", "[Phillips, pp. 166-7](cite:phillips1992?page=166-7)", "[Ulam (1968, p. 275)](cite:ulam1968?page=275)", "[Roberts (1989), pp. 145-6](cite:roberts1989?page=145-6)",
		"[GK no. 81, no. 84, no. 86](cite:gk1990?number=81&number=84&number=86)", "[SPE 318, 337](cite:spe1976?number=318&number=337)", "[GK no. 303 and no. 304](cite:gk1990?number=303&number=304)",
	} {
		if !strings.Contains(essay, want) {
			t.Errorf("missing: %s", want)
		}
	}
}

func TestSeedDoubtsAreReported(t *testing.T) {
	_, report := essayOf(t, transcribe.Read(seeds(t)), "leem")
	for kind, words := range map[string][]string{
		"not-listed":   {"waltz1979", "fleron1991", "dallin", "nazisoviet1948", "stalinhitler1997"},
		"never-cited":  {"grieco1988"},
		"year-differs": {"1963"},
	} {
		var found []string
		for _, d := range report.Doubts {
			if string(d.Kind) == kind {
				found = append(found, d.Message)
			}
		}
		for _, w := range words {
			if !slices.ContainsFunc(found, func(m string) bool { return strings.Contains(m, w) }) {
				t.Errorf("no %s about %s in %q", kind, w, found)
			}
		}
		if len(found) != len(words) {
			t.Errorf("%s: %q; want %d", kind, found, len(words))
		}
	}
}

func TestSeedOfPagesAlone(t *testing.T) {
	result := transcribe.Read(seeds(t))
	essay, report := essayOf(t, result, "winn")
	got := map[string]string{}
	for _, m := range citeLink.FindAllStringSubmatch(essay, -1) {
		got[m[2]] = m[1]
	}
	want := map[string]string{"page=38": "nation1992", "page=15": "haslam1984", "page=101": "haslam1984"}
	if !maps.Equal(got, want) {
		t.Errorf("citations %v; want %v", got, want)
	}
	if report.Counts.Works != 3 || report.Counts.Notes != 2 {
		t.Errorf("%d works, %d notes; want 3 and 2", report.Counts.Works, report.Counts.Notes)
	}
	for _, f := range result.Files {
		if f.Name != "glossary.yaml" {
			continue
		}
		for _, passage := range []string{"essay: winn\n      passage: n-star\n", "essay: winn\n      passage: n-star-star\n"} {
			if !strings.Contains(string(f.Text), passage) {
				t.Errorf("no definition attested at %q", passage)
			}
		}
	}
	if len(result.Report.Merges) != 1 || !slices.Contains(result.Report.Merges[0].Keys, "haslam1984") {
		t.Errorf("merges %v; want Haslam's book in its two imprints", result.Report.Merges)
	}
}

func TestSeedsLoseNoWord(t *testing.T) {
	for _, file := range seeds(t) {
		checkWords(t, file)
	}
}

func TestSeedWorksAreUnderstood(t *testing.T) {
	result := transcribe.Read(seeds(t))
	items := map[string]csl.Item{}
	for _, f := range result.Files {
		if f.Name == "references.bib" {
			entries, findings := bibliography.Parse(f.Name, f.Text)
			if len(findings) > 0 {
				t.Error(findings)
			}
			for _, e := range entries {
				items[e.Item.ID] = e.Item
			}
		}
	}
	for key, want := range map[string]string{
		"nation1992":     "book|author R. Craig Nation|Black Earth, Red Star: A History of Soviet Security Policy, 1917-1991||Ithaca, NY|Cornell University Press",
		"sipols1989":     "article-journal|author V. Ya. Sipols|A Few Months Before August 23|International Affairs||",
		"gromyko1981":    "book|editor A. A. Gromyko|Soviet Foreign Policy||Moscow|Progress Publishers",
		"tucker1992":     "chapter|author Robert C. Tucker|The Emergence of Stalin's Foreign Policy|Soviet Foreign Policy 1917-1990|New York|Garland Publishing",
		"watt1974":       "chapter|author D. C. Watt|The Initiation of the Negotiations Leading to the Nazi-Soviet Pact: A Historical Problem|Essays in Honour of E. H. Carr|London|The Macmillan Press",
		"watt1989":       "book|author D. C. Watt|How War Came: The Immediate Origins of the Second World War||New York|Pantheon Books",
		"gk1990":         "book||God Krizisa||Moscow|izdatel'stvo politicheskii literaturyi",
		"spe1976":        "book||Soviet Peace Efforts on the Eve of World War II||Moscow|Progress Publishers",
		"haslam1984":     "book|author Jonathan Haslam|The Soviet Union and the Struggle for Collective Security in Europe, 1933-39||New York|St. Martin's",
		"stalin1972":     "book|author J. Stalin|The Essential Stalin||New York|Double day",
		"roberts1992":    "article-journal|author Geoffrey Roberts|The Soviet Decision for a Pact with Nazi Germany|Soviet Studies||",
		"dukes1985":      "article-journal|author Jack R. Dukes|The Soviet Union and Britain: The Alliance Negotiations of March-August, 1939|East European Quarterly||",
		"nazisoviet1948": "book||Nazi-Soviet Relations||New York|Didier",
	} {
		i := items[key]
		got := strings.Join([]string{i.Type, firstAuthor(i), i.Fields["title"], i.Fields["container-title"], i.Fields["publisher-place"], i.Fields["publisher"]}, "|")
		if got != want {
			t.Errorf("%s:\n got %s\nwant %s", key, got, want)
		}
	}
}

func firstAuthor(i csl.Item) string {
	for _, role := range []string{"author", "editor"} {
		if names := i.Names[role]; len(names) > 0 {
			return role + " " + names[0].Given + " " + names[0].Family
		}
	}
	return ""
}
