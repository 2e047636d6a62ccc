package diagnostic

import (
	"encoding/json"
	"io"
	"strings"
)

type sarifMessage struct {
	Text string `json:"text"`
}

type sarifRegion struct {
	StartLine   int           `json:"startLine,omitempty"`
	StartColumn int           `json:"startColumn,omitempty"`
	EndColumn   int           `json:"endColumn,omitempty"`
	Snippet     *sarifMessage `json:"snippet,omitempty"`
}

type sarifLocation struct {
	PhysicalLocation struct {
		ArtifactLocation struct {
			URI string `json:"uri"`
		} `json:"artifactLocation"`
		Region *sarifRegion `json:"region,omitempty"`
	} `json:"physicalLocation"`
	Message *sarifMessage `json:"message,omitempty"`
}

type sarifResult struct {
	RuleID           Code            `json:"ruleId"`
	Level            string          `json:"level"`
	Message          sarifMessage    `json:"message"`
	Locations        []sarifLocation `json:"locations,omitempty"`
	RelatedLocations []sarifLocation `json:"relatedLocations,omitempty"`
}

type sarifRule struct {
	ID               Code          `json:"id"`
	ShortDescription *sarifMessage `json:"shortDescription,omitempty"`
	FullDescription  *sarifMessage `json:"fullDescription,omitempty"`
	Help             *sarifHelp    `json:"help,omitempty"`
}

type sarifHelp struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown"`
}

// WriteSARIF writes the list as a SARIF 2.1.0 log (OASIS) with one run, in which the codes that occur are the rules, as explain has
// them. Columns count Unicode code points.
func WriteSARIF(w io.Writer, list List, version string, explain func(Code) (Explanation, bool)) error {
	results := []sarifResult{}
	rules := []sarifRule{}
	for _, d := range list {
		results = append(results, sarifOf(d))
	}
	for _, code := range list.Codes() {
		rules = append(rules, ruleOf(code, explain))
	}
	log := map[string]any{
		"$schema": "https://json.schemastore.org/sarif-2.1.0.json",
		"version": "2.1.0",
		"runs": []any{map[string]any{
			"tool":       map[string]any{"driver": map[string]any{"name": "glossator", "version": version, "rules": rules}},
			"columnKind": "unicodeCodePoints",
			"results":    results,
		}},
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(log)
}

func ruleOf(code Code, explain func(Code) (Explanation, bool)) sarifRule {
	x, ok := explain(code)
	if !ok {
		return sarifRule{ID: code}
	}
	first, _, _ := strings.Cut(x.Text, "\n\n")
	return sarifRule{code, &sarifMessage{x.Summary}, &sarifMessage{strings.Join(strings.Fields(first), " ")}, &sarifHelp{x.Text, x.Text}}
}

func sarifOf(d Diagnostic) sarifResult {
	r := sarifResult{
		RuleID:  d.Code,
		Level:   [...]string{"error", "warning", "note"}[d.Severity],
		Message: sarifMessage{d.Words()},
	}
	if d.Start.File != "" {
		r.Locations = []sarifLocation{location(d.Start, d.Length, d.Excerpt)}
	}
	for _, other := range d.Related {
		l := location(other.At, 0, "")
		l.Message = &sarifMessage{other.Message}
		r.RelatedLocations = append(r.RelatedLocations, l)
	}
	return r
}

func location(p Position, length int, excerpt string) sarifLocation {
	var l sarifLocation
	l.PhysicalLocation.ArtifactLocation.URI = p.File
	if p.Line > 0 {
		region := &sarifRegion{StartLine: p.Line, StartColumn: p.Column}
		if length > 0 && p.Column > 0 {
			region.EndColumn = p.Column + length
		}
		if excerpt != "" {
			region.Snippet = &sarifMessage{excerpt}
		}
		l.PhysicalLocation.Region = region
	}
	return l
}
