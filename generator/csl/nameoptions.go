package csl

// nameOptions is all that a style says about a list of names: on the style, on its citation or bibliography, on
// <names>, on <name>, the inner over the outer.
type nameOptions struct {
	and            andWord
	delimiter      string
	beforeEtAl     precedes
	beforeLast     precedes
	etAlMin        int
	etAlFirst      int
	laterEtAlMin   int // et-al-subsequent-min; 0 as etAlMin
	laterEtAlFirst int
	etAlLast       bool // "A, B, … Z"
	form           nameForm
	initialize     bool
	initial        string // what follows an initial
	initials       bool   // initial has been given
	inverted       inversion
	sortSeparator  string
	family, given  look // of the name's parts
	look           look
}

type andWord uint8

const (
	noAnd andWord = iota
	andText
	andSymbol
)

type precedes uint8

const (
	contextually precedes = iota
	afterInverted
	precedesAlways
	precedesNever
)

type nameForm uint8

const (
	longName nameForm = iota
	shortName
	countNames
)

type inversion uint8

const (
	invertNone inversion = iota
	invertFirst
	invertAll
)

var defaultNames = nameOptions{delimiter: ", ", etAlFirst: -1, initialize: true, sortSeparator: ", "}

// nameAttrs takes over what an element says about the names within it, under the names that the attributes
// have there: "name-form", "names-delimiter".
func (c *compiler) nameAttrs(x *xmlElement) error {
	if d, ok := x.attrs["names-delimiter"]; ok {
		c.between = d
	}
	if d, ok := x.attrs["name-delimiter"]; ok {
		c.names.delimiter = d
	}
	if _, ok := x.attrs["name-form"]; ok {
		c.names.form = nameForm(x.choiceOrFirst("name-form"))
	}
	return c.names.set(x)
}

// set takes over the attributes that are called the same wherever they stand.
func (o *nameOptions) set(x *xmlElement) error {
	if _, ok := x.attrs["and"]; ok {
		o.and = andWord(x.choice("and"))
	}
	if v, ok := x.attrs["initialize"]; ok {
		o.initialize = v != "false"
	}
	if v, ok := x.attrs["initialize-with"]; ok {
		o.initial, o.initials = v, true
	}
	if v, ok := x.attrs["et-al-use-last"]; ok {
		o.etAlLast = v == "true"
	}
	if v, ok := x.attrs["sort-separator"]; ok {
		o.sortSeparator = v
	}
	if order := x.choice("name-as-sort-order"); order > 0 {
		o.inverted = inversion(order)
	}
	o.beforeEtAl = parsePrecedes(x, "delimiter-precedes-et-al", o.beforeEtAl)
	o.beforeLast = parsePrecedes(x, "delimiter-precedes-last", o.beforeLast)
	return o.setEtAl(x)
}

func (o *nameOptions) setEtAl(x *xmlElement) (err error) {
	for _, n := range []struct {
		attr string
		to   *int
	}{
		{"et-al-min", &o.etAlMin}, {"et-al-use-first", &o.etAlFirst},
		{"et-al-subsequent-min", &o.laterEtAlMin}, {"et-al-subsequent-use-first", &o.laterEtAlFirst},
	} {
		if *n.to, err = number(x, n.attr, *n.to); err != nil {
			return err
		}
	}
	return nil
}

func parsePrecedes(x *xmlElement, attr string, inherited precedes) precedes {
	if c := x.choice(attr); c > 0 {
		return precedes(c - 1)
	}
	return inherited
}
