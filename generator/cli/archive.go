package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"glossator/generator/archive"
	"glossator/generator/content"
	"glossator/generator/csl"
	"glossator/generator/edition"
	"glossator/generator/publish"
)

func (p *program) archiveVerb() *cobra.Command {
	output, web, check := "", false, ""
	c := &cobra.Command{
		Use: "archive", Short: "pack the published edition for a library, or verify a package", Args: noArguments,
		Long: `Archive packs the site in the out folder, with the content and layouts that it was made from, into one file: a BagIt
bag with an RO-Crate description and a web archive of the site inside. The same edition gives the same bytes. With --web it
writes the web archive (WACZ) alone. A site that was built before the content or the layouts were changed is not packed.

--verify reads a bag, a web archive or a published folder and names each file that is altered, missing or added.`,
		RunE: func(*cobra.Command, []string) error {
			if check != "" {
				return p.verifyPackage(check)
			}
			return p.archive(output, web)
		},
	}
	c.Flags().StringVarP(&output, "output", "o", "", "the file to write (the edition's title and version when not given)")
	c.Flags().BoolVar(&web, "web", false, "write the web archive alone")
	c.Flags().StringVar(&check, "verify", "", "verify this package or folder")
	return c
}

func (p *program) archive(output string, web bool) error {
	root, err := os.OpenRoot(p.content)
	if err != nil {
		return errUse{fmt.Errorf("the content folder %s cannot be read: %w", p.content, bare(err))}
	}
	defer root.Close()
	folder, found := content.Load(root, content.Index{})
	found.Rename(func(file string) string { return path.Join(filepath.ToSlash(p.content), file) })
	if err := p.report(found); err != nil {
		return err
	}
	site, err := os.OpenRoot(p.out)
	if err != nil {
		return fmt.Errorf("there is no published site in %s: %w; make it with glossator build", p.out, bare(err))
	}
	defer site.Close()
	faults, err := publish.Verify(site.FS())
	if err != nil {
		return fmt.Errorf("the site in %s is not as it was built (%w): build it again", p.out, bare(err))
	}
	if len(faults) > 0 {
		advice := "build it again"
		if faults[0].Problem == "added" { // which a build leaves there
			advice = "take it out"
		}
		return fmt.Errorf("the site in %s is not as it was built (%s is %s): %s", p.out, faults[0].Path, faults[0].Problem, advice)
	}
	known, err := p.builtAsItIs()
	if err != nil {
		return err
	}
	m := packageMetadata(folder.Settings)
	if output == "" {
		output = m.Name + map[bool]string{true: ".wacz", false: ".zip"}[web]
	}
	if err := replaceFile(output, func(w io.Writer) error {
		if web {
			return archive.WACZ(w, m, site.FS())
		}
		return archive.Bag(w, m, p.packageParts(site.FS(), root.FS()))
	}); err != nil {
		return fmt.Errorf("%s cannot be written: %w; name a file with -o, in a folder that is there", output, bare(err))
	}
	p.say("packed %s", output)
	if !known {
		p.say("  whether the site in %s is that of the content as it is now cannot be told here; glossator build makes it that", p.out)
	}
	return nil
}

// builtAsItIs refuses a site that was built from another edition than the one in the content folder. Whether it was is known
// only where it was built.
func (p *program) builtAsItIs() (known bool, err error) {
	in, _, err := p.inputs()
	if err != nil {
		return false, fmt.Errorf("what the site in %s was built from cannot be read: %w", p.out, err)
	}
	made, _, known := strings.Cut(publish.MadeFrom(p.out), ".")
	if known && made+"." != in.editionKey() {
		return true, fmt.Errorf("the content or the layouts have changed since the site in %s was built, or it was built with another --drafts: bring it up to date with glossator build, then pack it", p.out)
	}
	return known, nil
}

// packageParts are the folders of a bag: the site, what it was made from, and layouts of the editor's own.
func (p *program) packageParts(site, content fs.FS) []archive.Part {
	parts := []archive.Part{{Name: archive.SitePart, Files: site}, {Name: "content", Files: content}}
	if root, err := os.OpenRoot(p.layouts); err == nil {
		parts = append(parts, archive.Part{Name: "layouts", Files: root.FS()})
	}
	return parts
}

// packageMetadata is what a package says of the edition.
func packageMetadata(s edition.Settings) archive.Metadata {
	m := archive.Metadata{
		Title: s.Title, Description: s.Description, Publisher: s.Publisher, License: edition.LicenseAddress(s.License), Language: s.Language,
		Version: s.Version, Identifier: s.DOI, BaseURL: s.BaseURL, Generator: "glossator " + version, Date: sourceDate(),
	}
	for _, e := range s.Editors {
		m.Editors = append(m.Editors, e.Name)
	}
	if d, err := csl.ParseEDTF(s.Date); err == nil && d.Start.Year > 0 {
		m.Date = time.Date(d.Start.Year, time.Month(max(1, d.Start.Month)), max(1, d.Start.Day), 0, 0, 0, 0, time.UTC)
	}
	if m.Date.IsZero() {
		m.Date = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	m.Name = strings.TrimSuffix(cmp.Or(spelled(s.Title), "edition")+"-"+spelled(s.Version), "-")
	return m
}

// spelled is the beginning of a text as a file name, whole words of no more than 80 letters: a disk keeps names of 255, of which
// a folder, a web archive in it and their endings are made.
func spelled(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(text) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	name := strings.Trim(b.String(), "-.")
	if len(name) > 80 {
		end := strings.LastIndexByte(name[:81], '-')
		if end < 0 {
			end = 80
		}
		name = strings.TrimRight(name[:end], ".")
	}
	return name
}

// verifyPackage names the faults of a package.
func (p *program) verifyPackage(name string) error {
	kind, faults, err := archive.Verify(name)
	var missing *fs.PathError
	switch {
	case errors.As(err, &missing) && missing.Path == name:
		return errUse{fmt.Errorf("there is no package %s to verify: %w", name, missing.Err)}
	case err != nil:
		return err
	}
	for _, f := range faults {
		fmt.Fprintf(p.stderr, "%s: %s is %s\n", name, f.Path, f.Problem)
	}
	if len(faults) > 0 {
		return errFound
	}
	p.say("%s: a %s, whole", name, kind)
	return nil
}
