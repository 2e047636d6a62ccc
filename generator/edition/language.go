package edition

import (
	"strings"

	"golang.org/x/text/language"
)

// Direction is "rtl" or "ltr", the way in which a language (BCP 47) is written, where that is not the way of the language around
// it; else "". What has no language around it stands in what is written from left to right.
func Direction(tag, around string) string {
	if tag == around || tag == "" || rightToLeft(tag) == rightToLeft(around) {
		return ""
	}
	if rightToLeft(tag) {
		return "rtl"
	}
	return "ltr"
}

// IsLanguage says that a tag is one of BCP 47, of parts that are registered.
func IsLanguage(tag string) bool {
	_, err := language.Parse(tag)
	return err == nil
}

// rightToLeft goes by the script that a tag names, or that its language is likely to be written in.
func rightToLeft(tag string) bool {
	t, err := language.Parse(tag)
	if err != nil {
		return false
	}
	script, _ := t.Script()
	return strings.Contains(scriptsToLeft, script.String())
}

// scriptsToLeft are the scripts (ISO 15924) whose letters Unicode has written from right to left.
const scriptsToLeft = "Adlm Arab Aran Armi Avst Chrs Cprt Elym Gara Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero Narb Nbat Nkoo " +
	"Orkh Palm Phli Phlp Phnx Prti Rohg Samr Sarb Sidt Sogd Sogo Syrc Syre Syrj Syrn Thaa Yezi"
