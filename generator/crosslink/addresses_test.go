package crosslink_test

import (
	"fmt"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"glossator/generator/crosslink"
	"glossator/generator/diagnostic"
	"glossator/generator/edition"
)

// written is an essay as an editor has it: a passage a line; "# " begins a heading, "{#p3} " an id, "^" a note.
func written(lines ...string) *edition.Text {
	t := &edition.Text{Owner: edition.Owner{Kind: edition.OfEssay, ID: "leem"}, File: "leem.md"}
	counts := map[byte]int{}
	for i, line := range lines {
		p := edition.Passage{Note: -1, Section: -1, Line: int32(i + 1)}
		if fixed, rest, ok := strings.Cut(line, "} "); ok && strings.HasPrefix(fixed, "{#") {
			p.ID, p.Fixed, line = fixed[2:], true, rest
		}
		class := byte('p')
		if rest, ok := strings.CutPrefix(line, "# "); ok {
			p.Kind, class, line = edition.Heading, 's', rest
		}
		if rest, ok := strings.CutPrefix(line, "^"); ok {
			p.Kind, class, line, p.Note = edition.NoteBody, 'n', rest, int32(len(t.Notes))
			t.Notes = append(t.Notes, edition.Note{Label: strconv.Itoa(len(t.Notes) + 1), Passage: int32(i)})
		}
		if counts[class]++; p.ID == "" {
			p.ID = string(class) + strconv.Itoa(counts[class])
		}
		h := fnv.New64a()
		h.Write([]byte(line))
		p.Text, p.Hash = line, h.Sum64()
		t.Passages = append(t.Passages, p)
	}
	return t
}

func ids(t *edition.Text) string {
	var list []string
	for _, p := range t.Passages {
		list = append(list, p.ID)
	}
	return strings.Join(list, " ")
}

const (
	first  = "The Rapallo treaty brought Germany and Soviet Russia together against Versailles."
	second = "Litvinov argued before the League that peace is indivisible and must be defended collectively."
	third  = "German offers in early August had become credible, and war against Poland seemed near."
	fourth = "Historians disagree whether the documents published since then settle the question."
	fresh  = "A digression about railways, grain exports, currency and harbour dues follows here instead."
)

func TestAddressesStayWithTheirWords(t *testing.T) {
	for _, c := range []struct {
		name    string
		edited  []string
		want    string
		changes string
		codes   string
	}{
		{"nothing changed", []string{"# One", first, second, third, fourth}, "s1 p1 p2 p3 p4", "[]", ""},
		{"one put between", []string{"# One", first, fresh, second, third, fourth}, "s1 p1 p1a p2 p3 p4", "[{p1a added}]", ""},
		{"two put between", []string{"# One", first, fresh, "And " + fresh, second, third, fourth}, "s1 p1 p1a p1b p2 p3 p4", "[{p1a added} {p1b added}]", ""},
		{"one put at the end", []string{"# One", first, second, third, fourth, fresh}, "s1 p1 p2 p3 p4 p5", "[{p5 added}]", ""},
		{"one put at the beginning", []string{fresh, "# One", first, second, third, fourth}, "p1a s1 p1 p2 p3 p4", "[{p1a added}]", ""},
		{"one moved", []string{"# One", second, third, fourth, first}, "s1 p2 p3 p4 p1", "[{p1 moved}]", ""},
		{"one gone", []string{"# One", first, third, fourth}, "s1 p1 p3 p4", "[{p2 ended}]", "address-ended"},
		{"one reworded", []string{"# One", first, strings.Replace(second, "argued before", "told", 1), third, fourth}, "s1 p1 p2 p3 p4", "[{p2 reworded}]", ""},
		{"one reworded and one put before it", []string{"# One", first, fresh, strings.Replace(second, "argued before", "told", 1), third, fourth}, "s1 p1 p1a p2 p3 p4", "[{p1a added} {p2 reworded}]", ""},
		{"one replaced", []string{"# One", first, fresh, third, fourth}, "s1 p1 p1a p3 p4", "[{p2 ended} {p1a added}]", "address-ended"},
		{"one replaced, and that is settled", []string{"# One", first, "{#p2} " + fresh, third, fourth}, "s1 p1 p2 p3 p4", "[{p2 reworded}]", ""},
		{"a heading reworded", []string{"# Another", first, second, third, fourth}, "s1 p1 p2 p3 p4", "[{s1 reworded}]", ""},
		{"moved and reworded", []string{"# One", second, third, fourth, first + " Again."}, "s1 p2 p3 p4 p1", "[{p1 reworded}]", ""},
		{"twice the same", []string{"# One", first, first, second, third, fourth}, "s1 p1 p1a p2 p3 p4", "[{p1a added}]", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			lock, _ := crosslink.ReadLock("addresses.lock", nil)
			publish(t, lock, written("# One", first, second, third, fourth))
			x := written(c.edited...)
			assignment, found := lock.Assign(x)
			if ids(x) != c.want {
				t.Errorf("got %s, want %s", ids(x), c.want)
			}
			if got := fmt.Sprint(assignment.Changes); got != c.changes {
				t.Errorf("got %s, want %s", got, c.changes)
			}
			if got := codes(found); got != c.codes {
				t.Errorf("got %v, want %q", found, c.codes)
			}
		})
	}
}

