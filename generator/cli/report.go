package cli

import (
	"fmt"
	"io"
	"os"

	"glossator/generator/diagnostic"
)

// report prints findings in the format asked for and returns errFound when they stop the work.
func (p *program) report(list diagnostic.List) error {
	list.Sort()
	var err error
	switch p.format {
	case "json":
		err = diagnostic.WriteJSON(p.stdout, list)
	case "sarif":
		err = diagnostic.WriteSARIF(p.stdout, list, version)
	default:
		err = diagnostic.WriteText(p.stderr, list, isTerminal(p.stderr))
	}
	if err != nil {
		return err
	}
	if p.stops(list) {
		return errFound
	}
	return nil
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
	if p.format != "text" {
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
