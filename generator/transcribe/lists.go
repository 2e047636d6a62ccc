package transcribe

import "strconv"

// lists makes items of paragraphs that are numbered one after another, and of asterisks that call no note.
func (r *reading) lists() {
	var run []*block
	var form shape
	flush := func() {
		if len(run) > 1 {
			for _, b := range run {
				m, _ := bodyMarker(b.text)
				b.kind, b.marker = numbered, m.label+"."
				if form == symbolShape {
					b.kind = bullet
				}
				b.cut([]span{m.span})
			}
		}
		run = nil
	}
	for _, b := range r.blocks {
		if b.kind == apart || b.kind == noteBody {
			continue
		}
		m, ok := bodyMarker(b.text)
		number, _ := strconv.Atoi(m.label)
		item := ok && b.kind == paragraph && (m.shape == dotShape && number > 0 || m.shape == symbolShape && b.text[:1] == "*" && b.text[1:2] == " ")
		goesOn := item && len(run) > 0 && m.shape == form && (form == symbolShape || number == len(run)+1)
		if !goesOn {
			flush()
		}
		if goesOn || item && (m.shape == symbolShape || number == 1) {
			run, form = append(run, b), m.shape
		}
	}
	flush()
}
