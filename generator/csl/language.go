package csl

import "strings"

// PrimaryLanguage is what a tag (BCP 47) begins with, the language without region or script, by the code it has today: "de" of
// "de-AT", "he" of "iw-IL".
func PrimaryLanguage(tag string) string {
	primary, _, _ := strings.Cut(tag, "-")
	switch primary = strings.ToLower(primary); primary { // the codes that ISO 639 gave up in 1989, which some systems still give
	case "iw":
		return "he"
	case "ji":
		return "yi"
	case "in":
		return "id"
	}
	return primary
}
