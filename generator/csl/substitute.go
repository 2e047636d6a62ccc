package csl

// substituteAuthors puts the style's substitute ("———") for the names of an entry that are those of the entry
// before. before and after are the entries' first names; they are compared as they were before substitution.
func (l *layout) substituteAuthors(names *Node, key, before nameKey) {
	if names == nil || !l.hasSubstitute || len(key.people) == 0 && key.text == "" {
		return
	}
	same := 0
	for same < min(len(key.people), len(before.people)) && key.people[same] == before.people[same] {
		same++
	}
	complete := key.text == before.text
	people := namesOf(names)
	switch l.authorSubstitute {
	case completeAll:
		if complete {
			replaceList(names, l.substituteText)
		}
		return
	case completeEach:
		if !complete {
			same = 0
		}
	case partialFirst:
		same = min(same, 1)
	}
	for i := range min(same, len(people)) {
		*people[i] = Node{Text: l.substituteText, Part: PartName}
	}
}

// leavesOut reports whether the style wants nothing at all in the place of names that are those of the entry before.
func (l *layout) leavesOut(key, before nameKey) bool {
	return l.hasSubstitute && l.substituteText == "" && l.authorSubstitute == completeAll && key.text != "" && key.text == before.text
}

// nameKey is an entry's first names, to compare with those of the next.
type nameKey struct {
	text   string
	people []string
}

func keyOfNames(names *Node) nameKey {
	if names == nil {
		return nameKey{}
	}
	k := nameKey{}
	for _, n := range namesOf(names) {
		k.people = append(k.people, n.PlainText())
	}
	if list := firstList(names); list != nil {
		k.text = list.PlainText()
	} else {
		k.text = names.PlainText()
	}
	return k
}

// firstList returns the first list of names, without labels.
func firstList(names *Node) *Node {
	return names.first(func(n *Node) bool { return n.Part == partNameList })
}

func namesOf(names *Node) []*Node {
	var people []*Node
	list := firstList(names)
	list.Walk(func(n *Node) bool {
		if n.Part == PartName {
			people = append(people, n)
		}
		return true
	})
	return people
}

// replaceList puts the text in the place of the names, labels kept. Without a list of names, as where a title
// stands for them, it takes the place of all.
func replaceList(names *Node, text string) {
	list := firstList(names)
	if list == nil {
		list = names
	}
	list.Text, list.Children, list.Format, list.quoted = text, nil, Format{}, false
}
