package proof

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"

	"glossator/generator/diagnostic"
	"glossator/generator/plainyaml"
)

// Answer is an editor's word on a remark: it has been looked at, and why it stands.
type Answer struct {
	Rule   string
	Place  string // of the remark
	About  string // words of the remark's message, where a place has several; "" answers all of the rule there
	Reason string
	At     diagnostic.Position
}

// ReadAnswers reads content/proof.yaml: a list of rule, place, about (if wanted) and reason.
func ReadAnswers(name string, text []byte) ([]Answer, diagnostic.List) {
	file, list := plainyaml.Parse(name, text, 1)
	if file == nil {
		return nil, list
	}
	var answers []Answer
	for _, doc := range file.Docs {
		sequence, ok := doc.Body.(*ast.SequenceNode)
		if !ok {
			if doc.Body != nil {
				list.Add(diagnostic.Error, "wrong-type", name, "proof.yaml is no list", "begin each answer with a hyphen: - rule: …")
			}
			continue
		}
		for _, node := range sequence.Values {
			a, found := readAnswer(name, node)
			list = append(list, found...)
			if len(found) == 0 {
				answers = append(answers, a)
			}
		}
	}
	return answers, list
}

func readAnswer(name string, node ast.Node) (Answer, diagnostic.List) {
	var list diagnostic.List
	at := func(n ast.Node) diagnostic.Position {
		p := n.GetToken().Position
		return diagnostic.Position{File: name, Line: p.Line, Column: p.Column}
	}
	wrong := func(n ast.Node, code diagnostic.Code, message, hint string) {
		list = append(list, diagnostic.Diagnostic{Code: code, Start: at(n), Message: message, Hint: hint})
	}
	a := Answer{At: at(node)}
	fields := map[string]*string{"rule": &a.Rule, "place": &a.Place, "about": &a.About, "reason": &a.Reason}
	mapping, ok := node.(ast.MapNode)
	if !ok {
		wrong(node, "wrong-type", "an answer is no list of keys", "write rule, place and reason")
		return a, list
	}
	for pairs := mapping.MapRange(); pairs.Next(); {
		key := pairs.Key().String()
		field := fields[key]
		if field == nil {
			wrong(pairs.Key(), "unknown-key", fmt.Sprintf("unknown key %q", key),
				cmp.Or(diagnostic.Nearest(key, maps.Keys(fields)), "an answer has rule, place, reason and, where that is not enough, about"))
			continue
		}
		if err := yaml.NodeToValue(pairs.Value(), field); err != nil {
			wrong(pairs.Value(), "wrong-type", fmt.Sprintf("%s is not words", key), "put them in quotation marks")
		}
	}
	rules := ruleIDs()
	switch {
	case len(list) > 0:
	case !slices.Contains(rules, a.Rule):
		wrong(node, "unknown-rule", fmt.Sprintf("no rule %q", a.Rule), cmp.Or(diagnostic.Nearest(a.Rule, slices.Values(rules)), "glossator explain lists them, below the proof sheet"))
	case a.Place == "":
		wrong(node, "missing-key", "the answer has no place", "as the remark names it: place: essay#p12")
	case strings.TrimSpace(a.Reason) == "":
		wrong(node, "missing-key", "the answer has no reason", "say why the remark stands: reason: …")
	}
	return a, list
}

func ruleIDs() []string {
	var ids []string
	for _, r := range Rules() {
		ids = append(ids, string(r.ID))
	}
	return ids
}

// answered leaves out the remarks that have an answer, and adds one for each answer without a remark.
func answered(remarks []Remark, answers []Answer) []Remark {
	used := make([]bool, len(answers))
	type subject struct{ rule, place string }
	about := map[subject][]int{}
	for i, a := range answers {
		about[subject{a.Rule, a.Place}] = append(about[subject{a.Rule, a.Place}], i)
	}
	open := slices.DeleteFunc(slices.Clone(remarks), func(r Remark) bool {
		for _, i := range about[subject{string(r.Code), r.Place}] {
			if strings.Contains(r.Message, answers[i].About) {
				used[i] = true
				return true
			}
		}
		return false
	})
	for i, a := range answers {
		if !used[i] {
			open = append(open, Remark{Place: a.Place, Diagnostic: diagnostic.Diagnostic{
				Code: "answer-unused", Severity: diagnostic.Remark, Start: a.At,
				Message: fmt.Sprintf("nothing is remarked by %s at %s", a.Rule, a.Place), Hint: "drop the answer",
			}})
		}
	}
	return open
}
