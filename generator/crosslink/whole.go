package crosslink

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"glossator/generator/diagnostic"
)

// Addresses never leave the lock. So that one which has lost lines, cut off or merged badly, is not taken for a whole one, and
// published addresses are not given to other words, it has remarks:
//
//	# leem-pact has 57 addresses
//	# the end
//
// Where two branches have been merged the number may be that of one of them: more lines than it says are none too many. A lock
// without them is one that an earlier program has written.

const lockEnd = "# the end\n"

// counted is an essay with the number of addresses that it has, at least.
type counted struct {
	essay           string
	addresses, line int
}

func appendCount(b []byte, essay string, lines []byte) []byte {
	return fmt.Appendf(b, "# %s has %d addresses\n", essay, bytes.Count(lines, []byte("\n")))
}

// remark reads a remark that tells something of the file.
func (r *lockReader) remark(line int, text []byte) {
	r.ended = r.ended || string(text) == strings.TrimSpace(lockEnd)
	words := bytes.Fields(text)
	if len(words) != 5 || string(words[2]) != "has" || string(words[4]) != "addresses" {
		return
	}
	if n, err := strconv.Atoi(string(words[3])); err == nil {
		r.counted = append(r.counted, counted{string(words[1]), n, line})
	}
}

// checkWhole reports lines that are missing, where nothing else is wrong.
func (r *lockReader) checkWhole(last int) {
	if len(r.found) > 0 || len(r.counted) == 0 {
		return
	}
	report := func(line int, message, otherwise string) {
		r.found = append(r.found, diagnostic.Diagnostic{
			Code: "damaged-lock", Start: diagnostic.Position{File: r.file, Line: line, Column: 1}, Message: message,
			Hint: "take the file from version control as it was, or merge it again and keep the lines of both sides; " + otherwise,
		})
	}
	for _, c := range r.counted {
		if there := bytes.Count(r.lock.essays[c.essay], []byte("\n")); there < c.addresses {
			report(c.line, fmt.Sprintf("%d of the %d addresses of %s are missing", c.addresses-there, c.addresses, c.essay),
				"or, if they were never published, take this line away")
		}
	}
	if !r.ended {
		report(last, "the file has been cut off: its last line is missing, and addresses may be", "or, if none is, write behind it: # the end")
	}
}
