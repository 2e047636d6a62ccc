package transcribe

import (
	"regexp"
	"strings"

	"glossator/generator/csl"
)

var (
	volumeWord     = pattern(`(?i)\b(?:vol\.?|volume|bd\.?|t\.|v\.)\s*([\dIVXLC]+)\b`)
	issueWord      = pattern(`(?i)(?:\b(?:no\.?|nr\.?|n\.|núm\.|issue|number|heft)|№|n[°º]|제)\s*([\d–/-]+)(?:\D|$)`)
	hangulIssue    = pattern(`(\d+)호`)
	hangulPages    = pattern(`(\d+(?:[-–~]\d+)?)(?:쪽|면)`)
	hangulVolume   = pattern(`제?(\d+)(?:권|집)`)
	pagesAfterYear = pattern(`(?:1[4-9]|20)\d\d\. (\d{1,4}[-–]\d{1,4})\b`)
	pageCount      = pattern(`\. (\d{2,4}) (?:с|p|pp|S)\.\s*$`)
	reportNumber   = pattern(`\(?((?:Technical |Research )?(?:Report|Working Paper|Discussion Paper|Bulletin|Cmd|Cmnd)\.?)(?: No\.)? ?(\d+)\)?`)
	imprintInside  = pattern(`\((\p{Lu}[^(),:]{2,60}), (\p{Lu}[^(),:]{2,40}), (?:1[4-9]|20)\d\d\)`)
	placeInside    = pattern(`\((\p{Lu}[\p{L}. /-]{2,30}),? (?:1[4-9]|20)\d\d\)`)
	houseWord      = pattern(`(?i)(?:\b(?:press|presses|books|verlag|publish\pL*|publications|editions?|editorial|editore|and sons|house|university|UP|U of|penguin|macmillan|routledge)|éditions|& sons|& co)\b|издательство`)
	houseAndYear   = pattern(`^[ ,.(]*(\p{Lu}[^,:.()\d]{2,60}),? (?:1[4-9]|20)\d\d\)?\.?\s*$`)
	houseAlone     = pattern(`^(?:\([^()]*\)[., ]*)?(\p{Lu}[\p{L}&.'’ -]{1,50})\.?\s*$`)
	commaImprint   = pattern(`^(\p{Lu}[^"“«]{3,200}?), (\p{Lu}[\p{L}/-]+(?: \p{Lu}?[\p{L}-]+)?), (\p{Lu}[^,.:]{1,50}), ((?:1[4-9]|20)\d\d)(?:, |\.|$)`)
	commaPlace     = pattern(`^(\p{Lu}[^"“«]{3,200}?), (?:(\d+)\. Aufl\., )?(\p{Lu}[\p{L}/-]+(?:[ -]\p{Lu}[\p{L}-]+| a\. ?M\.)?(?: u\. ?a\.)?),? ((?:1[4-9]|20)\d\d)(?:, |\.?\s*$)`)
	volumeIssue    = pattern(`(?:^|[ ,])(\d{1,4})\s*[(:.]\s*(\d{1,3}(?:[–/-]\d{1,3})?)\s*\)?(?:[ ,:.(]|$)`)
	bareVolume     = pattern(`^\s*,?\s*(\d{1,4}|[IVXLC]{1,8})\b`)
	pageWord       = pattern(`(?i)(?:\b(?:pp?\.|s\.|pages?|pág\.)|(?-i:С\.)|쪽)\s*([A-H]?[\divxlc]+(?:\s?[-–—]\s?[\divxlc]+)?)`)
	colonPages     = pattern(`[:,] ?(\d{1,4}\s?[-–—]\s?\d{1,4})\b`)
	editedBy       = pattern(`(?i)\b(?:edited by|ed\. by|hg\. v(?:on|\.)|hrsg\. v(?:on|\.)|eds?\.)\s+((?:\p{Lu}[\p{L}.'’-]*,?\s?|(?:and|&|und|von|van|de)\s)+)`)
	editorsIn      = pattern(`^(?i:in|en|dans|em)[: ]\s*((?:\p{Lu}[\p{L}.'’-]*,?\s?|(?:and|&|et|und|von|van|de)\s)+?),?\s*(?:\((?i:eds?|hrsg|hg|dirs?|éds?|coords?|comps?|orgs?)\.?\)|(?i:eds?)\.)[,:]?\s*`)
	translated     = pattern(`(?i)\b(?:translated by|trans\. by|trans\.|übers\. von)\s+((?:\p{Lu}[\p{L}.'’-]*,?\s?|(?:and|&|de|von)\s)+)`)
	editionWord    = pattern(`(?i)\b(\d+(?:st|nd|rd|th|d|e|-е|\.?ª)|\d+\.|revised|rev\.|abridged|second|third|expanded|new)\s+(?:ed\b\.?|edn\b\.?|édition|éd\b\.?|edition|Aufl\b\.?|Auflage|изд\.)`)
	doiWord        = pattern(`\b10\.\d{4,9}/[^\s,;]+`)
	urlWord        = pattern(`(?i:(?:available (?:at|from|online)|online|url|unter):? )?<?(https?://[^\s,;<>]+)>?`)
	thesisWord     = pattern(`(?i)\b(?:ph\.? ?d\.?|master'?s|doctoral)\b.*\b(?:thesis|dissertation|diss\.)|\bdissertation\b`)
	thesisSchool   = pattern(`(?i:dissertation|thesis|diss\.),? ([^,0-9\[\]()]{4,60})`)
	hangulImprint  = pattern(`(\p{Hangul}{2,6}): ([\p{Hangul} ]{2,20})`)
	volumesWord    = pattern(`\b(\d+) vols?\b`)
)

