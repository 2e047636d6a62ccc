package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"

	"glossator/generator/parallel"
)

// stamp is a file's size and time, by which a later build sees that nobody has touched it.
type stamp struct{ size, time int64 }

func stampOf(info fs.FileInfo) stamp { return stamp{info.Size(), info.ModTime().UnixNano()} }

// stateOf notes the stamps of the files of a site.
func stateOf(root *tree, files map[string]*file) map[string]stamp {
	names := slices.Sorted(maps.Keys(files))
	stamps := make([]stamp, len(names))
	parallel.Each(len(names), func(i int) error {
		if info, err := root.Lstat(names[i]); err == nil {
			stamps[i] = stampOf(info)
		}
		return nil
	})
	state := make(map[string]stamp, len(files))
	for i, name := range names {
		if stamps[i] != (stamp{}) {
			state[name] = stamps[i]
		}
	}
	return state
}

// state is what is known of a site beside its manifest.
type state struct {
	key     string // of what the site was made from; "" when that is not known
	stamps  map[string]stamp
	grounds map[string]Ground // of the files that have one
}

// Ground is a hash of all that a file was made from.
type Ground [16]byte

// stateHead is the first line of a state.
const stateHead = "glossator state 2\n"

// readState reads what writeState wrote; without it, files are compared by their bytes.
func (w *place) readState() state {
	s := state{stamps: map[string]stamp{}, grounds: map[string]Ground{}}
	name := w.beside("state")
	if info, err := w.Lstat(name); err != nil || !info.Mode().IsRegular() {
		return s
	}
	b, err := w.ReadFile(name)
	rest, ok := strings.CutPrefix(string(b), stateHead)
	if err != nil || !ok {
		return s
	}
	for line := range strings.Lines(rest) {
		size, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		if size == "key" {
			s.key = rest
			continue
		}
		time, rest, _ := strings.Cut(rest, " ")
		ground, path, _ := strings.Cut(rest, " ")
		n, err := strconv.ParseInt(size, 10, 64)
		t, failed := strconv.ParseInt(time, 10, 64)
		if err != nil || failed != nil {
			continue
		}
		s.stamps[path] = stamp{n, t}
		if g, err := hex.DecodeString(ground); err == nil && len(g) == len(Ground{}) {
			s.grounds[path] = Ground(g)
		}
	}
	return s
}

// writeState keeps the state for the next build. That it cannot be written costs time only.
func (w *place) writeState(key string, stamps map[string]stamp, files map[string]*file) {
	b := []byte(stateHead)
	if key != "" {
		b = fmt.Appendf(b, "key %s\n", key)
	}
	for _, path := range slices.Sorted(maps.Keys(stamps)) {
		b = strconv.AppendInt(b, stamps[path].size, 10)
		b = append(strconv.AppendInt(append(b, ' '), stamps[path].time, 10), ' ')
		if g := files[path].ground; g != (Ground{}) {
			b = hex.AppendEncode(b, g[:])
		} else {
			b = append(b, '-')
		}
		b = append(append(append(b, ' '), path...), '\n')
	}
	temporary := w.beside("state.tmp")
	f, err := w.fresh(temporary, 0o644)
	if err != nil {
		return
	}
	_, err = f.Write(b)
	if errors.Join(err, f.Close()) == nil {
		w.Rename(temporary, w.beside("state"))
	}
}

// Published says that the folder holds the site that was published with the key, as it was written, and of how many
// files. It does not wait for a build that is going on.
func Published(dir, key string) (files int, ok bool) {
	if key == "" {
		return 0, false
	}
	w, err := openPlace(dir)
	if err != nil {
		return 0, false
	}
	defer w.Close()
	root, err := w.OpenRoot(w.name)
	if err != nil {
		return 0, false
	}
	defer root.Close()
	manifest, err := root.ReadFile(ManifestName)
	s := w.readState()
	if err != nil || s.key != sealed(key, manifest) {
		return 0, false
	}
	for name, known := range s.stamps {
		if info, err := root.Lstat(name); err != nil || stampOf(info) != known {
			return 0, false
		}
	}
	return len(s.stamps), true
}

// sealed binds a key to the manifest of the site that was published with it.
func sealed(key string, manifest []byte) string {
	if key == "" {
		return ""
	}
	s := sha256.Sum256(append([]byte(key+"\n"), manifest...))
	return hex.EncodeToString(s[:])
}
