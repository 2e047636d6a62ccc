package csl

// disambiguation is what it takes to tell an item's cites from those of other items.
type disambiguation struct {
	names     []int          // how many names of each list are given at least
	given     [][]givenLevel // how much of each name's given name
	condition bool           // the test disambiguate="true" holds
	suffix    int            // year-suffix: 1 for a, 2 for b …
}

// nameList is a list of names as it was rendered, for disambiguation to see what it can add.
type nameList struct {
	element *namesElement
	people  []person
	shown   int
}

var noDisambiguation = &disambiguation{}
