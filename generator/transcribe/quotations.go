package transcribe

import (
	"strings"
	"unicode/utf8"
)

// quotedAfterColon is the citation at the end of a quotation that is set apart.
var quotedAfterColon = pattern(`[.!?…]["”’]? ?[(\[][^()\[\]]{3,80}[)\]]$`)

// quotationsApart marks the paragraphs that a colon announces and a citation after their stop ends: quotations that a text
// sets apart in a way that plain text does not keep.
func (r *reading) quotationsApart() {
	var last *block
	for _, b := range r.blocks {
		switch b.kind {
		case apart, noteBody:
			continue
		case paragraph:
			if last != nil && strings.HasSuffix(last.text, ":") && quotedAfterColon().MatchString(b.text) {
				b.kind = quote
			}
		}
		last = b
	}
}

const quotesOpen, quotesClose = `"“«„「『‘'`, `"”»“」』’'`

// openingQuote returns where a quotation begins, or −1. A single quotation mark opens only before a word.
func openingQuote(s string) int {
	for from := 0; from < len(s); {
		at := strings.IndexAny(s[from:], quotesOpen)
		if at < 0 {
			return -1
		}
		at += from
		mark, size := utf8.DecodeRuneInString(s[at:])
		opens := mark != '\'' && mark != '‘' || (at == 0 || s[at-1] == ' ' || s[at-1] == '(') && startsUpper(s[at+size:])
		if opens && closingQuote(s, at) >= 0 {
			return at
		}
		from = at + size
	}
	return -1
}

// closingQuote returns where the quotation that begins at a place ends, or −1. A single quotation mark ends it only
// before a stop or the space before "in": else it is an apostrophe.
func closingQuote(s string, at int) int {
	open, size := utf8.DecodeRuneInString(s[at:])
	i := strings.IndexRune(quotesOpen, open)
	shut := []rune(quotesClose)[utf8.RuneCountInString(quotesOpen[:i])]
	inner := s[at+size : min(len(s), at+600)]
	if open != '‘' && open != '\'' {
		if end := strings.IndexRune(inner, shut); end >= 0 {
			return at + size + end
		}
		return -1
	}
	for from := 0; ; {
		end := strings.IndexRune(inner[from:], shut)
		if end < 0 {
			return -1
		}
		end += from
		after := inner[end+utf8.RuneLen(shut):]
		stops := end > 0 && strings.IndexByte(".,?!", inner[end-1]) >= 0
		if after == "" || strings.IndexByte(",.;:)", after[0]) >= 0 || strings.HasPrefix(after, " in ") || strings.HasPrefix(after, " (") || stops {
			return at + size + end
		}
		from = end + utf8.RuneLen(shut)
	}
}