// readRest takes container, people, imprint, volume and pages from what follows the title.
func (e *entry) readRest() {
	e.readContainer()
	text := e.rest.text
	people := text[:e.readImprint()]
	if m := placeAndYear().FindStringSubmatchIndex(people); m != nil && e.item.Fields["publisher-place"] == "" {
		e.setPlace(people[m[2]:m[3]])
		people = people[:m[0]]
	}
	if m := thesisSchool().FindStringSubmatch(text); e.isThesis() && m != nil {
		e.set("publisher", strings.Trim(m[1], " ().]"))
	}
	e.readPublisherAlone()
	people = people[:min(len(people), e.readPublisherBeforeYear(people))]
	if m := editedBy().FindStringSubmatch(people); m != nil && e.item.Names["editor"] == nil {
		e.names("editor", m[1])
	}
	if m := translated().FindStringSubmatch(people); m != nil {
		e.names("translator", m[1])
	}
	e.readNumbers(text)
}

// placeAndYear is an imprint of which a comma sets off the place alone: ", Frankfurt a. M. 1977".
var placeAndYear = pattern(`, (\p{Lu}[\p{L}/-]{2,}(?: a\. ?M\.| am Main| \p{Lu}\pL+)?) (?:1[4-9]|20)\d\d(?:, |\.?\s*$)`)

func (e *entry) names(role, s string) {
	s = strings.Trim(s, " ,.")
	s, others := strings.CutSuffix(s, " et al")
	if len(s) < 3 || s == "Vol" || strings.HasPrefix(s, "Vol. ") {
		return
	}
	people := givenFirst(s)
	if family, given, two := strings.Cut(s, ", "); two && hasCapitals(family) && isGiven(given) && !hasCapitals(given) {
		people = personNames(s) // "MOTA, Ivo"
	}
	if initialsInverted().FindString(s) == s || initialsInverted().FindString(s+".") == s+"." {
		people = personNames(s + ".")
	}
	if others && people != nil {
		people = append(people, csl.Name{Literal: "others"})
	}
	if people != nil {
		e.item.Names[role] = people
	}
}

func (e *entry) readNumbers(text string) {
	if !strings.ContainsAny(text, "0123456789") && !containsAny(text, "ol", "t.", "Bd", " ed", "p.") {
		return
	}
	match := func(re *regexp.Regexp, field string) {
		if m := re.FindStringSubmatch(text); m != nil && e.item.Fields[field] == "" {
			e.set(field, strings.ReplaceAll(m[len(m)-1], " ", ""))
		}
	}
	if m := reportNumber().FindStringSubmatch(text); m != nil && !e.quoted {
		e.set("number", m[2])
		e.set("genre", m[1])
	}
	match(volumeWord(), "volume")
	match(hangulVolume(), "volume")
	match(hangulIssue(), "issue")
	if e.item.Fields["number"] == "" {
		match(issueWord(), "issue")
	}
	if e.quoted {
		e.readVolume(text)
	}
	match(pageWord(), "page")
	match(hangulPages(), "page")
	if e.quoted {
		match(colonPages(), "page")
		match(pagesAfterYear(), "page")
	}
	match(pageCount(), "number-of-pages")
	match(volumesWord(), "number-of-volumes")
	match(editionWord(), "edition")
}

