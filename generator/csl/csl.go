// Package csl formats citations and bibliographies: Citation Style Language 1.0.2, whole.
//
// A [Style] and the terms of a language make a [Processor]:
//
//	style, err := csl.ParseStyle(file)
//	p, err := csl.NewProcessor(style, csl.LocaleFolder(os.DirFS("locales")), "en-GB")
//
// An edition registers its items once, in a [Library], which sorts them, numbers them and tells like ones apart.
// Each document of the edition is a [Session] on it, with its own ibid and its own first citations:
//
//	library := p.NewLibrary(items)
//	document := library.Document()
//	node := document.Append(csl.Cluster{Cites: []csl.Cite{{Item: "watt1974"}}})
//	entries := library.Bibliography()
//
// Text comes as a tree of [Node], which know the item, cite and variable they came from. [HTML] writes it, with a
// [Hook] for links; [Node.PlainText] is its text. [Session.AppendMarked] writes the HTML of a document's citations without
// trees where it can. An [Item] is read from CSL-JSON and written as such by encoding/json.
//
// Processors and libraries are not changed once made and may be used by many goroutines; a session belongs to one.
package csl
