package cli

import (
	"sync"

	"github.com/spf13/cobra"

	"glossator/generator/content"
	"glossator/generator/diagnostic"
	"glossator/generator/proof"
)

func (p *program) checkVerb() *cobra.Command {
	sheet, explain := false, ""
	c := &cobra.Command{
		Use: "check", Short: "say what is wrong with the edition", Args: noArguments,
		Long: `Check does all that build does but writes nothing. When the edition has no errors it also reads every page that a
build would make and follows every link and fragment in it.

With --proof it lists what a careful editor would look at again. A remark that stands is answered with its reason in
content/proof.yaml. --explain says what a rule looks for, or any other code means, as the verb explain does.`,
		RunE: func(*cobra.Command, []string) error {
			switch explain {
			case "":
				return p.check(sheet)
			case "all":
				return p.explain()
			}
			return p.explain(explain)
		},
	}
	c.Flags().BoolVar(&sheet, "proof", false, "list what deserves a second look")
	c.Flags().StringVar(&explain, "explain", "", "say what a code means, such as a rule of the proof sheet; all lists them")
	c.RegisterFlagCompletionFunc("explain", completeCodes)
	return c
}

func (p *program) check(sheet bool) error {
	in, known, _ := p.inputs() // nil where something cannot be read: reading says why
	g := p.progress()
	defer g.finish()
	o, err := p.read(known)
	if err != nil {
		return err
	}
	defer o.close()
	all := newOffers(o.c.Edition.Settings.BaseURL)
	d := o.link(g, in, sync.OnceValues(func() (place, error) { return place{all, p.shelf()}, nil }))
	defer d.close()
	found := o.found
	if o.site != nil && !p.stops(found) {
		if err := d.publish(); err != nil {
			return err
		}
		g.finish()
		links := all.broken()
		found = append(found, links...)
		if len(links) == 0 {
			p.say("read %s: %s, no broken link%s", count(len(all.files), "file"), count(all.links, "link"), o.leftOut())
		}
	}
	p.keepFiles(known)
	g.finish()
	o.sayAddresses()
	if sheet {
		remarks := o.proof()
		found = append(found, remarks...)
		p.say("%s on the proof sheet", count(remarks.Count(diagnostic.Remark), "remark"))
	}
	return p.report(found)
}

// proofFile is where remarks are answered.
const proofFile = "proof.yaml"

// proof runs the rules of the proof sheet, less what content/proof.yaml answers.
func (o *opened) proof() diagnostic.List {
	b, found := content.ReadText(o.root, proofFile)
	answers, wrong := proof.ReadAnswers(proofFile, b)
	found = append(found, wrong...)
	found = append(found, proof.List(proof.Check(o.c.Edition, answers))...)
	o.c.Place(found)
	return found
}
