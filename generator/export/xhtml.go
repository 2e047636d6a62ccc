package export

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"glossator/generator/edition"
)

// el is a new element; attributes are name and value by turns, and one with an empty value is left out.
func el(name string, attributes ...string) *html.Node {
	n := &html.Node{Type: html.ElementNode, Data: name}
	for i := 0; i+1 < len(attributes); i += 2 {
		if attributes[i+1] != "" {
			n.Attr = append(n.Attr, html.Attribute{Key: attributes[i], Val: attributes[i+1]})
		}
	}
	return n
}

// inLanguage says that an element is in another language than what is around it, if it is.
func inLanguage(n *html.Node, language, around string) *html.Node {
	if language != around {
		n.Attr = append(n.Attr, el("", "lang", language, "xml:lang", language, "dir", edition.Direction(language, around)).Attr...)
	}
	return n
}

// with appends children to an element.
func with(n *html.Node, children ...*html.Node) *html.Node {
	for _, c := range children {
		if c.Parent != nil {
			c.Parent.RemoveChild(c)
		}
		n.AppendChild(c)
	}
	return n
}

func txt(words string) *html.Node { return &html.Node{Type: html.TextNode, Data: words} }

// writeXHTML writes nodes in the XML syntax of HTML.
func writeXHTML(x *xmlWriter, nodes ...*html.Node) {
	for _, n := range nodes {
		switch n.Type {
		case html.TextNode:
			x.text(n.Data)
		case html.ElementNode:
			writeElement(x, n)
		}
	}
}

func writeElement(x *xmlWriter, n *html.Node) {
	if !isXMLName(n.Data) {
		writeXHTML(x, children(n)...)
		return
	}
	var attributes []string
	for _, a := range n.Attr {
		if isXMLName(a.Key) {
			attributes = append(attributes, a.Key, a.Val)
		}
	}
	if isVoid(n.Data) {
		x.tag(n.Data, attributes, "/>")
		return
	}
	x.tag(n.Data, attributes, ">")
	writeXHTML(x, children(n)...)
	x.tag("/"+n.Data, nil, ">")
}

func isVoid(name string) bool {
	switch name {
	case "br", "hr", "img", "wbr", "col", "link", "meta":
		return true
	}
	return false
}

// isXMLName says that a name can be written as XML; HTML's parser is content with less.
func isXMLName(name string) bool {
	for i, r := range name {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '_'
		if !letter && (i == 0 || r != '-' && r != ':' && r != '.' && (r < '0' || r > '9')) {
			return false
		}
	}
	return name != "" && !strings.HasSuffix(name, ":")
}

// each calls f for the elements among nodes and within them; children that f removes are not visited.
func each(nodes []*html.Node, f func(*html.Node)) {
	for _, n := range nodes {
		if n.Type == html.ElementNode {
			f(n)
			each(children(n), f)
		}
	}
}

func setAttribute(n *html.Node, name, value string) {
	for i := range n.Attr {
		if n.Attr[i].Key == name {
			n.Attr[i].Val = value
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: name, Val: value})
}

func dropAttribute(n *html.Node, name string) {
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}
