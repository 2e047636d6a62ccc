package transcribe

import (
	"regexp"
	"sync"
)

// patterns are all of them, for the test that compiles them.
var patterns []func() *regexp.Regexp

// pattern is a regular expression that is compiled when it is wanted first: there are many, and most runs of the program
// want none.
func pattern(expression string) func() *regexp.Regexp {
	p := sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
	patterns = append(patterns, p)
	return p
}
