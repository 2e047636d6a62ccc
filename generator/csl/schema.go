package csl

import (
	"cmp"
	"slices"
	"strings"
)

// boolean and the lists that follow are what attributes may say, by the attribute's name, behind the element's where that
// matters; each list is in the order of the constants that its words stand for. Attributes that are not among them are free.
const (
	boolean   = "true false"
	termForms = "long short symbol verb verb-short static"
)

var attributeValues = map[string]string{
	"and":                               "text symbol",
	"collapse":                          "citation-number year year-suffix year-suffix-ranged",
	"date form":                         "text numeric",
	"date-part form":                    "long short numeric numeric-leading-zeros ordinal",
	"date-part name":                    "year month day",
	"date-parts":                        "year-month-day year-month year",
	"delimiter-precedes-et-al":          "contextual after-inverted-name always never",
	"delimiter-precedes-last":           "contextual after-inverted-name always never",
	"demote-non-dropping-particle":      "never sort-only display-and-sort",
	"disambiguate":                      boolean,
	"disambiguate-add-givenname":        boolean,
	"disambiguate-add-names":            boolean,
	"disambiguate-add-year-suffix":      boolean,
	"display":                           "block left-margin right-inline indent",
	"else-if match":                     "all any none",
	"et-al-use-last":                    boolean,
	"font-style":                        "normal italic oblique",
	"font-variant":                      "normal small-caps",
	"font-weight":                       "normal bold light",
	"gender":                            "neuter feminine masculine",
	"gender-form":                       "neuter feminine masculine",
	"givenname-disambiguation-rule":     "by-cite all-names all-names-with-initials primary-name primary-name-with-initials",
	"hanging-indent":                    boolean,
	"if match":                          "all any none",
	"initialize":                        boolean,
	"initialize-with-hyphen":            boolean,
	"label form":                        termForms,
	"label plural":                      "contextual always never",
	"limit-day-ordinals-to-day-1":       boolean,
	"name-as-sort-order":                "first all",
	"name form":                         "long short count",
	"name-form":                         "long short count",
	"names-use-last":                    boolean,
	"number form":                       "numeric ordinal long-ordinal roman",
	"page-range-format":                 "chicago chicago-15 chicago-16 expanded minimal minimal-two",
	"punctuation-in-quote":              boolean,
	"quotes":                            boolean,
	"second-field-align":                "flush margin",
	"sort":                              "ascending descending",
	"strip-periods":                     boolean,
	"style class":                       "note in-text",
	"subsequent-author-substitute-rule": "complete-all complete-each partial-each partial-first",
	"term form":                         termForms,
	"term match":                        "last-digit last-two-digits whole-number",
	"text form":                         termForms,
	"text-case":                         "lowercase uppercase capitalize-first capitalize-all sentence title none normal",
	"text-decoration":                   "none underline",
	"vertical-align":                    "baseline sup sub",
}

// values are what the attribute may say, "" where that is free.
func (x *xmlElement) values(attr string) string {
	return cmp.Or(attributeValues[x.name+" "+attr], attributeValues[attr])
}

// choice is which of its values the attribute has, counted from 1; 0 where it is not there.
func (x *xmlElement) choice(attr string) int {
	return slices.Index(strings.Fields(x.values(attr)), x.attrs[attr]) + 1
}

// choiceOrFirst is which of its values the attribute has, counted from 0; the first is meant where it is not there.
func (x *xmlElement) choiceOrFirst(attr string) int { return max(0, x.choice(attr)-1) }

// checkSchema finds what the tree has that CSL's schema does not allow and that would else be passed over in silence:
// values that no attribute has, elements that come twice or in the wrong order, text where none belongs.
func (x *xmlElement) checkSchema() error {
	if x.name == "info" {
		return nil
	}
	if err := x.checkValues(); err != nil {
		return err
	}
	if err := x.checkContent(); err != nil {
		return err
	}
	for _, c := range x.children {
		if err := c.checkSchema(); err != nil {
			return err
		}
	}
	return nil
}