func codes(found diagnostic.List) string {
	var list []string
	for _, d := range found {
		list = append(list, string(d.Code))
	}
	return strings.Join(list, " ")
}

// lockText is the lock as it is written.
func lockText(lock *crosslink.Lock) string {
	var b strings.Builder
	lock.WriteTo(&b) // to memory
	return b.String()
}

// publish assigns addresses and records them, as a build does.
func publish(t *testing.T, lock *crosslink.Lock, x *edition.Text) (crosslink.Assignment, diagnostic.List) {
	t.Helper()
	assignment, found := lock.Assign(x)
	lock.Record(lock.NewRecord(x.Owner.ID, assignment))
	again, damaged := crosslink.ReadLock("addresses.lock", []byte(lockText(lock)))
	if len(damaged) > 0 || lockText(again) != lockText(lock) {
		t.Fatalf("the lock reads %v from\n%s", damaged, lockText(lock))
	}
	*lock = *again
	return assignment, found
}

func TestAPassageThatMayBeRewordedIsAskedAbout(t *testing.T) {
	lock, _ := crosslink.ReadLock("addresses.lock", nil)
	publish(t, lock, written(first, second, third))
	reworded := "Litvinov told them in Geneva how easily wars spread: peace is indivisible, he said, and nobody is safe who is left alone."
	x := written(first, reworded, third)
	_, found := lock.Assign(x)
	if len(found) != 1 || found[0].Code != "address-in-doubt" || found[0].Start.Line != 2 || found[0].Severity != diagnostic.Error {
		t.Fatalf("got %v", found)
	}
	for id, want := range map[string]string{"p2": "p1 p2 p3", "p2a": "p1 p2a p3"} {
		x := written(first, "{#"+id+"} "+reworded, third)
		if _, found := lock.Assign(x); ids(x) != want || strings.Contains(codes(found), "doubt") {
			t.Errorf("{#%s}: got %s and %v", id, ids(x), found)
		}
	}
}

