package archive

import (
	"archive/zip"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"glossator/generator/portable"
	"glossator/generator/publish"
)

// Limits of what is read to verify a package.
const (
	maxFiles  = 5_000_000
	maxMember = 16 << 30 // bytes of one file, unpacked
	maxRatio  = 1032     // bytes that deflate may make of one; a zip with more in it has the same bytes in several files
	maxListed = 16       // bytes of a file that lists others, for each of the zip, which itself lists them
	minListed = 1 << 20  // the same, in a small zip
)

// lists are the files that are held in memory, which list the others.
var lists = []string{"manifest-sha512.txt", tagManifest, "datapackage.json", "datapackage-digest.json", publish.ManifestName}

// Verify reads a package and lists its faults, by path: a bag or a web archive in a zip, a bag's folder, or a
// published folder. Kind says which it is. The error says why a package cannot be verified at all.
func Verify(name string) (kind string, faults []publish.Fault, err error) {
	info, err := os.Stat(name)
	if err != nil {
		return "", nil, err
	}
	if info.IsDir() {
		root, err := os.OpenRoot(name)
		if err != nil {
			return "", nil, err
		}
		defer root.Close()
		return verify(regular{root.FS()})
	}
	if !info.Mode().IsRegular() {
		return "", nil, fmt.Errorf("%s is neither a file nor a folder", name)
	}
	z, err := zip.OpenReader(name)
	if err != nil {
		return "", nil, fmt.Errorf("%s is no zip file, or has been cut off: take it anew from where it was kept (%w)", name, err)
	}
	defer z.Close()
	if err := checkZip(&z.Reader, info.Size()); err != nil {
		return "", nil, fmt.Errorf("%s: %w", name, err)
	}
	return verify(&z.Reader)
}

// regular opens files and folders, and neither devices nor pipes, which might never end.
type regular struct{ files fs.FS }

func (r regular) Open(name string) (fs.File, error) {
	info, err := fs.Stat(r.files, name)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() && !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("this is no regular file")}
	}
	return r.files.Open(name)
}

