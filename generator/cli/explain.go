package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"glossator/generator/explain"
)

func (p *program) explainVerb() *cobra.Command {
	return &cobra.Command{
		Use: "explain [CODE…]", Short: "say what a finding means and how it is mended",
		Long: `Explain says what findings mean, why they matter to an edition, and how they are mended. Each kind of finding has a code, such as
unknown-source, which a terminal and the preview name below what they find, and --format json with each. Without a code it
lists all.`,
		RunE:              func(_ *cobra.Command, codes []string) error { return p.explain(codes...) },
		ValidArgsFunction: completeCodes,
	}
}

// explain prints the explanations of codes, or lists all codes when none is given.
func (p *program) explain(codes ...string) error {
	if len(codes) == 0 {
		return p.listCodes()
	}
	var b strings.Builder
	for i, code := range codes {
		x, ok := explain.Of(code)
		if !ok {
			return errUse{noCode(code)}
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s: %s\n\n%s", x.Code, x.Summary, x.Text)
	}
	_, err := fmt.Fprint(p.stdout, b.String())
	return err
}

func (p *program) listCodes() error {
	var b strings.Builder
	for i, g := range explain.Groups() {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s\n", g.Title)
		for _, x := range g.Codes {
			fmt.Fprintf(&b, "  %-22s %s\n", x.Code, x.Summary)
		}
	}
	_, err := fmt.Fprint(p.stdout, b.String())
	return err
}

func noCode(code string) error {
	if near := explain.Nearest(code); near != "" {
		return fmt.Errorf("no code %q (%s): glossator explain lists them", code, near)
	}
	return fmt.Errorf("no code %q: glossator explain lists them", code)
}

// completeCodes gives shells all codes, each with what it means.
func completeCodes(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var all []string
	for _, g := range explain.Groups() {
		for _, x := range g.Codes {
			all = append(all, string(x.Code)+"\t"+x.Summary)
		}
	}
	return all, cobra.ShellCompDirectiveNoFileComp
}
