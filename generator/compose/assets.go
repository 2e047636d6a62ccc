package compose

import (
	"fmt"
	"path"
	"strings"

	"golang.org/x/text/unicode/norm"

	"glossator/generator/diagnostic"
	"glossator/generator/edition"
	"glossator/generator/portable"
)

// assets notes the files that a text names, relative to the content folder.
func (p *parser) assets(t *edition.Text) {
	for _, a := range t.Assets {
		at := diagnostic.Position{File: t.File, Line: int(a.Line), Column: int(a.Column)}
		name := path.Join(path.Dir(t.File), a.Path)
		if code, message, hint := p.unfit(a.Path, name); code != "" {
			p.found = append(p.found, diagnostic.Diagnostic{Code: code, Start: at, Message: message, Hint: hint + meant(code, a)})
			continue
		}
		p.c.assets[t.File] = append(p.c.assets[t.File], name)
	}
}

// meant adds to the hint about a file that is not there how an essay is named, where the name is like those that other programs
// have for a page, and of a picture that it is a file with an ending.
func meant(code diagnostic.Code, a edition.Asset) string {
	base := path.Base(a.Path)
	ending := strings.ToLower(path.Ext(base))
	stem := base[:len(base)-len(ending)]
	switch {
	case code != "missing-file" && code != "path-outside" || stem == "" || !pageEndings[ending]:
		return ""
	case a.Picture:
		return fmt.Sprintf("; a picture is a file such as %s.png or %[1]s.jpg, named with its ending", stem)
	}
	return fmt.Sprintf("; a link to an essay is [words](essay:%s)", stem)
}

var pageEndings = map[string]bool{"": true, ".html": true, ".htm": true, ".qmd": true, ".rmd": true}

// unfit says why a file that a text names by a path cannot be published, if it cannot.
func (p *parser) unfit(named, name string) (code diagnostic.Code, message, hint string) {
	if path.IsAbs(named) || name == ".." || strings.HasPrefix(name, "../") {
		return "path-outside", fmt.Sprintf("the file %q lies outside of the content folder", named), "put it beside the text"
	}
	if problem := portable.Problem(name); problem != "" {
		return "bad-file-name", fmt.Sprintf("the file %q cannot be part of the site: %s", named, problem), "give it another name, and write that here"
	}
	if portable.Ignored(name) {
		return "bad-file-name", fmt.Sprintf("the file %q is hidden, or another program's: nothing there is part of the edition", named),
			"put it elsewhere, or under another name"
	}
	info, err := p.c.root.Stat(name)
	if err != nil {
		return "missing-file", fmt.Sprintf("there is no file %q", named), p.elsewhere(name)
	}
	if !info.Mode().IsRegular() {
		return "missing-file", fmt.Sprintf("%q is no regular file", named), "name a file, not a folder"
	}
	if kind := strings.ToLower(path.Ext(name)); !published[kind] {
		return "kind-of-file", fmt.Sprintf("a file %q is not published: a browser that opens a file of this kind may run what it holds", named),
			"make it a picture (png, jpg, webp, avif, gif), a PDF, a table (csv), a text (txt) or an archive (zip)"
	}
	return "", "", ""
}

// elsewhere is where a missing file is looked for, or one that some disks, on which the edition may have been written, take
// for it.
func (p *parser) elsewhere(name string) (hint string) {
	folder, base := path.Split(name)
	ending := path.Ext(base)
	stem := strings.TrimSuffix(base, ending)
	for _, other := range []string{norm.NFC.String(base), norm.NFD.String(base), strings.ToLower(base), stem + strings.ToLower(ending), stem + strings.ToUpper(ending)} {
		if _, err := p.c.root.Stat(folder + other); err != nil {
			continue
		}
		if norm.NFC.String(other) == norm.NFC.String(base) {
			return "there is one of which the name looks the same, and has its accents as other characters: rename it, with the name copied from here"
		}
		return fmt.Sprintf("there is %q: capital letters count on most hosts", other)
	}
	return "it is looked for beside the text, at " + name
}

// published are the kinds of files that are published as they are, since no browser runs what they hold: not HTML, SVG, other
// XML, scripts or style sheets, and none of which nobody knows what a host or a browser takes it for.
var published = kinds(
	"png jpg jpeg gif webp avif bmp tif tiff jp2",
	"mp3 m4a ogg oga opus wav flac mp4 m4v webm ogv mov vtt srt",
	"pdf epub djvu rtf doc docx odt xls xlsx ods ppt pptx odp",
	"txt md csv tsv json bib ris tex zip gz tgz tar 7z",
)

func kinds(lists ...string) map[string]bool {
	m := map[string]bool{}
	for _, list := range lists {
		for kind := range strings.FieldsSeq(list) {
			m["."+kind] = true
		}
	}
	return m
}
