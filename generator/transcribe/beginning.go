package transcribe

import "strings"

// beginning returns the first of the words that a text begins with, or "".
func beginning(s string, words ...string) string {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return w
		}
	}
	return ""
}
