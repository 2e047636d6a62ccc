package crosslink_test

import (
	"fmt"
	"strings"
	"testing"

	"glossator/generator/crosslink"
	"glossator/generator/edition"
)

// citing is an essay as written, in which "[watt 158]" cites a page of a source, or the source alone.
func citing(lines ...string) *edition.Text {
	t := written(lines...)
	for i := range t.Passages {
		for _, part := range strings.Split(t.Passages[i].Text, "[")[1:] {
			cited, _, _ := strings.Cut(part, "]")
			c := edition.Citation{ID: fmt.Sprintf("c%d", len(t.Citations)+1), Form: edition.Printed, Span: edition.Span{Passage: int32(i)}}
			var page string
			if c.Source, page, _ = strings.Cut(cited, " "); page != "" {
				c.Details = &edition.Details{Locators: []edition.Locator{{Label: "page", Value: page}}}
			}
			t.Citations = append(t.Citations, c)
		}
	}
	return t
}

func citationIDs(t *edition.Text) string {
	var list []string
	for _, c := range t.Citations {
		list = append(list, t.Passages[c.Span.Passage].ID+"#"+c.ID)
	}
	return strings.Join(list, " ")
}

func allEnded(a crosslink.Assignment) string {
	passages, citations := a.Ended()
	return strings.Join(append(passages, citations...), " ")
}

func TestCitationsKeepTheirAddresses(t *testing.T) {
	one, two := first+" [watt 1] and [carr 2].", second+" [watt 3]."
	for _, c := range []struct {
		name   string
		edited []string
		want   string
		ended  string
		says   string
	}{
		{"nothing changed", []string{one, two, third}, "p1#c1 p1#c2 p2#c3", "", ""},
		{"one put between", []string{first + " [watt 1], [haslam 9] and [carr 2].", two, third}, "p1#c1 p1#c1a p1#c2 p2#c3", "", "p1 reworded"},
		{"one put before all", []string{fresh + " [haslam 9]", one, two, third}, "p1a#c1a p1#c1 p1#c2 p2#c3", "", ""},
		{"one put at the end", []string{one, two, third + " [haslam 9]"}, "p1#c1 p1#c2 p2#c3 p3#c4", "", "p3 reworded"},
		{"one gone", []string{first + " and [carr 2].", two, third}, "p1#c2 p2#c3", "c1", "p1 reworded, c1 ended"},
		{"gone with its passage", []string{one, third}, "p1#c1 p1#c2", "p2 c3", "p2 ended, c3 ended"},
		{"another page", []string{first + " [watt 7] and [carr 2].", two, third}, "p1#c1 p1#c2 p2#c3", "", "p1 reworded, c1 reworded"},
		{"sources under other keys", []string{first + " [watt1974 1] and [carr1951 2].", two, third}, "p1#c1 p1#c2 p2#c3", "", "p1 reworded, c1 reworded, c2 reworded"},
		{"exchanged", []string{first + " [carr 2] and [watt 1].", two, third}, "p1#c2 p1#c1 p2#c3", "", "p1 reworded"},
		{"moved with its passage", []string{two, one, third}, "p2#c3 p1#c1 p1#c2", "", "p2 moved"},
		{"moved to another passage", []string{first + " [watt 1].", second + " [carr 2] and [watt 3].", third}, "p1#c1 p2#c2 p2#c3", "", "p1 reworded, p2 reworded, c2 moved"},
		{"words alone changed", []string{strings.ToUpper(first[:1]) + "x" + first[1:] + " [watt 1] and [carr 2].", two, third}, "p1#c1 p1#c2 p2#c3", "", "p1 reworded"},
	} {
		t.Run(c.name, func(t *testing.T) {
			lock, _ := crosslink.ReadLock("addresses.lock", nil)
			publish(t, lock, citing(one, two, third))
			x := citing(c.edited...)
			assignment, _ := publish(t, lock, x)
			if got := citationIDs(x); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			if got := allEnded(assignment); got != c.ended {
				t.Errorf("ended are %q, want %q", got, c.ended)
			}
			var says []string
			for _, change := range assignment.Changes {
				if change.What != crosslink.Added {
					says = append(says, change.ID+" "+change.What.String())
				}
			}
			if got := strings.Join(says, ", "); got != c.says {
				t.Errorf("says %q, want %q", got, c.says)
			}
			again, _ := publish(t, lock, citing(c.edited...))
			if got := allEnded(again); got != c.ended || len(again.Changes) > 0 {
				t.Errorf("once more: ended are %q, and there are changes: %v", got, again.Changes)
			}
		})
	}
}

func TestACitationThatComesBackHasItsAddressAgain(t *testing.T) {
	lock, _ := crosslink.ReadLock("addresses.lock", nil)
	publish(t, lock, citing(first+" [watt 1] and [carr 2]."))
	publish(t, lock, citing(first+" [carr 2]."))
	x := citing(first + " [haslam 9], [watt 1] and [carr 2].")
	if assignment, _ := publish(t, lock, x); citationIDs(x) != "p1#c1a p1#c1 p1#c2" || allEnded(assignment) != "" {
		t.Errorf("got %s, ended are %v", citationIDs(x), allEnded(assignment))
	}
}

// A lock of an edition whose citations have not been recorded is read on: they have the numbers that they had.
func TestALockWithoutCitationsIsReadOn(t *testing.T) {
	lock, _ := crosslink.ReadLock("addresses.lock", nil)
	publish(t, lock, citing(first, second))
	x := citing(first+" [watt 1].", fresh+" [watt 2].", second)
	x.Passages[0].Hash = citing(first).Passages[0].Hash
	if publish(t, lock, x); citationIDs(x) != "p1#c1 p1a#c2" {
		t.Errorf("got %s", citationIDs(x))
	}
	x = citing(first+" [watt 1], [carr 3].", fresh+" [watt 2].", second)
	if publish(t, lock, x); citationIDs(x) != "p1#c1 p1#c1a p1a#c2" {
		t.Errorf("got %s", citationIDs(x))
	}
}