// Tables and code take an id from a div around them: findings say so where they tell an editor to write one.
func TestTheFormOfAnAddressFitsThePassage(t *testing.T) {
	const atItsEnd, around = "write {#p2} at its end", "::: {#p2} in a line above it and ::: in one below"
	reworded := "Litvinov told them in Geneva how easily wars spread: peace is indivisible, he said, and nobody is safe who is left alone."
	for _, c := range []struct {
		name   string
		kind   edition.PassageKind
		edited []string // its second passage is of that kind
		code   string
		want   []string
		not    string
	}{
		{"a paragraph in doubt", edition.Paragraph, []string{first, reworded, third}, "address-in-doubt", []string{atItsEnd}, ":::"},
		{"a table in doubt", edition.Table, []string{first, reworded, third}, "address-in-doubt", []string{around}, "at its end"},
		{"a paragraph changed", edition.Paragraph, []string{"{#p2} " + fresh, second, third}, "address-changed", []string{"line 2", atItsEnd}, ":::"},
		{"code changed", edition.Code, []string{"{#p2} " + fresh, second, third}, "address-changed", []string{"line 2", around}, "at its end"},
		{"one ended", edition.Paragraph, []string{first, third}, "address-ended", []string{atItsEnd, "for a table or code " + around}, ""},
	} {
		lock, _ := crosslink.ReadLock("addresses.lock", nil)
		publish(t, lock, written(first, second, third))
		x := written(c.edited...)
		x.Passages[1].Kind = c.kind
		_, found := lock.Assign(x)
		i := slices.IndexFunc(found, func(d diagnostic.Diagnostic) bool { return string(d.Code) == c.code })
		if i < 0 {
			t.Errorf("%s: got %v", c.name, found)
			continue
		}
		for _, want := range c.want {
			if !strings.Contains(found[i].Hint, want) {
				t.Errorf("%s: the hint %q lacks %q", c.name, found[i].Hint, want)
			}
		}
		if c.not != "" && strings.Contains(found[i].Hint, c.not) {
			t.Errorf("%s: the hint %q has %q", c.name, found[i].Hint, c.not)
		}
	}

	lock, _ := crosslink.ReadLock("addresses.lock", nil)
	publish(t, lock, written("# One", first))
	if _, found := lock.Assign(written(first)); codes(found) != "address-ended" || !strings.HasSuffix(found[0].Hint, "write {#s1} at its end") {
		t.Errorf("of a heading: got %v", found)
	}
}

// Of two passages that have been put together both addresses lead to the new one, whatever becomes of that.
func TestJoinedPassagesKeepTheirAddresses(t *testing.T) {
	joined := func(x *edition.Text) string {
		var list []string
		for _, j := range x.Joined {
			list = append(list, j.ID+" in "+x.Passages[j.Passage].ID)
		}
		return strings.Join(list, ", ")
	}
	lock, _ := crosslink.ReadLock("addresses.lock", nil)
	for _, step := range []struct {
		what               string
		lines              []string
		ids, joined, codes string
	}{
		{"published", []string{first, second, third, fourth}, "p1 p2 p3 p4", "", ""},
		{"two joined", []string{first, second + " " + third, fourth}, "p1 p2 p4", "p3 in p2", ""},
		{"nothing changed", []string{first, second + " " + third, fourth}, "p1 p2 p4", "p3 in p2", ""},
		{"it moves, and something is put behind it", []string{first, fourth, second + " " + third, fresh}, "p1 p4 p2 p5", "p3 in p2", ""},
		{"it is reworded", []string{first, fourth, second + " Then: " + third, fresh}, "p1 p4 p2 p5", "p3 in p2", ""},
		{"it is joined to another", []string{first, fourth + " " + second + " Then: " + third, fresh}, "p1 p2 p5", "p4 in p2, p3 in p2", ""},
		{"one comes back", []string{first, third, fourth + " " + second, fresh}, "p1 p3 p2 p5", "p4 in p2", ""},
		{"all is gone", []string{first, third, fresh}, "p1 p3 p5", "", "address-ended"},
	} {
		x := written(step.lines...)
		_, found := publish(t, lock, x)
		if ids(x) != step.ids || joined(x) != step.joined || codes(found) != step.codes {
			t.Errorf("%s: got %s, %s and %v", step.what, ids(x), joined(x), found)
		}
	}
}

