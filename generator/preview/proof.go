package preview

import (
	"bytes"
	"html/template"
	"net/http"
	"strings"

	"glossator/generator/proof"
)

// sheet is the page of the proof sheet, which only editors see.
var sheet = template.Must(template.New("proof").Funcs(template.FuncMap{"address": remarkAddress}).Parse(`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Proof sheet</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/css/frame.css">
</head>
<body>
<main>
<h1>Proof sheet</h1>
<p>Reload to look again.</p>
{{if not .}}<p>There is nothing to look at again.</p>{{end}}
<ul>
{{range .}}<li{{if .Start.Line}} data-src="{{.Start.File}}:{{.Start.Line}}"{{end}}><p>{{if address .}}<a href="{{address .}}">{{.Place}}</a>{{else}}{{.Place}}{{end}}: {{.Message}}{{with .Hint}} ({{.}}){{end}}<br>
<small>{{.Code}}, {{.Start}}</small></p></li>
{{end}}</ul>
<p>What stands as it is, answer in <code>proof.yaml</code>: rule, place, and the reason.</p>
</main>
</body>
</html>
`))

// remarkAddress is the page that a remark is about: an essay's passage, or "" for a record.
func remarkAddress(r proof.Remark) string {
	essay, passage, found := strings.Cut(r.Place, "#")
	if !found {
		return ""
	}
	return "/essays/" + essay + ".html#" + passage
}

// proof serves the proof sheet as it is now. It does not follow the edition, since to make it again for every save would
// take all the time there is.
func (s *server) proof(w http.ResponseWriter, r *http.Request) {
	remarks, sequence, ok := s.desk.proof(func() bool { return r.Context().Err() != nil })
	if !ok {
		return // nobody waits for it any more
	}
	var b bytes.Buffer
	if err := sheet.Execute(&b, remarks); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	write(w, "text/html; charset=utf-8", s.withScript(page{bytes: b.Bytes(), sequence: sequence}))
}
