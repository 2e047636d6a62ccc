package site_test

import (
	"bytes"
	"io"
	"net/url"
	"path"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"glossator/generator/site"
)

// TestLinksLead follows every link of every page to a page, and to the fragment where it names one, in styles that
// cite in the text and in notes.
func TestLinksLead(t *testing.T) {
	for _, style := range []string{"author-date", "note"} {
		t.Run(style, func(t *testing.T) { followLinks(t, styledSite(t, style)) })
	}
}

func followLinks(t *testing.T, s *site.Site) {
	ids := map[string]map[string]bool{"manifest.sha256": {}}
	links := map[string][]string{}
	for _, p := range s.Pages() {
		b, err := s.Render(p.Path)
		if err != nil {
			t.Fatalf("%s: %v", p.Path, err)
		}
		ids[p.Path] = map[string]bool{}
		if strings.HasSuffix(p.Path, ".html") && p.Kind != site.Missing {
			links[p.Path] = read(t, p.Path, b, ids[p.Path])
		}
	}
	for from, list := range links {
		for _, link := range list {
			u, err := url.Parse(link)
			if err != nil || u.Scheme != "" {
				continue
			}
			to := from
			if u.Path != "" {
				to = path.Join(path.Dir(from), u.Path)
			}
			if ids[to] == nil {
				t.Errorf("%s: the link %q leads to no page", from, link)
			} else if u.Fragment != "" && !ids[to][u.Fragment] {
				t.Errorf("%s: the link %q leads to no such place in %s", from, link, to)
			}
		}
	}
}

// read lists the links of a page and notes its ids, each of which must be there once.
func read(t *testing.T, page string, b []byte, ids map[string]bool) (links []string) {
	z := html.NewTokenizer(bytes.NewReader(b))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				t.Errorf("%s: %v", page, z.Err())
			}
			return links
		case html.StartTagToken, html.SelfClosingTagToken:
			for _, a := range z.Token().Attr {
				switch a.Key {
				case "id":
					if ids[a.Val] {
						t.Errorf("%s: the id %q is there twice", page, a.Val)
					}
					ids[a.Val] = true
				case "href", "src":
					links = append(links, a.Val)
				case "style", "onclick":
					t.Errorf("%s: the attribute %s is not allowed by the pages' security policy", page, a.Key)
				}
			}
		}
	}
}