// What is too little to be known again leads to the words that an editor marks with its address.
func TestMarkedWordsHaveTheAddress(t *testing.T) {
	marked := func(passage int, lines ...string) *edition.Text {
		x := written(lines...)
		x.Joined = []edition.Joined{{ID: "p2", Passage: int32(passage), Given: true}}
		return x
	}
	lock, _ := crosslink.ReadLock("addresses.lock", nil)
	publish(t, lock, written(first, second, third))
	if _, found := lock.Assign(written(first+" Peace!", third)); codes(found) != "address-ended" || !strings.Contains(found[0].Hint, "[some of them]{#p2}") {
		t.Errorf("got %v", found)
	}
	for range 2 {
		x := marked(0, first+" Peace!", third)
		assignment, found := publish(t, lock, x)
		if ids(x) != "p1 p3" || len(x.Joined) != 1 || len(found) > 0 || fmt.Sprint(endedAfter(assignment)) != "map[p1:[p2]]" {
			t.Errorf("got %s, %v and %v", ids(x), x.Joined, found)
		}
	}
	if _, found := lock.Assign(marked(0, first+" Peace!", second, third)); codes(found) != "address-changed" || !strings.Contains(found[0].Hint, "line 2") {
		t.Errorf("its words are there, too: got %v", found)
	}
	x := written(first+" Peace!", third, fresh)
	if publish(t, lock, x); ids(x) != "p1 p3 p4" || len(x.Joined) != 1 {
		t.Errorf("no longer marked: got %s, %v", ids(x), x.Joined)
	}
}

func TestEndedAddressesAreNotGivenAgain(t *testing.T) {
	lock, _ := crosslink.ReadLock("addresses.lock", nil)
	publish(t, lock, written(first, second, third))
	publish(t, lock, written(first, third))
	x := written(first, fresh, third)
	assignment, found := publish(t, lock, x)
	if ids(x) != "p1 p1a p3" || len(found) != 0 {
		t.Errorf("got %s and %v", ids(x), found)
	}
	if got := fmt.Sprint(endedAfter(assignment)); got != "map[p1:[p2]]" {
		t.Errorf("got %s", got)
	}
	x = written(first, fresh, third, second)
	if publish(t, lock, x); ids(x) != "p1 p1a p3 p2" {
		t.Errorf("words that come back: got %s", ids(x))
	}
}

func TestNotesKeepTheirAddressesWhateverTheirNumbers(t *testing.T) {
	for _, c := range []struct {
		name   string
		edited []string
		want   string
		codes  string
	}{
		{"one put before", []string{first, "^" + fresh, "^" + second, "^" + third}, "p1 n1a n1 n2", ""},
		{"one put at the end", []string{first, "^" + second, "^" + third, "^" + fresh}, "p1 n1 n2 n3", ""},
		{"the first is gone", []string{first, "^" + third}, "p1 n2", "address-ended"},
		{"one reworded", []string{first, "^" + strings.Replace(second, "argued before", "told", 1), "^" + third}, "p1 n1 n2", ""},
		{"one replaced under its label", []string{first, "^" + second, "^" + fresh}, "p1 n1 n2", ""},
		{"both replaced under their labels", []string{first, "^" + fresh, "^" + fourth}, "p1 n1 n2", ""},
		{"exchanged", []string{first, "^" + third, "^" + second}, "p1 n2 n1", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			lock, _ := crosslink.ReadLock("addresses.lock", nil)
			publish(t, lock, written(first, "^"+second, "^"+third))
			x := written(c.edited...)
			if _, found := publish(t, lock, x); ids(x) != c.want || codes(found) != c.codes {
				t.Errorf("got %s and %v, want %s and %q", ids(x), found, c.want, c.codes)
			}
		})
	}
}