// readVolume takes the numbers of a periodical that no words explain: "12.3", "87: 40-60", "14(2)".
func (e *entry) readVolume(text string) {
	f := e.item.Fields
	if m := volumeIssue().FindStringSubmatchIndex(text); m != nil && f["volume"] == "" && f["issue"] == "" {
		volume, issue, pages := text[m[2]:m[3]], text[m[4]:m[5]], strings.Contains(text[m[3]:m[4]], ":")
		switch {
		case isYearValue(volume) || text[m[0]] == ' ' && csl.MonthNumber(lastWord(text[:m[0]])) > 0:
		case pages:
			e.set("volume", volume)
			e.set("page", strings.TrimSpace(issue+tail(text[m[5]:])))
		default:
			e.set("volume", volume)
			e.set("issue", issue)
		}
	}
	if m := bareVolume().FindStringSubmatchIndex(text); m != nil && e.container != "" && m[3]-m[2] < 4 && f["volume"] == "" && !strings.HasPrefix(text[m[3]:], "호") {
		next := strings.TrimLeft(text[m[3]:], " ")
		word := next[:min(len(next), 4)]
		if csl.MonthNumber(strings.TrimRight(word, " .,")) == 0 {
			e.set("volume", text[m[2]:m[3]])
		}
	}
}

// tail is the rest of a range of pages that a number begins.
func tail(s string) string { return rangeRest().FindString(s) }

var rangeRest = pattern(`^\s?[-–]\s?\d+`)

// yearAtEnd is the year that follows a publisher.
var yearAtEnd = pattern(`,? ?\(?(?:1[4-9]|20)\d\d[a-z]?\)?[ .,]*$`)

func lastWord(s string) string {
	s = strings.TrimRight(s, " ")
	return s[strings.LastIndexByte(s, ' ')+1:]
}

// readImprint takes place and publisher and returns where they begin, or the text's length.
func (e *entry) readImprint() int {
	text := e.rest.text
	if m := imprint().FindStringSubmatchIndex(text); m != nil && !strings.HasPrefix(text[m[4]:], "//") {
		start := m[2] + placeStart(text[m[2]:m[3]])
		e.setPlace(text[start:m[3]])
		e.set("publisher", yearAtEnd().ReplaceAllString(text[m[4]:m[5]], ""))
		return start
	}
	if m := hangulImprint().FindStringSubmatch(text); m != nil {
		e.set("publisher-place", m[1])
		e.set("publisher", m[2])
	} else if m := imprintInside().FindStringSubmatchIndex(text); m != nil {
		e.set("publisher", text[m[2]:m[3]])
		e.setPlace(text[m[4]:m[5]])
		return m[0]
	} else if m := placeInside().FindStringSubmatchIndex(text); m != nil && csl.MonthNumber(strings.Fields(text[m[2]:m[3]])[0]) == 0 && csl.SeasonNumber(strings.Split(text[m[2]:m[3]], "/")[0]) == 0 {
		if name := text[m[2]:m[3]]; hasCapitals(name+"P") || houseWord().MatchString(name) {
			e.set("publisher", name) // "(OUP 1997)"
		} else {
			e.setPlace(name)
		}
		return m[0]
	}
	return len(text)
}

// placeStart cuts off a sentence that ends before the place.
func placeStart(place string) int {
	start := 0
	for i := 0; i+2 < len(place); i++ {
		word := lastWord(place[:i])
		if place[i] == '.' && place[i+1] == ' ' && len(word) > 2 && word != "Mass" {
			start = i + 2
		}
	}
	return start
}

// setPlace keeps the stop of an abbreviation: "Cambridge, Mass.", "М.".
func (e *entry) setPlace(place string) {
	place = strings.Trim(place, " ,;:")
	if len(lastWord(strings.TrimSuffix(place, "."))) > 5 {
		place = strings.TrimSuffix(place, ".")
	}
	e.item.Fields["publisher-place"] = place
}

// houseBeforeYear is the imprint of works whose editors stand before it: "edited by Sam Poole, Oxford UP, 2016, pp. 2-15".
var houseBeforeYear = pattern(`(?i:edited by|ed\.|translated by|trans\.) [^,]{3,60}(?:, \d+(?:st|nd|rd|th) ed\.)?(, (\p{Lu}[^,.:()\d]{1,60}), (?:1[4-9]|20)\d\d)(?:, pp?\. ?[\d–-]+)?\.?\s*$`)

// readPublisherBeforeYear takes such a publisher and returns where it begins, or the text's length.
func (e *entry) readPublisherBeforeYear(text string) int {
	m := houseBeforeYear().FindStringSubmatchIndex(text)
	if m == nil || e.item.Fields["publisher"] != "" {
		return len(text)
	}
	e.set("publisher", text[m[4]:m[5]])
	return m[2]
}

