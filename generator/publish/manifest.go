package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// ParseManifest reads a manifest in the format of sha256sum: the digests of files by their paths.
func ParseManifest(b []byte) (map[string][sha256.Size]byte, error) {
	sums := make(map[string][sha256.Size]byte, bytes.Count(b, []byte("\n")))
	number := 0
	for line := range strings.SplitSeq(strings.TrimSuffix(string(b), "\n"), "\n") {
		number++
		digest, name, ok := strings.Cut(line, "  ")
		var s [sha256.Size]byte
		if ok = ok && len(digest) == hex.EncodedLen(len(s)); ok {
			_, err := hex.Decode(s[:], []byte(digest))
			ok = err == nil
		}
		if !ok || checkPath(name) != nil {
			if len(b) == 0 {
				break
			}
			return nil, fmt.Errorf("line %d is not a digest, two spaces and a path", number)
		}
		sums[name] = s
	}
	return sums, nil
}

// maxList is how many bytes a file that lists others may have.
const maxList = 256 << 20

// ReadList reads a file that lists others. Memory grows with what is there, not with the size that is claimed for it.
func ReadList(files fs.FS, name string) ([]byte, error) {
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxList+1))
	if len(b) > maxList {
		return nil, fmt.Errorf("%s has more than %d bytes, which is the limit", name, maxList)
	}
	return b, err
}

// Fault is a file of a site that is not as its manifest says.
type Fault struct {
	Path    string
	Problem string // "missing", "altered" or "added"
}

// Verify compares a site with its manifest and lists every fault, by path. Files that a host or an editor put beside
// the site's count as added.
func Verify(site fs.FS) ([]Fault, error) {
	b, err := ReadList(site, ManifestName)
	if err != nil {
		return nil, err
	}
	sums, err := ParseManifest(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", ManifestName, err)
	}
	faults := map[string]string{}
	for name := range sums {
		faults[name] = "missing"
	}
	err = fs.WalkDir(site, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || name == ManifestName {
			return err
		}
		want, ours := sums[name]
		if !ours {
			faults[name] = "added"
			return nil
		}
		got, err := digest(site, name)
		if err != nil {
			return err
		}
		delete(faults, name)
		if got != want {
			faults[name] = "altered"
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var list []Fault
	for _, name := range slices.Sorted(maps.Keys(faults)) {
		list = append(list, Fault{name, faults[name]})
	}
	return list, nil
}

func digest(site fs.FS, name string) (s [sha256.Size]byte, err error) {
	f, err := site.Open(name)
	if err != nil {
		return s, err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return s, err
	}
	return [sha256.Size]byte(h.Sum(nil)), nil
}