// Citations that the style formats have no words of their own: what is cited tells notes apart that are nothing else.
func TestNotesThatOnlyCiteAreToldApart(t *testing.T) {
	cites := func(sources ...string) *edition.Text {
		lines := []string{first}
		for range sources {
			lines = append(lines, "^"+edition.FormattedCitation)
		}
		x := written(lines...)
		for i, source := range sources {
			x.Citations = append(x.Citations, edition.Citation{ID: "c" + strconv.Itoa(i+1), Source: source, Span: edition.Span{Passage: int32(i + 1)}})
		}
		return x
	}
	lock, _ := crosslink.ReadLock("addresses.lock", nil)
	publish(t, lock, cites("watt1974", "carr1951", "leem2004"))
	x := cites("watt1974", "haslam1984", "carr1951", "leem2004")
	if publish(t, lock, x); ids(x) != "p1 n1 n2a n2 n3" {
		t.Errorf("got %s", ids(x))
	}
}

func TestAGivenAddressThatLeavesItsWordsIsRefused(t *testing.T) {
	lock, _ := crosslink.ReadLock("addresses.lock", nil)
	publish(t, lock, written(first, second, third))
	_, found := lock.Assign(written(first, second, third, "{#p2} "+fresh))
	if codes(found) != "address-changed" || found[0].Severity != diagnostic.Error {
		t.Errorf("got %v", found)
	}
}

func TestARenamedEssayKeepsItsAddresses(t *testing.T) {
	lock, _ := crosslink.ReadLock("addresses.lock", nil)
	publish(t, lock, written(first, second, third))
	s := &small{}
	x := s.essay("leem-pact")
	if found := lock.Follow(s.edition()); len(found) != 1 || found[0].Code != "published-essay-gone" {
		t.Errorf("got %v", found)
	}
	x.Aliases = []string{"essays/leem.html"}
	x.Text = written(first, third)
	x.Text.Owner.ID = x.ID
	if found := lock.Follow(s.edition()); len(found) != 0 {
		t.Errorf("got %v", found)
	}
	if publish(t, lock, x.Text); ids(x.Text) != "p1 p3" || len(lock.Essays()) != 1 {
		t.Errorf("got %s in %v", ids(x.Text), lock.Essays())
	}
}

func TestAnAliasOfWhatHasNotBeenPublishedIsNoRename(t *testing.T) {
	lock, _ := crosslink.ReadLock("addresses.lock", nil)
	s := &small{}
	s.essay("leem-pact").Aliases = []string{"essays/draft.html", "old/address.html"}
	found := lock.Follow(s.edition())
	var b strings.Builder
	if _, err := lock.WriteTo(&b); err != nil || len(found) != 0 || strings.Contains(b.String(), "renamed") {
		t.Errorf("got %v and\n%s", found, b.String())
	}
}

// An essay that is gone may be among the aliases of a file that cannot be read.
func TestNothingIsRefusedWhileAliasesAreUnread(t *testing.T) {
	lock, _ := crosslink.ReadLock("addresses.lock", nil)
	publish(t, lock, written(first))
	e := (&small{}).edition()
	e.Unread.Aliases = true
	if found := lock.Follow(e); len(found) != 0 {
		t.Errorf("got %v", found)
	}
}

func TestADamagedLockIsReported(t *testing.T) {
	_, found := crosslink.ReadLock("addresses.lock", []byte("# x\n\nleem p1 0123456789abcdef 0123456789abcdefABCDEF.-_vwxyzUV\n<<<<<<< HEAD\nleem p1 0123456789abcdef 0123456789abcdefABCDEF.-_vwxyzUV ended\n"))
	if len(found) != 2 || found[0].Start.Line != 4 || found[1].Start.Line != 5 {
		t.Errorf("got %v", found)
	}
}