// readPublisherAlone takes a publisher without a place, or a place without a publisher.
func (e *entry) readPublisherAlone() {
	text, f := e.rest.text, e.item.Fields
	if f["publisher"] != "" || f["publisher-place"] != "" || f["title"] == "" {
		return
	}
	if m := houseAndYear().FindStringSubmatch(text); m != nil && !e.quoted {
		if houseWord().MatchString(m[1]) || !e.inNote && !publishingCity().MatchString(m[1]) {
			e.set("publisher", m[1])
		} else if strings.Count(m[1], " ") < 2 {
			e.setPlace(m[1])
		}
		return
	}
	if m := houseAlone().FindStringSubmatch(text); m != nil && e.dated && (!e.quoted || e.item.Type == "chapter") && (!unpublished().MatchString(text) || e.isThesis()) && !strings.Contains(m[1], ". ") {
		house := strings.TrimRight(m[1], ".")
		if names := e.item.Names["author"]; house == "Author" && len(names) > 0 {
			house = names[0].Surname()
		}
		e.set("publisher", house)
	}
}

// isOneTitle says that no sentence ends within the words, unless a second part of a title follows.
func isOneTitle(s string) bool {
	return !strings.Contains(s, ". ") || secondTitle().MatchString(s) && strings.Count(s, ". ") == 1
}

// volumeOfTitle is the volume that stands after a title and before the imprint.
var volumeOfTitle = pattern(`, (?:vol|t|tome|Bd)\. ?([IVXLC]+|\d+)$`)

func (e *entry) isThesis() bool {
	return containsAny(e.printed, "thesis", "Thesis", "diss", "Diss") && thesisWord().MatchString(e.printed)
}

const cities = `London|New York|Oxford|Cambridge|Paris|Berlin|Boston|Chicago|Princeton|Stanford|Toronto|Sydney|Melbourne|Edinburgh|Dublin|Manchester|Harmondsworth|Amsterdam|The Hague|Leiden|Brussels|Vienna|Munich|Rome|Milan|Moscow|Tokyo|Seoul|Beijing|Delhi|New Delhi|Washington|Los Angeles|San Francisco|Berkeley|Philadelphia|Baltimore|Basingstoke|Aldershot|Dordrecht|Madrid|Barcelona|Buenos Aires|Mexico City`

var publishingCity = pattern(`^(?:` + cities + `)$`)

// houseAndPlace is the imprint of an entry that is dated after its authors: "Title, Hamish Hamilton, London."
var houseAndPlace = pattern(`^(\p{Lu}[^"“«.]{3,200}?), (\p{Lu}[\p{L}&'’-]+(?: (?:\p{Lu}[\p{L}&'’-]+|&|and)){0,4}), ((?:` + cities + `)(?:,? [A-Z]{2}|,? DC)?)\.?\s*$`)

// readCommaImprint takes a title and an imprint that nothing but commas set apart, as French and German lists do.
func (e *entry) readCommaImprint() bool {
	text := e.rest.text
	if names := firstNames(e.item.Names); len(names) > 0 && isArchive(names[0].Literal) {
		return false
	}
	if e.dated {
		return e.readHouseAndPlace()
	}
	if m := commaImprint().FindStringSubmatchIndex(text); m != nil && !strings.Contains(volumeOfTitle().ReplaceAllString(text[m[2]:m[3]], ""), ". ") {
		title := text[m[2]:m[3]]
		if v := volumeOfTitle().FindStringSubmatch(title); v != nil {
			e.set("volume", v[1])
			title = strings.TrimSuffix(title, v[0])
		}
		e.set("publisher", text[m[6]:m[7]])
		return e.takeImprint(title, text[m[4]:m[5]], m[8], m[9])
	}
	if m := commaPlace().FindStringSubmatchIndex(text); m != nil && (e.colon || isOneTitle(text[m[2]:m[3]])) && !houseWord().MatchString(text[m[6]:m[7]]) && csl.MonthNumber(text[m[6]:m[7]]) == 0 {
		if m[4] >= 0 {
			e.set("edition", text[m[4]:m[5]])
		}
		return e.takeImprint(text[m[2]:m[3]], text[m[6]:m[7]], m[8], m[9])
	}
	return false
}

// takeImprint takes a title and a place with the year that stands between two places, which ends the imprint.
func (e *entry) takeImprint(title, place string, from, to int) bool {
	e.set("title", title)
	e.setPlace(place)
	e.year = e.rest.text[from:to]
	e.skip(to)
	return true
}

func (e *entry) readHouseAndPlace() bool {
	if strings.Count(e.rest.text, ", ") < 2 {
		return false
	}
	m := houseAndPlace().FindStringSubmatch(e.rest.text)
	if m == nil {
		return false
	}
	e.set("title", m[1])
	e.set("publisher", m[2])
	e.setPlace(m[3])
	e.skip(len(e.rest.text))
	return true
}
