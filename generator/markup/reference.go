package markup

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
)

// References are links with a scheme of ours (cite:, term:, name:, event:, essay:) and relative links to other
// Markdown files of the edition.

type referenceKind uint8

const (
	toFile referenceKind = iota // relative: copied beside the page
	toWeb                       // http, https, mailto, tel
	toSource
	toTerm
	toName
	toEvent
	toEssay
	toPage
	toHere // a fragment of the same text
	unsafe // any other scheme
)

// reference is a link's destination, understood.
type reference struct {
	kind     referenceKind
	id       string
	fragment string
	locators []edition.Locator
}

var schemes = map[string]referenceKind{
	"cite": toSource, "term": toTerm, "name": toName, "event": toEvent, "essay": toEssay, "page": toPage,
	"http": toWeb, "https": toWeb, "mailto": toWeb, "tel": toWeb,
}

// schemeNames are the schemes as they stand before what they name.
func schemeNames(yield func(string) bool) {
	for scheme := range schemes {
		if !yield(scheme + ":") {
			return
		}
	}
}

// parseReference understands the destination of a link in the file.
func parseReference(destination, file string) (reference, diagnostic.List) {
	scheme, rest, found := strings.Cut(destination, ":")
	if !found || strings.ContainsAny(scheme, "/?#") {
		return relativeReference(destination, file), nil
	}
	kind, known := schemes[strings.ToLower(scheme)]
	switch {
	case !known:
		return reference{kind: unsafe, id: destination}, diagnostic.List{{
			Code: "unknown-scheme", Severity: diagnostic.Warning,
			Message: fmt.Sprintf("links of the kind %q are not published", scheme+":"),
			Hint:    cmp.Or(diagnostic.Nearest(scheme+":", schemeNames), "a link is http, https, mailto, tel, relative, or cite:, term:, name:, event:, essay:"),
		}}
	case kind == toWeb:
		return reference{kind: toWeb, id: destination}, nil
	case kind == toSource:
		return citeReference(rest)
	}
	id, fragment, _ := strings.Cut(rest, "#")
	return reference{kind: kind, id: unescape(id), fragment: unescape(fragment)}, nil
}

// citeReference understands watt1974?page=158&chapter=XIV.
func citeReference(s string) (reference, diagnostic.List) {
	var list diagnostic.List
	r := reference{kind: toSource}
	key, query := s, ""
	if i := strings.LastIndexByte(s, '?'); i >= 0 {
		key, query = s[:i], s[i+1:]
	}
	r.id = unescape(key)
	for _, pair := range strings.Split(query, "&") {
		if pair == "" {
			continue
		}
		label, value, _ := strings.Cut(pair, "=")
		label, value = unescape(label), strings.TrimSpace(unescape(strings.ReplaceAll(value, "+", " ")))
		if locatorLabels[label] == nil {
			list = append(list, diagnostic.Diagnostic{
				Code: "unknown-locator", Message: fmt.Sprintf("no locator label %q", label),
				Hint: locatorHint(label),
			})
			continue
		}
		if value == "" {
			list = append(list, diagnostic.Diagnostic{
				Code: "empty-locator", Message: fmt.Sprintf("the locator %q has no value", label), Hint: "write " + label + "=12",
			})
			continue
		}
		r.locators = append(r.locators, edition.Locator{Label: label, Value: value})
	}
	return r, list
}

func locatorHint(label string) string {
	if known, ok := labelOf[strings.ToLower(strings.TrimSuffix(label, "."))]; ok {
		return fmt.Sprintf("did you mean %q?", known)
	}
	return cmp.Or(diagnostic.Nearest(label, maps.Keys(locatorLabels)), "CSL's labels: "+strings.Join(slices.Sorted(maps.Keys(locatorLabels)), ", "))
}

// relativeReference understands ../essays/other.md#p3, #p3 and files beside the text.
func relativeReference(destination, file string) reference {
	target, fragment, _ := strings.Cut(destination, "#")
	if target == "" {
		return reference{kind: toHere, fragment: unescape(fragment)}
	}
	target, _, _ = strings.Cut(target, "?")
	target = unescape(target)
	if strings.HasSuffix(target, ".md") && !strings.HasPrefix(target, "/") {
		full := path.Join(path.Dir(file), target)
		id := strings.TrimSuffix(path.Base(full), ".md")
		switch path.Base(path.Dir(full)) {
		case "essays":
			return reference{kind: toEssay, id: id, fragment: unescape(fragment)}
		case "pages":
			return reference{kind: toPage, id: id, fragment: unescape(fragment)}
		}
	}
	return reference{kind: toFile, id: target, fragment: unescape(fragment)}
}

func unescape(s string) string {
	if u, err := url.PathUnescape(s); err == nil {
		return u
	}
	return s
}