// A lock that has been cut off is not taken for a whole one; one that two branches have been merged into is whole.
func TestALockThatIsCutOffIsReported(t *testing.T) {
	lock, _ := crosslink.ReadLock("addresses.lock", nil)
	publish(t, lock, written("# One", first, second, third))
	lines := strings.SplitAfter(lockText(lock), "\n")
	for _, c := range []struct {
		what  string
		lines []string
		want  string
	}{
		{"half a line and the end", append(slices.Clone(lines[:5]), lines[5][:40]), "addresses.lock:6:1: error: this line is not an address"},
		{"the end", lines[:6], "addresses.lock:6:1: error: the file has been cut off"},
		{"all but its head", lines[:2], "addresses.lock:2:1: error: the file has been cut off"},
		{"a merge", slices.Insert(slices.Clone(lines), 4, "<<<<<<< HEAD\n", lines[4], "=======\n", lines[4], ">>>>>>> branch\n"), "addresses.lock:5:1: error: two versions of these lines have not been merged (keep the lines of both"},
		{"nothing", lines, ""},
		{"what an earlier program did not write", lines[2:6], ""},
		{"what only one branch has", slices.Insert(slices.Clone(lines), 4, strings.Replace(lines[3], " p1 ", " p1a ", 1)), ""},
	} {
		_, found := crosslink.ReadLock("addresses.lock", []byte(strings.Join(c.lines, "")))
		if c.want == "" && len(found) > 0 || c.want != "" && (len(found) != 1 || !strings.HasPrefix(found[0].String(), c.want)) {
			t.Errorf("without %s: got %v, want %q", c.what, found, c.want)
		}
	}
}

// author writes and edits essays of made-up words; a passage is known by the number that it was written with.
type author struct {
	random *rand.Rand
	next   int
	lines  []line
}

type line struct {
	number int
	words  []string
}

func (a *author) write() line {
	a.next++
	words := make([]string, 15+a.random.IntN(60))
	for i := range words {
		words[i] = "word" + strconv.Itoa(int(1000*a.random.Float64()*a.random.Float64()))
		if a.random.IntN(3) == 0 {
			words[i] = []string{"the", "of", "and", "with", "that"}[a.random.IntN(5)]
		}
	}
	return line{a.next, words}
}

// edit changes one thing, and says whether it was only words of one passage.
func (a *author) edit() {
	i := a.random.IntN(len(a.lines))
	switch a.random.IntN(5) {
	case 0:
		a.lines = slices.Insert(a.lines, i, a.write())
	case 1:
		if len(a.lines) > 3 {
			a.lines = slices.Delete(a.lines, i, i+1)
		}
	case 2:
		moved := a.lines[i]
		a.lines = slices.Delete(a.lines, i, i+1)
		a.lines = slices.Insert(a.lines, a.random.IntN(len(a.lines)+1), moved)
	default:
		words := slices.Clone(a.lines[i].words)
		for range 1 + len(words)/8 {
			words[a.random.IntN(len(words))] = "other" + strconv.Itoa(a.random.IntN(1000))
		}
		a.lines[i].words = words
	}
}

func (a *author) text() *edition.Text {
	var lines []string
	for _, x := range a.lines {
		lines = append(lines, strings.Join(x.words, " "))
	}
	return written(lines...)
}

// TestAHundredEdits: after each, every address that has ever been published leads to the passage that it was
// given to, or is listed as ended when that passage is gone. Where a build finds many edits, a passage that has
// been reworded may also lose its address, but no other passage gets it.
func TestAHundredEdits(t *testing.T) {
	for seed := range uint64(10) {
		replay(t, seed, 100, 1)
		replay(t, seed, 20, 8)
	}
}

