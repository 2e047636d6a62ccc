package plainyaml

import (
	"regexp"
	"strings"
)

// hints are what to try, by what the parser's complaint has in it. The first that fits is given.
var hints = []struct{ complaint, hint string }{
	{"tab character", noTabs},
	{"character '\t'", noTabs},
	{"could not find end character", "close the quotation mark that opens here"},
	{"map key-value is pre-defined", `the quotation mark before this ends the value: within '…' write it twice, within "…" with \ before it`},
	{"unknown escape character", `write \\ for \, or put the value in '…'`},
	{"is a reserved character", sign},
	{"directive", sign},
	{"invalid header option", sign},
	{"flow map", brackets},
	{"must be specified", brackets},
	{"end token", brackets},
	{"character corresponding to", brackets},
	{"already defined", "drop or rename one"},
	{"unexpected key name", "write a space behind the colon of each key: key: value"},
	{"non-map value", "write each key in a line of its own, key: value, and indent words that go on from the line above"},
	{"mapping value is not allowed", "begin the keys of one record in one column: the next one does not"},
	{"value is not allowed", "begin the keys of one record in one column, and the records of a list with hyphens in one"},
}

const (
	noTabs    = "indent with spaces; YAML takes no tabs there"
	sign      = "put the value in quotation marks: the sign with which it begins has a meaning in YAML"
	brackets  = "look for a bracket without its other, or a comma that is missing; words with brackets go in quotation marks"
	colon     = `put the value in quotation marks, since a colon stands in it: key: "one: two"`
	otherwise = "words with : or # in them go in quotation marks"
)

// valueWithColon is a line with a key and a value that is not quoted, in which there is another colon.
var valueWithColon = regexp.MustCompile(`^[^:]*:\s+[^\s"'].*:(\s|$)`)

// hint is what to try about a complaint of the parser, given the line that it is about.
func hint(complaint, line string) string {
	if strings.Contains(complaint, "mapping value is not allowed") && valueWithColon.MatchString(line) {
		return colon
	}
	for _, h := range hints {
		if strings.Contains(complaint, h.complaint) {
			return h.hint
		}
	}
	return otherwise
}
