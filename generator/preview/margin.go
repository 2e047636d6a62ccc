package preview

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"glossator/generator/diagnostic"
)

// Passage is where a passage begins in the file of its essay.
type Passage struct {
	ID   string
	Line int
}

// margin is what editors see beside an essay: where each passage stands in its file, and what is found or remarked
// there.
type margin struct {
	File     string           `json:"file"`
	Passages map[string]*slip `json:"passages"` // by id
}

// slip is the margin of one passage.
type slip struct {
	Line    int    `json:"line"`
	Remarks []said `json:"remarks,omitempty"`
}

// said is a finding or a remark on a passage.
type said struct {
	Severity diagnostic.Severity `json:"severity"`
	Message  string              `json:"message"`
}

func (s *server) margin(w http.ResponseWriter, r *http.Request) {
	b, err := json.Marshal(s.desk.margin(r.URL.Query().Get("essay")))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	write(w, "application/json", b)
}

func (d *desk) margin(essay string) margin {
	d.mu.RLock()
	defer d.mu.RUnlock()
	file, passages := d.source.Passages(essay)
	m := margin{file, map[string]*slip{}}
	for _, p := range passages {
		m.Passages[p.ID] = &slip{Line: p.Line}
	}
	for _, f := range d.state.Findings {
		if f.Start.File == file {
			m.say(passageAt(passages, f.Start.Line), f)
		}
	}
	for _, r := range d.source.Remarks(essay) {
		_, passage, _ := strings.Cut(r.Place, "#")
		m.say(passage, r.Diagnostic)
	}
	return m
}

// passageAt is the passage that a line of the file belongs to: the last one that begins before it or there.
func passageAt(passages []Passage, line int) string {
	id, best := "", 0
	for _, p := range passages {
		if p.Line <= line && p.Line > best {
			id, best = p.ID, p.Line
		}
	}
	return id
}

func (m margin) say(passage string, f diagnostic.Diagnostic) {
	p := m.Passages[passage]
	if p == nil {
		return
	}
	if !slices.ContainsFunc(p.Remarks, func(r said) bool { return r.Message == f.Words() }) {
		p.Remarks = append(p.Remarks, said{f.Severity, f.Words()})
	}
}