// replay publishes an essay, and again after each of some builds' edits.
func replay(t *testing.T, seed uint64, builds, edits int) {
	t.Helper()
	a := &author{random: rand.New(rand.NewPCG(seed, 1))}
	for range 30 {
		a.lines = append(a.lines, a.write())
	}
	lock, _ := crosslink.ReadLock("addresses.lock", nil)
	published := map[string]int{} // the number of the passage that each address has been given to
	for build := range builds + 1 {
		for range min(build, 1) * edits {
			a.edit()
		}
		x := a.text()
		assignment, _ := publish(t, lock, x)
		now, standing := map[string]int{}, map[int]bool{}
		for i, p := range x.Passages {
			if _, twice := now[p.ID]; twice {
				t.Fatalf("seed %d, build %d: %s is given twice", seed, build, p.ID)
			}
			now[p.ID], standing[a.lines[i].number] = a.lines[i].number, true
		}
		var ended []string
		for _, list := range endedAfter(assignment) {
			ended = append(ended, list...)
		}
		for id, number := range published {
			if now[id] == number || slices.Contains(ended, id) && (!standing[number] || edits > 1) {
				continue
			}
			t.Fatalf("seed %d, %d edits, build %d: %s was given to passage %d, now to %d; ended are %s", seed, edits, build, id, number, now[id], ended)
		}
		maps.Copy(published, now)
	}
}

// FuzzAssign: whatever an essay becomes, ids are unique, words that stand once keep theirs, and no address is lost.
func FuzzAssign(f *testing.F) {
	f.Add("one\n# two\nthree\n^four", "# two\nnew\nthree\n{#p1} other\n^five\n^four", "one\nthree\nthree")
	f.Add("a\na\na", "a\nb\na\na\na", "{#p2a} x\n{#s1} a")
	f.Fuzz(func(t *testing.T, first, second, third string) {
		lock, _ := crosslink.ReadLock("lock", nil)
		var before *edition.Text
		for _, s := range []string{first, second, third} {
			x := written(strings.Split(s, "\n")...)
			fixed := map[string]bool{}
			for _, p := range x.Passages {
				if fixed[p.ID] || strings.Trim(p.ID, "abcdefghijklmnopqrstuvwxyz0123456789") != "" || p.ID == "" {
					return // markup does not give such ids
				}
				fixed[p.ID] = p.Fixed || p.Note >= 0
			}
			old := lock.Addresses("leem")
			assignment, _ := publish(t, lock, x)
			recorded := map[string]bool{}
			for _, a := range assignment.Addresses {
				if recorded[a.ID] {
					t.Fatalf("%s twice in %v", a.ID, assignment.Addresses)
				}
				recorded[a.ID] = true
			}
			for _, a := range old {
				if !recorded[a.ID] {
					t.Fatalf("%s is lost", a.ID)
				}
			}
			if before != nil && len(fixedIDs(before))+len(fixedIDs(x)) == 0 {
				checkKept(t, before, x)
			}
			before = x
		}
	})
}

func fixedIDs(x *edition.Text) (list []string) {
	for _, p := range x.Passages {
		if p.Fixed || p.Note >= 0 {
			list = append(list, p.ID)
		}
	}
	return list
}

// checkKept: words that stood once and stand once have the same id.
func checkKept(t *testing.T, before, after *edition.Text) {
	t.Helper()
	type key struct {
		kind edition.PassageKind
		text string
	}
	ids := [2]map[key][]string{{}, {}}
	for i, x := range []*edition.Text{before, after} {
		for _, p := range x.Passages {
			ids[i][key{p.Kind, p.Text}] = append(ids[i][key{p.Kind, p.Text}], p.ID)
		}
	}
	for words, was := range ids[0] {
		if is := ids[1][words]; len(was) == 1 && len(is) == 1 && was[0] != is[0] {
			t.Fatalf("%q had %s and has %s", words.text, was[0], is[0])
		}
	}
}

// endedAfter are the addresses whose words are gone, under the id of the passage that they stood behind; "" for
// those at the beginning.
func endedAfter(a crosslink.Assignment) map[string][]string {
	m := map[string][]string{}
	after := ""
	for _, x := range a.Addresses {
		if x.Ended {
			m[after] = append(m[after], x.ID)
		} else {
			after = x.ID
		}
	}
	return m
}

