package transcribe

import (
	"regexp"
	"strings"
)

var (
	volumeWord    = regexp.MustCompile(`(?i)\b(?:vol\.?|volume|bd\.?|t\.)\s*([\dIVXLC]+)`)
	issueWord     = regexp.MustCompile(`(?i)\b(?:no\.?|nr\.?|issue|number|heft)\s*([\d–/-]+)`)
	volumeIssue   = regexp.MustCompile(`(?:^|[ ,])(\d{1,4})\s*[(:.]\s*(\d{1,3}(?:[–/-]\d{1,3})?)\s*\)?(?:[ ,:.(]|$)`)
	bareVolume    = regexp.MustCompile(`^\s*,?\s*(\d{1,4}|[IVXLC]{1,8})\b`)
	pageWord      = regexp.MustCompile(`(?i)\b(?:pp?\.|s\.|pages?|pág\.|쪽)\s*([\divxlc]+(?:\s?[-–—]\s?[\divxlc]+)?)`)
	colonPages    = regexp.MustCompile(`[:,] ?(\d{1,4}\s?[-–—]\s?\d{1,4})\b`)
	editedBy      = regexp.MustCompile(`(?i)\b(?:edited by|ed\. by|hg\. von|hrsg\. von|eds?\.)\s+((?:\p{Lu}[\p{L}.'’-]*,?\s?|(?:and|&|und|von|van|de)\s)+)`)
	editorsIn     = regexp.MustCompile(`^(?i:in)[: ]\s*((?:\p{Lu}[\p{L}.'’-]*,?\s?|(?:and|&|von|van|de)\s)+?),?\s*\((?i:eds?|hrsg|hg)\.?\),?\s*`)
	translated    = regexp.MustCompile(`(?i)\b(?:translated by|trans\. by|trans\.|übers\. von)\s+((?:\p{Lu}[\p{L}.'’-]*,?\s?|(?:and|&|de|von)\s)+)`)
	editionWord   = regexp.MustCompile(`(?i)\b(\d+(?:st|nd|rd|th)|revised|rev\.|abridged|second|third|expanded|new)\s+(?:ed\b\.?|edition)`)
	doiWord       = regexp.MustCompile(`\b10\.\d{4,9}/[^\s,;]+`)
	urlWord       = regexp.MustCompile(`https?://[^\s,;]+`)
	thesisWord    = regexp.MustCompile(`(?i)\b(?:ph\.? ?d\.?|master'?s|doctoral)\b.*\b(?:thesis|dissertation|diss\.)|\bdissertation\b`)
	thesisSchool  = regexp.MustCompile(`(?i:dissertation|thesis|diss\.),? ([^,0-9]{4,60})`)
	hangulImprint = regexp.MustCompile(`(\p{Hangul}{2,6}): ([\p{Hangul} ]{2,20})`)
	volumesWord   = regexp.MustCompile(`\b(\d+) vols?\b`)
)

// readRest takes container, people, imprint, volume and pages from what follows the title.
func (e *entry) readRest() {
	e.readContainer()
	text := e.rest.text
	people := text
	if m := imprint.FindStringSubmatchIndex(text); m != nil && !strings.HasPrefix(text[m[4]:], "//") {
		place := text[m[2]:m[3]]
		if i := strings.LastIndex(place, ". "); i > 3 {
			place = place[i+2:]
		}
		e.set("publisher-place", place)
		e.set("publisher", strings.TrimRight(anyYear.ReplaceAllString(text[m[4]:m[5]], ""), " ,"))
		people = text[:m[0]]
	} else if m := hangulImprint.FindStringSubmatch(text); m != nil {
		e.set("publisher-place", m[1])
		e.set("publisher", m[2])
	}
	if m := thesisSchool.FindStringSubmatch(text); m != nil {
		e.set("publisher", m[1])
	}
	if m := editedBy.FindStringSubmatch(people); m != nil && e.item.Names["editor"] == nil {
		e.names("editor", m[1])
	}
	if m := translated.FindStringSubmatch(people); m != nil {
		e.names("translator", m[1])
	}
	e.readNumbers(text)
}

func (e *entry) names(role, s string) {
	s = strings.Trim(s, " ,.")
	if len(s) < 3 {
		return
	}
	if people := givenFirst(s); people != nil {
		e.item.Names[role] = people
	}
}

func (e *entry) readNumbers(text string) {
	match := func(re *regexp.Regexp, field string) {
		if m := re.FindStringSubmatch(text); m != nil && e.item.Fields[field] == "" {
			e.set(field, strings.ReplaceAll(m[len(m)-1], " ", ""))
		}
	}
	match(volumeWord, "volume")
	match(issueWord, "issue")
	if e.quoted {
		if m := volumeIssue.FindStringSubmatch(text); m != nil && e.item.Fields["volume"] == "" && e.item.Fields["issue"] == "" {
			e.set("volume", m[1])
			e.set("issue", m[2])
		}
		if m := bareVolume.FindStringSubmatch(text); m != nil && e.container != "" && len(m[1]) < 4 {
			match(bareVolume, "volume")
		}
	}
	match(pageWord, "page")
	if e.quoted {
		match(colonPages, "page")
	}
	match(volumesWord, "number-of-volumes")
	match(editionWord, "edition")
	if m := doiWord.FindString(text); m != "" {
		e.item.Fields["DOI"] = strings.TrimRight(m, ".")
	}
	if m := urlWord.FindString(text); m != "" {
		e.item.Fields["URL"] = strings.TrimRight(m, ".")
	}
}
