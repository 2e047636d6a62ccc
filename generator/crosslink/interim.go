// Interim: to be replaced by the package's own files; delete this file then.
package crosslink

import (
	"sort"
	"strings"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
)

type Linker struct{ e *edition.Edition }

func New(e *edition.Edition) *Linker { return &Linker{e} }
func (l *Linker) Text(t *edition.Text) diagnostic.List {
	var list diagnostic.List
	bad := func(code string, line, col int32, m string) {
		list = append(list, diagnostic.Diagnostic{Code: code, Start: diagnostic.Position{File: t.File, Line: int(line), Column: int(col)}, Message: m})
	}
	for i := range t.Citations {
		c := &t.Citations[i]
		if c.Resolved = l.e.Source(c.Source) != nil; !c.Resolved {
			bad("unknown-source", c.Line, c.Column, "no source \""+c.Source+"\"")
		}
	}
	for i := range t.Mentions {
		m := &t.Mentions[i]
		m.Resolved = m.Kind == 0 && l.e.Term(m.ID) != nil || m.Kind == 1 && l.e.Name(m.ID) != nil || m.Kind == 2 && l.e.Event(m.ID) != nil
		if !m.Resolved {
			bad("unknown-"+m.Kind.String(), m.Line, m.Column, "no "+m.Kind.String()+" \""+m.ID+"\"")
		}
	}
	find := func(kind edition.MentionKind, id string, forms []string) {
		for pi := range t.Passages {
			p := &t.Passages[pi]
			first := true
			for _, f := range forms {
				for at := 0; ; {
					k := strings.Index(p.Text[at:], f)
					if k < 0 {
						break
					}
					s, e := int32(at+k), int32(at+k+len(f))
					at += k + len(f)
					over := false
					for _, m := range t.Mentions {
						over = over || m.Span.Passage == int32(pi) && m.Span.Start < e && s < m.Span.End
					}
					opq := p.Kind == edition.Heading
					for _, o := range t.Opaque {
						opq = opq || o.Passage == int32(pi) && o.Start < e && s < o.End
					}
					if over {
						continue
					}
					t.Mentions = append(t.Mentions, edition.Mention{Kind: kind, ID: id, Resolved: true, Linked: first && !opq, Span: edition.Span{Passage: int32(pi), Start: s, End: e}, Line: p.Line})
					first = first && opq
				}
			}
		}
	}
	for _, x := range l.e.Terms {
		find(0, x.ID, append([]string{x.Term}, x.Aliases...))
	}
	for _, x := range l.e.Names {
		find(1, x.ID, append([]string{x.Name}, x.Aliases...))
	}
	sort.SliceStable(t.Mentions, func(i, j int) bool {
		a, b := t.Mentions[i].Span, t.Mentions[j].Span
		return a.Passage < b.Passage || a.Passage == b.Passage && a.Start < b.Start
	})
	sent := func(s edition.Span) int32 {
		text := t.Passages[s.Passage].Text
		from := strings.LastIndex(text[:s.Start], ". ")
		if from < 0 {
			from = 0
		} else {
			from += 2
		}
		to := strings.Index(text[s.End:], ". ")
		if to < 0 {
			to = len(text)
		} else {
			to += int(s.End) + 1
		}
		t.Sentences = append(t.Sentences, edition.Sentence{Passage: s.Passage, Start: int32(from), Text: text[from:to]})
		return int32(len(t.Sentences) - 1)
	}
	for i := range t.Citations {
		t.Citations[i].Sentence = sent(t.Citations[i].Span)
	}
	for i := range t.Mentions {
		t.Mentions[i].Sentence = sent(t.Mentions[i].Span)
	}
	for i := range t.Links {
		t.Links[i].Sentence = sent(t.Links[i].Span)
	}
	return list
}
func anchor(t *edition.Text, id, quote string) (edition.Span, string) {
	p, i := t.Passage(id)
	if p == nil {
		return edition.Span{Passage: -1}, "no passage " + id
	}
	k := strings.Index(p.Text, quote)
	if k < 0 {
		for _, q := range t.Passages {
			if strings.Contains(q.Text, quote) {
				return edition.Span{Passage: -1}, "the quote stands in " + q.ID + " not " + id
			}
		}
		return edition.Span{Passage: -1}, "no quote " + quote + " in " + id
	}
	return edition.Span{Passage: i, Start: int32(k), End: int32(k + len(quote))}, ""
}
func (l *Linker) Annotations(x *edition.Essay) diagnostic.List {
	var list diagnostic.List
	for _, a := range x.Annotations {
		var m string
		if a.Span, m = anchor(x.Text, a.Passage, a.Quote); m != "" {
			list = append(list, diagnostic.Diagnostic{Code: "annotation", Start: a.At, Message: a.ID + ": " + m})
		}
	}
	for _, t := range l.e.Terms {
		for i := range t.Attested {
			a := &t.Attested[i]
			if a.Essay == x.ID {
				var m string
				if a.Span, m = anchor(x.Text, a.Passage, a.Quote); m != "" {
					list = append(list, diagnostic.Diagnostic{Code: "attested", Start: a.At, Message: t.ID + ": " + m})
				}
			}
		}
	}
	return list
}
func (l *Linker) Edition() diagnostic.List {
	var list diagnostic.List
	l.e.Texts(func(t *edition.Text) {
		for i, c := range t.Citations {
			if s := l.e.Source(c.Source); s != nil {
				s.Backlinks = append(s.Backlinks, edition.Backlink{Text: t, Kind: edition.CitationBacklink, Index: int32(i)})
			}
		}
		for i, m := range t.Mentions {
			b := edition.Backlink{Text: t, Kind: edition.MentionBacklink, Index: int32(i)}
			switch {
			case m.Kind == 0 && l.e.Term(m.ID) != nil:
				l.e.Term(m.ID).Backlinks = append(l.e.Term(m.ID).Backlinks, b)
			case m.Kind == 1 && l.e.Name(m.ID) != nil:
				l.e.Name(m.ID).Backlinks = append(l.e.Name(m.ID).Backlinks, b)
			case m.Kind == 2 && l.e.Event(m.ID) != nil:
				l.e.Event(m.ID).Backlinks = append(l.e.Event(m.ID).Backlinks, b)
			}
		}
		for i := range t.Links {
			k := &t.Links[i]
			b := edition.Backlink{Text: t, Kind: edition.LinkBacklink, Index: int32(i)}
			if k.Kind == edition.OfEssay && l.e.Essay(k.ID) != nil {
				x := l.e.Essay(k.ID)
				p, _ := x.Text.Passage(k.Fragment)
				k.Resolved = k.Fragment == "" || p != nil
				if k.Resolved {
					x.Backlinks = append(x.Backlinks, b)
				}
			} else if k.Kind == edition.OfPage && l.e.Page(k.ID) != nil {
				k.Resolved = true
				l.e.Page(k.ID).Backlinks = append(l.e.Page(k.ID).Backlinks, b)
			}
			if !k.Resolved {
				list = append(list, diagnostic.Diagnostic{Code: "unknown-essay", Start: diagnostic.Position{File: t.File, Line: int(k.Line), Column: int(k.Column)}, Message: "no " + k.ID + "#" + k.Fragment})
			}
		}
	})
	return list
}