func FuzzLock(f *testing.F) {
	f.Add("leem p1 0123456789abcdef 0123456789abcdefABCDEF.-_vwxyzUV ended\n")
	f.Add("leem p1 0123456789abcdef 0123456789abcdefABCDEF.-_vwxyzUV c1:0ended c2:abcdef. ended\nleem p2 0123456789abcdef 0123456789abcdefABCDEF.-_vwxyzUV c1:abcdef\n")
	f.Fuzz(func(t *testing.T, s string) {
		lock, _ := crosslink.ReadLock("lock", []byte(s))
		text := lockText(lock)
		again, found := crosslink.ReadLock("lock", []byte(text))
		if len(found) > 0 || lockText(again) != text {
			t.Fatalf("%q reads %v from %q", s, found, text)
		}
		sound := crosslink.SoundLock([]byte(text))
		if got := lockText(sound); got != text || !slices.Equal(sound.Essays(), lock.Essays()) {
			t.Fatalf("%q, taken for sound, is %q", text, got)
		}
		for _, essay := range lock.Essays() {
			if !slices.Equal(sound.Addresses(essay), lock.Addresses(essay)) || sound.Sum(essay) != lock.Sum(essay) || sound.Sum(essay) != lock.NewRecord(essay, crosslink.Assignment{Addresses: lock.Addresses(essay)}).Sum() {
				t.Fatalf("%q, taken for sound, gives %v", text, sound.Addresses(essay))
			}
		}
	})
}

func BenchmarkReadLock(b *testing.B) {
	a := &author{random: rand.New(rand.NewPCG(1, 1))}
	for range 100 {
		a.lines = append(a.lines, a.write())
	}
	lock, _ := crosslink.ReadLock("lock", nil)
	x := a.text()
	for i := range 20 {
		c := edition.Citation{ID: "c" + strconv.Itoa(i+1), Source: "s" + strconv.Itoa(i), Span: edition.Span{Passage: int32(4 * i)}}
		x.Citations = append(x.Citations, c)
	}
	assignment, _ := lock.Assign(x)
	for i := range 1000 {
		lock.Record(lock.NewRecord("e"+strconv.Itoa(i), assignment))
	}
	text := []byte(lockText(lock))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		crosslink.ReadLock("lock", text)
	}
}

func BenchmarkFirstAddresses(b *testing.B) {
	a := &author{random: rand.New(rand.NewPCG(1, 1))}
	for range 120 {
		a.lines = append(a.lines, a.write())
	}
	x := a.text()
	lock, _ := crosslink.ReadLock("lock", nil)
	for b.Loop() {
		lock.Assign(x)
	}
}

func BenchmarkUnchangedAddresses(b *testing.B) {
	a := &author{random: rand.New(rand.NewPCG(1, 1))}
	for range 120 {
		a.lines = append(a.lines, a.write())
	}
	x := a.text()
	lock, _ := crosslink.ReadLock("lock", nil)
	assignment, _ := lock.Assign(x)
	lock.Record(lock.NewRecord(x.Owner.ID, assignment))
	for b.Loop() {
		lock.Assign(x)
	}
}

// TestAllPassagesOfALongEssayAreReworded changes more passages in a row than each is compared with.
func TestAllPassagesOfALongEssayAreReworded(t *testing.T) {
	lock, _ := crosslink.ReadLock("addresses.lock", nil)
	var before, after []string
	for i := range 3000 {
		words := fmt.Sprintf("dispatch%d attache%d memorandum%d protocol%d ratified%d", i, i, i, i, i)
		before, after = append(before, words), append(after, words+fmt.Sprintf(" reply%d", i))
	}
	first := written(before...)
	publish(t, lock, first)
	second := written(slices.Insert(slices.Clone(after), 100, "something quite different stands here")...)
	publish(t, lock, second)
	if want := strings.Replace(ids(first), "p100 ", "p100 p100a ", 1); ids(second) != want {
		t.Errorf("reworded passages have lost their addresses: %.400s", ids(second))
	}
}
