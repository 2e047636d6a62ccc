package transcribe_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"glossator/generator/needed"
	"glossator/generator/transcribe"
)

// Pandoc drops commands that it does not know, and files that a document takes in, with all their words. The report has them.
func TestCommandsThatPandocLeavesOut(t *testing.T) {
	needed.Program(t, "pandoc")
	saved(t, map[string][]byte{"a.tex": []byte(`\documentclass{article}
\unknownsetting{x}
\title{On Salt}
\begin{document}
\maketitle
Salt is dear.\marginpar{A [word] in
the margin} It is sold.\marginpar{More words}\index{salt}

\vspace{1em}
\input{second}
\end{document}
`), "second.tex": []byte("Words of the second file.\n")})
	files, err := transcribe.Gather(context.Background(), []string{"a.tex"})
	if err != nil {
		t.Fatal(err)
	}
	result := transcribe.Read(files)
	var said []string
	for _, d := range result.Report.Essays[0].Doubts {
		if d.Kind == "words-left-out" {
			said = append(said, fmt.Sprintf("%s:%d %s", d.File, d.Line, strings.Join(d.Choices, "|")))
		}
	}
	want := `a.tex:7 \marginpar{A [word] in the margin}|\marginpar{More words}` + "\n" + `a.tex:10 \input{second.tex}`
	if got := strings.Join(said, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if essay := string(result.Files[0].Text); !strings.HasSuffix(essay, "Salt is dear. It is sold.\n") {
		t.Errorf("got %s", essay)
	}
}
