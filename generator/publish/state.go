package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"glossator/generator/parallel"
)

// stamp is a file's size and time, by which a later build sees that nobody has touched it.
type stamp struct{ size, time int64 }

func stampOf(info fs.FileInfo) stamp { return stamp{info.Size(), info.ModTime().UnixNano()} }

// stamps are those of the new site's files, which lie in the folder; of one that cannot be looked at there is none. An old
// file was looked at when it was taken over: what has been done to it since is for the next build to see.
func (p *Publication) stamps(folder *tree, names []string) []stamp {
	stamps := make([]stamp, len(names))
	parallel.Each(len(names), func(i int) error {
		if old := p.files[names[i]].old; old != nil {
			stamps[i] = stampOf(old)
		} else if info, err := folder.Lstat(names[i]); err == nil {
			stamps[i] = stampOf(info)
		}
		return nil
	})
	return stamps
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
func (w *place) readState() state { return stateOf(w.openState()) }

func stateOf(key, lines string) state {
	s := state{key: key, stamps: map[string]stamp{}, grounds: map[string]Ground{}}
	for line := range strings.Lines(lines) {
		f, ok := readStamped(line)
		if !ok {
			continue
		}
		s.stamps[f.path] = f.stamp
		if g, err := hex.DecodeString(f.ground); err == nil && len(g) == len(Ground{}) {
			s.grounds[f.path] = Ground(g)
		}
	}
	return s
}

// stamped is a line of a state: a file with its stamp, and its ground in hexadecimal digits or "-".
type stamped struct {
	stamp
	ground, path string
}

func readStamped(line string) (f stamped, ok bool) {
	size, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
	time, rest, _ := strings.Cut(rest, " ")
	f.ground, f.path, _ = strings.Cut(rest, " ")
	var err, failed error
	f.size, err = strconv.ParseInt(size, 10, 64)
	f.time, failed = strconv.ParseInt(time, 10, 64)
	return f, err == nil && failed == nil
}

// openState gives the key of a state and its lines, which stateOf reads.
func (w *place) openState() (key, lines string) {
	name := w.beside("state")
	if info, err := w.Lstat(name); err != nil || !info.Mode().IsRegular() {
		return "", ""
	}
	b, err := w.ReadFile(name)
	lines, ok := strings.CutPrefix(string(b), stateHead)
	if err != nil || !ok {
		return "", ""
	}
	if rest, ok := strings.CutPrefix(lines, "key "); ok {
		key, lines, _ = strings.Cut(rest, "\n")
	}
	return key, lines
}

// writeState keeps the state of the files that have a stamp for the next build. That it cannot be written costs time only.
func (w *place) writeState(key string, names []string, stamps []stamp, files map[string]*file) {
	b := []byte(stateHead)
	if key != "" {
		b = fmt.Appendf(b, "key %s\n", key)
	}
	for i, path := range names {
		if stamps[i] == (stamp{}) {
			continue
		}
		b = strconv.AppendInt(b, stamps[i].size, 10)
		b = append(strconv.AppendInt(append(b, ' '), stamps[i].time, 10), ' ')
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
	site, err := w.openTree(w.name)
	if err != nil {
		return 0, false
	}
	defer site.close()
	manifest, err := site.ReadFile(ManifestName)
	was, lines := w.openState()
	if err != nil || was != sealed(key, manifest) {
		return 0, false
	}
	var all []stamped
	for line := range strings.Lines(lines) {
		if f, ok := readStamped(line); ok {
			all = append(all, f)
		}
	}
	touched := errors.New("not as it was written")
	return len(all), parallel.Each(len(all), func(i int) error {
		if info, err := site.Lstat(all[i].path); err != nil || stampOf(info) != all[i].stamp {
			return touched
		}
		return nil
	}) == nil
}

// sealed binds a key to the manifest of the site that was published with it.
func sealed(key string, manifest []byte) string {
	if key == "" {
		return ""
	}
	s := sha256.Sum256(append([]byte(key+"\n"), manifest...))
	return hex.EncodeToString(s[:])
}
