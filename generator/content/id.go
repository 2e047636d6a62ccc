package content

import (
	"fmt"
	"strings"

	"glossator/generator/diagnostic"
	"glossator/generator/portable"
)

const maxID = 100 // characters

// CheckID says what is wrong with an id that becomes a file's name, or "".
func CheckID(id string) string {
	switch {
	case id == "":
		return "an id has at least one letter or digit"
	case strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") != "":
		return fmt.Sprintf("%q is no id: it has other signs than lower-case letters, digits and hyphens", id)
	case id[0] == '-':
		return fmt.Sprintf("%q is no id: it begins with a hyphen", id)
	case len(id) > maxID:
		return fmt.Sprintf("the id %.20q… has %d characters; the limit is %d", id, len(id), maxID)
	case portable.Reserved(id):
		return fmt.Sprintf("%q is no id: Windows cannot keep a file of that name", id)
	}
	return ""
}

// SuggestID spells a word as an id that is one.
func SuggestID(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	id := strings.Trim(b.String(), "-")
	id = strings.TrimRight(id[:min(len(id), maxID)], "-")
	if id == "" || portable.Reserved(id) {
		return strings.TrimRight("text-"+id, "-")
	}
	return id
}

// ids remembers where each id of a kind stands.
type ids map[string]diagnostic.Position

// take reads a record's id and reports one that is missing, unfit or taken.
func (x ids) take(f *fields) (string, bool) {
	id := f.required("id")
	at := f.get("id").at
	if id == "" {
		return "", false
	}
	if problem := CheckID(id); problem != "" {
		f.report(at, "bad-id", problem, fmt.Sprintf("write %q", SuggestID(id)))
		return "", false
	}
	if first, taken := x[id]; taken {
		*f.found = append(*f.found, duplicate("duplicate-id", "id", id, at, first))
		return "", false
	}
	x[id] = at
	return id, true
}
