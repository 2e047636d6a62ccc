package transcribe

import (
	"strings"
)

// Archives of public texts put their own words before and after a text.

var (
	gutenbergStart = pattern(`(?i)^\*{3} ?START OF (THE|THIS) PROJECT GUTENBERG`)
	gutenbergEnd   = pattern(`(?i)^(\*{3} ?)?END OF (THE|THIS)? ?PROJECT GUTENBERG`)
	archiveStart   = pattern(`(?i)^(full text of ["“]|this is a digital copy of a book that was preserved|digitized by (the internet archive|google|microsoft)|internet archive$|generated (for|on) .* (hathitrust|babel\.hathi)|this content downloaded from|downloaded from https?://|https?://(?:www\.)?archive\.org/details/)`)
	fullText       = pattern(`^(?i:full text of) ["“](.+?)["”]$`)
	digitized      = pattern(`(?i)^digitized by (the internet archive|google|microsoft)`)
	producedBy     = pattern(`^(?:Produced by|E-text prepared by|Transcribed (?:by|from)) `)
	jstorLine      = pattern(`(?i)^(this content downloaded from [\d.]+|all use subject to https?://|downloaded from https?://\S+ by |digitized by (google|the internet archive)$|digitized by\W*google|generated (for|on) .*hathitrust|public domain.*google-digitized)`)
)

// withoutArchiveMatter drops the words of archives of public texts and returns what they say of rights and of the text.
func withoutArchiveMatter(lines []line) (kept, dropped []line, rights string, c cover) {
	start, end := 0, len(lines)
	for i, l := range lines {
		switch {
		case len(l.text) > 200:
		case gutenbergStart().MatchString(l.text) && start == 0:
			start = i + 1
			if !strings.HasSuffix(l.text, "***") && start < len(lines) && lines[start].gap == 0 {
				start++
			}
		case gutenbergEnd().MatchString(l.text) && i > start:
			end = min(end, i)
		}
	}
	if start > 0 || end < len(lines) {
		rights = gutenbergRights(lines[:start], lines[end:])
		c = header(lines[:start])
	}
	produced, credit, foot := false, false, false
	if len(lines) > 0 {
		if m := fullText().FindStringSubmatch(lines[0].text); m != nil {
			c.title = m[1]
		}
	}
	for i, l := range lines[start:end] {
		produced = l.gap == 0 && produced || len(kept) == 0 && producedBy().MatchString(l.text)
		credit = l.gap == 0 && (credit || i > 0 && len(kept) == 0 && digitized().MatchString(lines[start+i-1].text))
		archive := credit || len(l.text) < 300 && (jstorLine().MatchString(l.text) || archiveStart().MatchString(l.text) && len(kept) < 20)
		if produced || archive {
			rights = joinSentences(rights, l.text)
			dropped = append(dropped, l)
			foot = archive && len(kept) > 0
			continue
		}
		l.page, foot = l.page || foot, false // the archive's line is the last of a page
		kept = append(kept, l)
	}
	if start > 0 || end < len(lines) {
		var notes []line
		kept, notes = withoutTranscribersNotes(kept)
		dropped = append(dropped, notes...)
	}
	dropped = append(append(lines[:start:start], dropped...), lines[end:]...)
	return kept, dropped, rights, c
}

var transcribersNote = pattern(`(?i)^(?:[\[*_ ]*transcriber[’']?s?[’']? notes?\b|\[th(?:is|e) (?:e-?text|e-?book|text file|file)\b|(?:errors|corrections|inconsistencies|typographical)\b.{0,60}\btranscriber)`)

// withoutTranscribersNotes drops what an archive's volunteers say of their work, at the beginning or at the end: as far
// as the lines stand close, or to the end.
func withoutTranscribersNotes(lines []line) (kept, notes []line) {
	for i := 0; i < len(lines); {
		end := i
		if transcribersNote().MatchString(lines[i].text) {
			end++
			for end < len(lines) && (i > len(lines)*9/10 || lines[end].gap < 2) {
				end++
			}
		}
		if end == i || end-i > 80 {
			kept = append(kept, lines[i])
			i++
			continue
		}
		notes = append(notes, lines[i:end]...)
		i = end
	}
	return kept, notes
}

// header returns the title and the author that the archive gives before the text.
func header(before []line) (c cover) {
	for _, l := range before {
		if title, found := strings.CutPrefix(l.text, "Title: "); found {
			c.title = title
		}
		if author, found := strings.CutPrefix(l.text, "Author: "); found {
			c.authors, c.authorsLine = author, l.number
		}
	}
	return c
}

// gutenbergRights returns the sentence that says what a reader may do, and who made the transcription.
func gutenbergRights(before, after []line) string {
	rights := "Transcription: Project Gutenberg."
	for i, l := range before {
		for _, word := range []string{"Release Date:", "Release date:", "Produced by", "Credits:", "[EBook #", "[eBook #"} {
			if strings.Contains(l.text, word) {
				rights = joinSentences(rights, l.text)
				for _, next := range before[i+1 : paragraphEnd(before, i)] {
					if strings.Contains(next.text, ": ") || next.indent == 0 && !strings.Contains(l.text, "Produced by") {
						break
					}
					rights += " " + next.text
				}
				break
			}
		}
	}
	if len(before) > 0 {
		rights = joinSentences(rights, permission(before))
	}
	if len(after) > 1 {
		rights = joinSentences(rights, "The archive's licence follows the text in its own file.")
	}
	return rights
}

// permission returns the paragraph of the archive's front matter that grants use.
func permission(before []line) string {
	for i, l := range before {
		if beginning(l.text, "This eBook is for the use of", "This ebook is for the use of") == "" {
			continue
		}
		words := l.text
		for _, next := range before[i+1 : paragraphEnd(before, i)] {
			words += " " + next.text
		}
		return words
	}
	return ""
}

// joinSentences puts the second after the first unless it is there already.
func joinSentences(first, second string) string {
	switch {
	case second == "" || strings.Contains(first, second):
		return first
	case first == "":
		return second
	}
	return first + " " + second
}
