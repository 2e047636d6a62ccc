package archive

import (
	"archive/zip"
	"cmp"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"maps"
	"math"
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

// lists are the files that are held in memory: those that list others, and what a bag says of itself.
var lists = []string{"manifest-sha512.txt", tagManifest, "bag-info.txt", "datapackage.json", "datapackage-digest.json", publish.ManifestName}

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
	f, err := os.Open(name)
	if err != nil {
		return "", nil, err
	}
	defer f.Close()
	z, err := zip.NewReader(f, info.Size())
	if err != nil {
		return "", nil, fmt.Errorf("%s is no zip file, or has been cut off: take it anew from where it was kept (%w)", name, err)
	}
	if err := cmp.Or(checkZip(z, info.Size()), checkEnds(f, z, info.Size())); err != nil {
		return "", nil, fmt.Errorf("%s: %w", name, err)
	}
	return verify(z)
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

// checkEnds refuses a zip with bytes before its first file or behind its end, which readers of zips pass over: no digest is of
// them. The record at the end says where the list of files begins and how long it is, and that ends where the record begins
// (APPNOTE.TXT, 4.3.16), but in zips so large that another record before it says so.
func checkEnds(f io.ReaderAt, z *zip.Reader, size int64) error {
	const advice = "take it anew from where it was kept; whether its files are whole is told when it is unpacked and its folder verified"
	record := make([]byte, 22)
	at := size - int64(len(record)+len(z.Comment))
	if _, err := f.ReadAt(record, at); err != nil || string(record[:4]) != "PK\x05\x06" {
		return errors.New("bytes follow the end of the zip, which belong to no file of the package: " + advice)
	}
	first := make([]byte, 4)
	if _, err := f.ReadAt(first, 0); err != nil {
		return err
	}
	length, begin := binary.LittleEndian.Uint32(record[12:]), binary.LittleEndian.Uint32(record[16:])
	elsewhere := length == math.MaxUint32 || begin == math.MaxUint32
	if len(z.File) > 0 && string(first) != "PK\x03\x04" || !elsewhere && int64(length)+int64(begin) != at {
		return errors.New("bytes stand before the zip, which belong to no file of the package: " + advice)
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
	switch {
	case exists(files, "datapackage.json"):
		faults, err := verifyWACZ(files)
		return "web archive", faults, err
	case exists(files, "bagit.txt"):
		return verifyBag(files)
	case exists(files, publish.ManifestName):
		faults, err := publish.Verify(files)
		return "site", faults, err
	}
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		return "", nil, err
	}
	for _, entry := range entries {
		if folder := entry.Name(); exists(files, path.Join(folder, "bagit.txt")) {
			return verifyBagFolder(files, folder, entries)
		}
	}
	return "", nil, errors.New("this is neither a bag (bagit.txt), nor a web archive (datapackage.json), nor a published site (" + publish.ManifestName + ")")
}

func exists(files fs.FS, name string) bool {
	_, err := fs.Stat(files, name)
	return err == nil
}

// verifyBagFolder verifies a bag in a folder, beside which nothing stands (RFC 8493, section 4).
func verifyBagFolder(files fs.FS, folder string, entries []fs.DirEntry) (string, []publish.Fault, error) {
	bag, err := fs.Sub(files, folder)
	if err != nil {
		return "bag", nil, err
	}
	kind, faults, err := verifyBag(bag)
	for _, entry := range entries {
		if entry.Name() != folder {
			faults = append(faults, publish.Fault{Path: entry.Name(), Problem: "beside " + folder + ", the folder of the bag, and no part of it"})
		}
	}
	return kind, faults, err
}

const tagManifest = "tagmanifest-sha512.txt"

// verifyBag compares payload and tag files with their manifests. A bag of others' need not have one of its tag files (RFC
// 8493, section 2.2.1): nothing says then which it has.
func verifyBag(bag fs.FS) (kind string, faults []publish.Fault, err error) {
	c := newComparison(bag)
	if err := c.compareListed("manifest-sha512.txt"); err != nil {
		return "bag", nil, err
	}
	if exists(bag, tagManifest) {
		if err := c.compareListed(tagManifest); err != nil {
			return "bag", nil, err
		}
		faults, err = c.added(".", tagManifest)
		return "bag", faults, err
	}
	if ours(bag) {
		c.faults[tagManifest] = "missing"
	}
	faults, err = c.added("data", "")
	return "bag without a tag manifest (its tag files cannot be verified)", faults, err
}

// ours says that Glossator has made a bag, by bag-info.txt.
func ours(bag fs.FS) bool {
	b, err := publish.ReadList(bag, "bag-info.txt")
	return err == nil && strings.Contains("\n"+string(b), "\nBag-Software-Agent: glossator ")
}

// compareListed compares the files that a manifest of a bag lists.
func (c *comparison) compareListed(name string) error {
	b, err := publish.ReadList(c.files, name)
	if err != nil {
		return fmt.Errorf("the bag has no %s, or it cannot be read: %w", name, err)
	}
	number := 0
	for line := range strings.SplitSeq(strings.TrimSuffix(string(b), "\n"), "\n") {
		number++
		sum, file, ok := strings.Cut(line, " ")
		file = unescapePath.Replace(strings.TrimLeft(file, " *"))
		if !ok || !fs.ValidPath(file) || len(sum) != 2*sha512.Size {
			return fmt.Errorf("%s: line %d is not a digest and a path", name, number)
		}
		if c.listed[file] {
			return fmt.Errorf("%s: line %d has %q, which stands in a line before", name, number, file)
		}
		c.compare(file, strings.ToLower(sum), sha512.New())
	}
	return nil
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
