package csl

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Limits on what a style or a locale may contain. A file that passes one is refused by an error that names it.
const (
	maxFile  = 8 << 20 // bytes of a style or locale
	maxDepth = 200     // elements within elements, and macros within macros
	maxNames = 10000   // et-al-min and its like
)

// xmlElement is an element of a style or locale file.
type xmlElement struct {
	name     string
	attrs    map[string]string
	children []*xmlElement
	chars    strings.Builder // of which text is made
	line     int
}

// SyntaxError says where a style or locale is wrong.
type SyntaxError struct {
	Line    int    // 0 where no line is known
	Element string // the element it is about, as "text" or "if"
	Problem string // what was found, what was expected
}

func (e *SyntaxError) Error() string {
	s := e.Problem
	if e.Element != "" {
		s = "<" + e.Element + ">: " + s
	}
	if e.Line > 0 {
		s = fmt.Sprintf("line %d: %s", e.Line, s)
	}
	return s
}

func (x *xmlElement) errorf(format string, args ...any) error {
	return &SyntaxError{x.line, x.name, fmt.Sprintf(format, args...)}
}

// child returns the first child of that name, or nil.
func (x *xmlElement) child(name string) *xmlElement {
	for _, c := range x.children {
		if c.name == name {
			return c
		}
	}
	return nil
}

// text is the element's characters, without those of its children.
func (x *xmlElement) text() string { return x.chars.String() }

// words returns the attribute's value cut at spaces.
func (x *xmlElement) words(attr string) []string { return strings.Fields(x.attrs[attr]) }

// parseXML reads a whole file into its root element. Elements and attributes of other namespaces than the root's
// are not CSL, and left out.
func parseXML(file []byte) (*xmlElement, error) {
	if len(file) > maxFile {
		return nil, &SyntaxError{Problem: fmt.Sprintf("the file has %d bytes; the limit is %d", len(file), maxFile)}
	}
	d := xml.NewDecoder(bytes.NewReader(file))
	d.Entity = xml.HTMLEntity
	root := &xmlElement{}
	open := []*xmlElement{root}
	space := ""
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		line, _ := d.InputPos()
		if err != nil {
			return nil, &SyntaxError{line, open[len(open)-1].name, "no well-formed XML: " + err.Error()}
		}
		top := open[len(open)-1]
		switch t := token.(type) {
		case xml.StartElement:
			if len(open) == 1 {
				space = t.Name.Space
			}
			if t.Name.Space != space && t.Name.Space != "" {
				if err := d.Skip(); err != nil {
					return nil, &SyntaxError{line, t.Name.Local, "no well-formed XML: " + err.Error()}
				}
				continue
			}
			x := newXMLElement(t, space, line)
			if len(open) > maxDepth {
				return nil, x.errorf("more than %d elements within each other", maxDepth)
			}
			top.children = append(top.children, x)
			open = append(open, x)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			top.chars.Write(t)
		}
	}
	if len(root.children) != 1 {
		return nil, &SyntaxError{Problem: "the file has no XML in it"}
	}
	return root.children[0], nil
}

func newXMLElement(t xml.StartElement, space string, line int) *xmlElement {
	x := &xmlElement{name: t.Name.Local, line: line, attrs: make(map[string]string, len(t.Attr))}
	for _, a := range t.Attr {
		switch a.Name.Space {
		case "", "http://www.w3.org/XML/1998/namespace", "xml", space:
			x.attrs[a.Name.Local] = a.Value
		}
	}
	return x
}
