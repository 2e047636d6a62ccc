package cli

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"time"
)

// progress is a line on a terminal that says how far a build is: phase, count, rate and the time that is left. It is
// gone when something else is printed, and not there at all where nobody looks.
type progress struct {
	w     io.Writer // nil when nothing is shown
	work  atomic.Pointer[work]
	begun chan struct{} // a phase
	ended chan struct{}
	gone  chan struct{}
}

// work is one phase: so many things, of which so many are done.
type work struct {
	doing  string // "linking"
	things string // "essays"; "" when they are not counted
	of     int
	done   atomic.Int64
	begun  time.Time
}

// progress begins a line, which finish ends.
func (p *program) progress() *progress {
	g := &progress{begun: make(chan struct{}), ended: make(chan struct{}), gone: make(chan struct{})}
	if p.quiet || !isTerminal(p.stderr) || os.Getenv("TERM") == "dumb" {
		close(g.gone)
		return g
	}
	g.w = p.stderr
	go g.show()
	g.begin("reading", "", 0)
	return g
}

// begin begins a phase of so many things.
func (g *progress) begin(doing, things string, of int) {
	g.work.Store(&work{doing: doing, things: things, of: of, begun: time.Now()})
	if g.w != nil {
		select {
		case g.begun <- struct{}{}:
		case <-g.ended:
		}
	}
}

// step says that one more thing is done. It may be called from several goroutines.
func (g *progress) step() {
	if w := g.work.Load(); w != nil {
		w.done.Add(1)
	}
}

// finish takes the line away.
func (g *progress) finish() {
	select {
	case <-g.ended:
	default:
		close(g.ended)
	}
	<-g.gone
}

// shownEach is how often the line is written anew within a phase.
const shownEach = 150 * time.Millisecond

func (g *progress) show() {
	defer close(g.gone)
	tick := time.NewTicker(shownEach)
	defer tick.Stop()
	const erase = "\r\x1b[K"
	for {
		select {
		case <-g.begun:
			fmt.Fprint(g.w, erase+g.work.Load().line())
		case <-tick.C:
			fmt.Fprint(g.w, erase+g.work.Load().line())
		case <-g.ended:
			fmt.Fprint(g.w, erase)
			return
		}
	}
}

// line is "linking 1200 of 5000 essays, 150 a second, 25 s left".
func (w *work) line() string {
	if w.things == "" {
		return w.doing
	}
	done, took := int(w.done.Load()), time.Since(w.begun)
	var b strings.Builder
	fmt.Fprintf(&b, "%s %d of %d %s", w.doing, done, w.of, w.things)
	if done == 0 || took < time.Second {
		return b.String()
	}
	rate := float64(done) / took.Seconds()
	left := time.Duration(float64(w.of-done) / rate * float64(time.Second)).Round(time.Second)
	fmt.Fprintf(&b, ", %.0f a second, %v left", rate, left)
	return b.String()
}