// checkValues names the first wrong attribute in the order of the alphabet.
func (x *xmlElement) checkValues() error {
	var wrong []string
	for name, value := range x.attrs {
		if values := x.values(name); values != "" && value != "" && !slices.Contains(strings.Fields(values), value) {
			wrong = append(wrong, name)
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	name := slices.Min(wrong)
	values := strings.Fields(x.values(name))
	last := len(values) - 1
	return x.errorf("%s=%q: expected %s or %s", name, x.attrs[name], strings.Join(values[:last], ", "), values[last])
}

func (x *xmlElement) checkContent() error {
	switch x.name {
	case "term", "single", "multiple":
		return nil
	}
	if text := strings.TrimSpace(x.text()); text != "" {
		return x.errorf("there is text in it, %q; expected only elements", text[:min(len(text), 40)])
	}
	switch x.name {
	case "style":
		return x.checkParts()
	case "citation", "bibliography":
		return x.checkOnce("layout")
	case "choose":
		return x.checkBranches()
	case "if", "else-if":
		return x.checkCondition()
	case "names":
		return x.checkKind("names", namesVariable)
	case "date":
		return x.checkKind("a date", dateVariable)
	case "text":
		return x.checkKind("text", textVariable, numberVariable)
	case "number":
		return x.checkKind("a number", numberVariable, textVariable)
	case "locale":
		return x.checkLocale()
	}
	return nil
}

// checkOnce reports an error unless there is one child of that name.
func (x *xmlElement) checkOnce(name string) error {
	count := 0
	for _, c := range x.children {
		if c.name != name {
			continue
		}
		if count++; count > 1 {
			return c.errorf("there is a second one in <%s>", x.name)
		}
	}
	if count == 0 {
		return x.errorf("there is no <%s> in it", name)
	}
	return nil
}

func (x *xmlElement) checkParts() error {
	seen := map[string]int{}
	for _, c := range x.children {
		key := c.name
		switch c.name {
		case "macro":
			key = "macro " + c.attrs["name"]
		case "citation", "bibliography":
		default:
			continue
		}
		if line, again := seen[key]; again {
			return c.errorf("%s is in line %d already", key, line)
		}
		seen[key] = c.line
	}
	return nil
}

// checkBranches wants <if> first and <else> last.
func (x *xmlElement) checkBranches() error {
	for i, c := range x.children {
		switch {
		case (c.name == "if") != (i == 0):
			return c.errorf("<choose> begins with <if>, and goes on with <else-if> and <else>")
		case c.name == "else" && i < len(x.children)-1:
			return x.children[i+1].errorf("expected nothing after <else>")
		}
	}
	if len(x.children) == 0 {
		return x.errorf("expected <if>")
	}
	return nil
}

func (x *xmlElement) checkCondition() error {
	for _, name := range []string{"disambiguate", "is-numeric", "is-uncertain-date", "locator", "position", "type", "variable"} {
		if _, ok := x.attrs[name]; ok {
			return nil
		}
	}
	return x.errorf("there is nothing to test; expected one of the attributes disambiguate, is-numeric, is-uncertain-date, locator, position, type or variable")
}

// checkKind wants variables of those kinds, or of none that CSL knows.
func (x *xmlElement) checkKind(what string, kinds ...variableKind) error {
	for _, name := range x.words("variable") {
		if kind := kindOf(name); kind != unknownVariable && !slices.Contains(kinds, kind) {
			return x.errorf("variable=%q: that is no variable of %s", name, what)
		}
	}
	return nil
}

func (x *xmlElement) checkLocale() error {
	for _, c := range x.children {
		if !slices.Contains([]string{"info", "style-options", "date", "terms"}, c.name) {
			return c.errorf("expected <style-options>, <date> or <terms>")
		}
	}
	return nil
}
