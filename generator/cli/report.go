package cli

import (
	"fmt"
	"io"
	"os"

	"glossator/generator/diagnostic"
	"glossator/generator/explain"
)

// report prints findings, and returns errFound when they stop the work. As data they are printed at the end, by printData.
func (p *program) report(list diagnostic.List) error {
	list.Sort()
	if p.isData() {
		p.found = append(p.found, list...)
		p.reported = true
	} else if err := p.print(list); err != nil {
		return err
	}
	if p.stops(list) {
		return errFound
	}
	return nil
}

// print prints findings for people. On a terminal their lines are shown, and at the end how to learn more.
func (p *program) print(list diagnostic.List) error {
	terminal := isTerminal(p.stderr)
	err := diagnostic.WriteText(p.stderr, list, terminal)
	if terminal && len(list) > 0 {
		fmt.Fprintln(p.stderr, diagnostic.More(list))
	}
	return err
}

// isData says that findings are printed for programs.
func (p *program) isData() bool { return p.format == "json" || p.format == "sarif" }

// printData prints what has been reported as data: one document, however often something was found.
func (p *program) printData() error {
	if !p.reported {
		return nil
	}
	p.found.Sort()
	if p.format == "sarif" {
		return diagnostic.WriteSARIF(p.stdout, p.found, version, explain.Of[diagnostic.Code])
	}
	return diagnostic.WriteJSON(p.stdout, p.found)
}

// reportChanged reports the files that have changed while the edition was made, if any has.
func (o *opened) reportChanged() error {
	if changed := o.c.Changed(); len(changed) > 0 {
		return o.program.report(changed)
	}
	return nil
}

// stops says whether findings stop the work.
func (p *program) stops(list diagnostic.List) bool {
	return list.Count(diagnostic.Error) > 0 || p.strict && list.Count(diagnostic.Warning) > 0
}

// say prints a line about the work itself. Where findings go to standard output as data, it goes beside them.
func (p *program) say(format string, args ...any) {
	if p.quiet {
		return
	}
	w := p.stdout
	if p.isData() {
		w = p.stderr
	}
	fmt.Fprintf(w, format+"\n", args...)
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// count is "1 page", "2 pages".
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
