package preview

import (
	"context"
	"io"
	"net"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"glossator/generator/diagnostic"
	"glossator/generator/site"
)

// nothing is a source that has no site.
type nothing struct{ Source }

func (nothing) Open(Asked) (*site.Site, diagnostic.List) { return nil, nil }

// A connection on which no request comes to its end is closed.
func TestUnfinishedRequestsAreGivenUp(t *testing.T) {
	headerTime = 50 * time.Millisecond
	defer func() { headerTime = 5 * time.Second }()
	ctx, cancel := context.WithCancel(t.Context())
	ready, done := make(chan string, 1), make(chan error, 1)
	go func() {
		done <- Run(ctx, nothing{}, Options{Folders: []string{t.TempDir()}, Out: io.Discard, Ready: func(addresses []string) { ready <- addresses[0] }})
	}()
	defer func() { cancel(); <-done }()
	c, err := net.Dial("tcp", strings.Trim(strings.TrimPrefix(<-ready, "http:"), "/"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	io.WriteString(c, "GET / HT")
	c.SetReadDeadline(time.Now().Add(20 * time.Second))
	if _, err := io.Copy(io.Discard, c); err != nil {
		t.Errorf("the connection is still open: %v", err)
	}
}

// timed is a response that notes until when it may be written, and ends the request when it is shown.
type timed struct {
	*httptest.ResponseRecorder
	until time.Time
	shown func()
}

func (w *timed) SetWriteDeadline(at time.Time) error { w.until = at; return nil }
func (w *timed) Flush()                              { w.shown() }

// A browser that takes in no page, or no event, is waited for a while only.
func TestWritingIsGivenUp(t *testing.T) {
	s := &server{desk: newDesk(nothing{}, Options{Out: io.Discard}), hosts: []string{"localhost"}}
	s.desk.open()
	for _, path := range []string{own + "preview.js", own + "events", "/"} {
		ctx, cancel := context.WithCancel(t.Context())
		w := &timed{httptest.NewRecorder(), time.Time{}, cancel}
		s.ServeHTTP(w, httptest.NewRequestWithContext(ctx, "GET", "http://localhost"+path, nil))
		cancel()
		if left := time.Until(w.until); left <= 0 || left > writeTime {
			t.Errorf("%s may be written for %v", path, left)
		}
	}
}
