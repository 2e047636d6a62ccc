package archive

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"strings"
	"time"
)

// roCrate describes the payload as an RO-Crate 1.2: the edition as the root dataset, its people, and every file. The
// files, which may be many, are written one after another.
func roCrate(w io.Writer, m Metadata, files []packed) error {
	root := map[string]any{
		"@id": "./", "@type": "Dataset", "name": m.Title, "description": cmp.Or(m.Description, m.Title), "datePublished": m.Date.UTC().Format(time.DateOnly),
	}
	put := func(key, value string) {
		if value != "" {
			root[key] = value
		}
	}
	put("inLanguage", m.Language)
	put("version", m.Version)
	put("identifier", m.Identifier)
	put("url", m.BaseURL)
	graph := []any{
		map[string]any{
			"@id": "ro-crate-metadata.json", "@type": "CreativeWork",
			"conformsTo": ref("https://w3id.org/ro/crate/1.2"), "about": ref("./"),
		},
		root,
	}
	if m.License != "" {
		root["license"] = ref(m.License)
		graph = append(graph, map[string]any{"@id": m.License, "@type": "CreativeWork", "name": m.License})
	}
	if m.Publisher != "" {
		root["publisher"] = ref("#publisher")
		graph = append(graph, map[string]any{"@id": "#publisher", "@type": "Organization", "name": m.Publisher})
	}
	var editors []any
	for i, name := range m.Editors {
		id := fmt.Sprintf("#editor-%d", i+1)
		editors = append(editors, ref(id))
		graph = append(graph, map[string]any{"@id": id, "@type": "Person", "name": name})
	}
	if editors != nil {
		root["editor"] = editors
	}
	parts := make([]reference, len(files))
	for i, f := range files {
		parts[i] = fileID(f)
	}
	root["hasPart"] = parts
	return writeGraph(w, graph, files)
}

// reference refers to an object of the graph.
type reference struct {
	ID string `json:"@id"`
}

func fileID(f packed) reference { return reference{iri(strings.TrimPrefix(f.path, "data/"))} }

// writeGraph writes the objects, and then one for each file, a line each.
func writeGraph(w io.Writer, graph []any, files []packed) error {
	out := bufio.NewWriter(w)
	out.WriteString("{\n\"@context\": \"https://w3id.org/ro/crate/1.2/context\",\n\"@graph\": [\n")
	separator := ""
	object := func(v any) error {
		b, err := json.Marshal(v)
		out.WriteString(separator)
		out.Write(b)
		separator = ",\n"
		return err
	}
	for _, v := range graph {
		if err := object(v); err != nil {
			return err
		}
	}
	for _, f := range files {
		err := object(struct {
			reference
			Type   string `json:"@type"`
			Name   string `json:"name"`
			Size   string `json:"contentSize"`
			Format string `json:"encodingFormat"`
		}{fileID(f), "File", path.Base(f.path), fmt.Sprint(f.size), mediaType(f.path)})
		if err != nil {
			return err
		}
	}
	out.WriteString("\n]\n}\n")
	return out.Flush()
}

func ref(id string) map[string]string { return map[string]string{"@id": id} }

// iri spells a path as a relative address.
func iri(name string) string {
	var b strings.Builder
	for i := range len(name) {
		switch c := name[i]; {
		case c <= ' ' || c >= 0x7f || strings.IndexByte(`"<>\^{|}%#?`+"`", c) >= 0:
			fmt.Fprintf(&b, "%%%02X", c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// mediaType is that of a file by its ending, the same on every machine.
func mediaType(name string) string {
	known := map[string]string{
		".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
		".json": "application/json", ".xml": "application/xml", ".txt": "text/plain; charset=utf-8", ".md": "text/markdown; charset=utf-8",
		".yaml": "application/yaml", ".bib": "application/x-bibtex", ".csl": "application/vnd.citationstyles.style+xml",
		".sha256": "text/plain; charset=utf-8", ".wacz": "application/wacz", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg",
		".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".pdf": "application/pdf", ".lock": "text/plain; charset=utf-8",
		".ris": "application/x-research-info-systems",
	}
	if t := known[strings.ToLower(path.Ext(name))]; t != "" {
		return t
	}
	return "application/octet-stream"
}