// checkZip refuses a zip that would write outside of its folder or one file over another, or that holds more than it may.
// What a zip claims is what it holds: a file that goes on beyond its claim is an error when it is read.
func checkZip(z *zip.Reader, size int64) error {
	if len(z.File) > maxFiles {
		return fmt.Errorf("it has %d files; the limit is %d", len(z.File), maxFiles)
	}
	names := names{}
	left := uint64(size) * maxRatio
	for _, f := range z.File {
		name := strings.TrimSuffix(f.Name, "/")
		switch {
		case !fs.ValidPath(name) || strings.Contains(name, `\`):
			return fmt.Errorf("the path %q leads out of the package", f.Name)
		case f.UncompressedSize64 > maxMember:
			return fmt.Errorf("%q has %d bytes; the limit is %d", f.Name, f.UncompressedSize64, int64(maxMember))
		case f.UncompressedSize64 > left:
			return fmt.Errorf("the zip of %d bytes claims to hold more than any could; the limit is %d for each", size, maxRatio)
		case slices.Contains(lists, path.Base(name)) && f.UncompressedSize64 > uint64(max(minListed, size*maxListed)):
			return fmt.Errorf("%q has %d bytes; the limit is %d, or %d for each byte of the zip", f.Name, f.UncompressedSize64, minListed, maxListed)
		}
		left -= f.UncompressedSize64
		if err := names.add(name); err != nil {
			return err
		}
	}
	return nil
}

// names are the paths in a zip, by what a disk takes them for that knows neither case nor Unicode forms.
type names map[string]string

// add refuses a path that some disk cannot keep, or that it would take for another one.
func (n names) add(name string) error {
	if problem := portable.Problem(name); problem != "" {
		return fmt.Errorf("the path %q cannot be unpacked on every disk: %s: give it another name and pack again", name, problem)
	}
	folded := portable.Fold(name)
	switch other, ok := n[folded]; {
	case ok && other == name:
		return fmt.Errorf("the path %q stands twice", name)
	case ok:
		return fmt.Errorf("the paths %q and %q would be one on some disks: give one another name and pack again", other, name)
	}
	n[folded] = name
	return nil
}

func verify(files fs.FS) (string, []publish.Fault, error) {
	if exists(files, "datapackage.json") {
		faults, err := verifyWACZ(files)
		return "web archive", faults, err
	}
	if root, ok := bagRoot(files); ok {
		bag, err := fs.Sub(files, root)
		if err != nil {
			return "bag", nil, err
		}
		kind := "bag"
		if !exists(bag, tagManifest) {
			kind = "bag without a tag manifest (its tag files cannot be verified)"
		}
		faults, err := verifyBag(bag)
		return kind, faults, err
	}
	if exists(files, publish.ManifestName) {
		faults, err := publish.Verify(files)
		return "site", faults, err
	}
	return "", nil, errors.New("this is neither a bag (bagit.txt), nor a web archive (datapackage.json), nor a published site (" + publish.ManifestName + ")")
}

func exists(files fs.FS, name string) bool {
	_, err := fs.Stat(files, name)
	return err == nil
}

// bagRoot is the folder that holds bagit.txt: the top, or the one folder there.
func bagRoot(files fs.FS) (string, bool) {
	if exists(files, "bagit.txt") {
		return ".", true
	}
	entries, err := fs.ReadDir(files, ".")
	if err == nil && len(entries) == 1 && entries[0].IsDir() && exists(files, path.Join(entries[0].Name(), "bagit.txt")) {
		return entries[0].Name(), true
	}
	return "", false
}

const tagManifest = "tagmanifest-sha512.txt"

// verifyBag compares payload and tag files with their manifests. A bag need not have one of its tag files (RFC 8493, section
// 2.2.1): nothing says then which it has.
func verifyBag(bag fs.FS) ([]publish.Fault, error) {
	c := newComparison(bag)
	for _, name := range []string{"manifest-sha512.txt", tagManifest} {
		b, err := publish.ReadList(bag, name)
		if name == tagManifest && errors.Is(err, fs.ErrNotExist) {
			return c.added("data", "")
		}
		if err != nil {
			return nil, fmt.Errorf("the bag has no %s, or it cannot be read: %w", name, err)
		}
		number := 0
		for line := range strings.SplitSeq(strings.TrimSuffix(string(b), "\n"), "\n") {
			number++
			sum, file, ok := strings.Cut(line, " ")
			file = unescapePath.Replace(strings.TrimLeft(file, " *"))
			if !ok || !fs.ValidPath(file) || len(sum) != 2*sha512.Size {
				return nil, fmt.Errorf("%s: line %d is not a digest and a path", name, number)
			}
			if c.listed[file] {
				return nil, fmt.Errorf("%s: line %d has %q, which stands in a line before", name, number, file)
			}
			c.compare(file, strings.ToLower(sum), sha512.New())
		}
	}
	return c.added(".", tagManifest)
}

// verifyWACZ compares the files of a web archive with its datapackage.json, and that with its digest.
func verifyWACZ(archive fs.FS) ([]publish.Fault, error) {
	var description struct{ Resources []resource }
	if err := readJSON(archive, "datapackage.json", &description); err != nil {
		return nil, err
	}
	var own struct{ Path, Hash string }
	if err := readJSON(archive, "datapackage-digest.json", &own); err != nil {
		return nil, err
	}
	c := newComparison(archive)
	for _, r := range append(description.Resources, resource{Path: "datapackage.json", Hash: own.Hash}) {
		sum, ok := strings.CutPrefix(r.Hash, "sha256:")
		if !ok || !fs.ValidPath(r.Path) {
			return nil, fmt.Errorf("datapackage.json: the digest of %q is not understood", r.Path)
		}
		if c.listed[r.Path] {
			return nil, fmt.Errorf("datapackage.json: %q stands twice", r.Path)
		}
		c.compare(r.Path, strings.ToLower(sum), sha256.New())
	}
	return c.added(".", "datapackage-digest.json")
}

func readJSON(files fs.FS, name string, v any) error {
	b, err := publish.ReadList(files, name)
	if err == nil {
		err = json.Unmarshal(b, v)
	}
	if err != nil {
		return fmt.Errorf("%s cannot be read: %w", name, err)
	}
	return nil
}

// comparison gathers faults.
type comparison struct {
	files  fs.FS
	listed map[string]bool
	faults map[string]string
}

func newComparison(files fs.FS) *comparison {
	return &comparison{files, map[string]bool{}, map[string]string{}}
}

func (c *comparison) compare(name, want string, h hash.Hash) {
	c.listed[name] = true
	f, err := c.files.Open(name)
	if err != nil {
		c.faults[name] = "missing"
		return
	}
	defer f.Close()
	if _, err := io.Copy(h, io.LimitReader(f, maxMember)); err != nil || hex.EncodeToString(h.Sum(nil)) != want {
		c.faults[name] = "altered"
	}
}

// added finds files of a folder that no manifest lists, but for the one that lists the others, and returns all faults.
func (c *comparison) added(folder, last string) ([]publish.Fault, error) {
	err := fs.WalkDir(c.files, folder, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !c.listed[name] && name != last {
			c.faults[name] = "added"
		}
		return err
	})
	var list []publish.Fault
	for _, name := range slices.Sorted(maps.Keys(c.faults)) {
		list = append(list, publish.Fault{Path: name, Problem: c.faults[name]})
	}
	return list, err
}
