// Package proof is CHECK: what a careful editor would look at again.
//
// A [Rule] finds one kind of thing and says why it matters; [Rules] lists them, one file each. [Check] runs them
// over a linked edition whose texts are at hand and gives [Remark]s, each with its place. A remark that has been
// looked at is answered in content/proof.yaml with a reason ([ReadAnswers]) and is not shown again.
//
// A false alarm costs more than a miss: a rule keeps silent where it is not sure.
package proof

import (
	"cmp"
	"slices"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
	"glossator/generator/parallel"
)

// Rule looks for one kind of thing.
type Rule struct {
	ID      diagnostic.Code // of its remarks
	Summary string          // what it finds, in a line
	Why     string          // why it deserves a look, and what to do
	check   func(*sheet)
}

// Rules are all rules by id.
func Rules() []Rule {
	rules := []Rule{
		annotationUnsigned(), asterisksLost(), bracketUnmatched(), citationTyped(), citedNotListed(), dateDiffers(), definitionsDiffer(), entryDiffers(),
		headingSkips(), languageMissing(), lettersMixed(), linkUnrecorded(), listedNotCited(), locatorOutside(),
		nameVaries(), noteSkips(), numberOrder(), quotationDiffers(), quotationUnmatched(), termUndefined(), termUnused(), wordDoubled(),
		wordMisread(), workTwice(),
	}
	slices.SortFunc(rules, func(a, b Rule) int { return cmp.Compare(a.ID, b.ID) })
	return rules
}

// Remark is something to look at again.
type Remark struct {
	diagnostic.Diagnostic
	Place string // "leem-pact#p12", "leem-pact", or what a rule says it is about: a source's key, a term's id
}

// sheet collects the remarks of a rule.
type sheet struct {
	edition *edition.Edition
	rule    diagnostic.Code
	remarks []Remark
	stopped func() bool
}

// Check runs the rules over the edition. Answered remarks are left out; answers that answer nothing are remarks
// themselves.
func Check(e *edition.Edition, answers []Answer) []Remark {
	remarks, _ := CheckUntil(e, answers, func() bool { return false })
	return remarks
}

// CheckUntil is Check that gives up when stopped says so, which is asked between texts, from several goroutines; ok is false then.
func CheckUntil(e *edition.Edition, answers []Answer, stopped func() bool) (remarks []Remark, ok bool) {
	rules := Rules()
	sheets := make([]sheet, len(rules))
	parallel.Each(len(rules), func(i int) error {
		sheets[i] = sheet{edition: e, rule: rules[i].ID, stopped: stopped}
		rules[i].check(&sheets[i])
		return nil
	})
	if stopped() { // and a rule may not have seen all texts
		return nil, false
	}
	for i := range sheets {
		remarks = append(remarks, sheets[i].remarks...)
	}
	remarks = answered(remarks, answers)
	slices.SortStableFunc(remarks, func(a, b Remark) int {
		return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Message, b.Message))
	})
	return remarks, true
}

// List is the remarks as findings.
func List(remarks []Remark) diagnostic.List {
	list := make(diagnostic.List, len(remarks))
	for i, r := range remarks {
		list[i] = r.Diagnostic
	}
	return list
}

func (s *sheet) add(place string, at diagnostic.Position, message, hint string) {
	s.remarks = append(s.remarks, Remark{Place: place, Diagnostic: diagnostic.Diagnostic{
		Code: s.rule, Severity: diagnostic.Remark, Start: at, Message: message, Hint: hint,
	}})
}

// at adds a remark about a fact of a text that stands in a passage.
func (s *sheet) at(t *edition.Text, passage, line, column int32, message, hint string) {
	at := diagnostic.Position{File: t.File, Line: int(line), Column: int(column)}
	s.add(t.Owner.ID+"#"+t.Passages[passage].ID, at, message, hint)
}

// citation adds a remark about a citation of a text.
func (s *sheet) citation(t *edition.Text, c *edition.Citation, message, hint string) {
	s.at(t, c.Span.Passage, c.Line, c.Column, message, hint)
}

// passage adds a remark about a passage.
func (s *sheet) passage(t *edition.Text, i int, message, hint string) {
	s.at(t, int32(i), t.Passages[i].Line, 0, message, hint)
}

// essays calls f for every essay.
func (s *sheet) essays(f func(*edition.Essay)) {
	for _, x := range s.edition.Essays {
		if s.stopped() {
			return
		}
		f(x)
	}
}

// texts calls f for every text.
func (s *sheet) texts(f func(*edition.Text)) {
	s.edition.Texts(func(t *edition.Text) {
		if !s.stopped() {
			f(t)
		}
	})
}

// prose calls f for every passage of words of every text; not for code.
func (s *sheet) prose(f func(t *edition.Text, i int, p *edition.Passage)) {
	s.texts(func(t *edition.Text) {
		for i := range t.Passages {
			if p := &t.Passages[i]; p.Kind != edition.Code {
				f(t, i, p)
			}
		}
	})
}
