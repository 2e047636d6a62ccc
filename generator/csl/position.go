package csl

// position is where a cite stands in relation to earlier cites of the same item.
type position uint8

const (
	firstPosition position = iota
	subsequent
	ibid
	ibidWithLocator
	nearNotePosition
)

// positionNames are the values of the attribute position, in the order of the constants.
var positionNames = []string{"first", "subsequent", "ibid", "ibid-with-locator", "near-note"}

// noPosition is that of a bibliography entry, of which no test of position holds.
const noPosition position = 255

// is reports whether a test for that position holds: an ibid is subsequent as well.
func (p position) is(tested position, near bool) bool {
	if p == noPosition {
		return false
	}
	switch tested {
	case firstPosition:
		return p == firstPosition
	case subsequent:
		return p.isLater()
	case ibid:
		return p == ibid || p == ibidWithLocator
	case ibidWithLocator:
		return p == ibidWithLocator
	}
	return near
}

func (p position) isLater() bool { return p != firstPosition && p != noPosition }
