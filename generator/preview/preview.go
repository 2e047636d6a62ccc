// Package preview watches an edition, serves a page when it is asked for, and tells browsers when it has changed.
//
// [Run] serves a [Source] until its context ends. The watcher (watch.go) gathers what editors' programs do to files
// into one change; the source takes it in; the desk (desk.go) holds the site that is shown and what is wrong with
// it; the server (server.go) answers browsers, those too who ask while the edition is still being read (opening.go), and
// the margin (margin.go) is what only editors see beside an essay. Pages are those of a build but for the preview's own
// script and stylesheet, which show mistakes in a strip below the page and put what has changed in its place.
//
// It listens on this machine only, answers its own host names only, and serves nothing but the site.
package preview

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"

	"glossator/generator/diagnostic"
	"glossator/generator/proof"
	"glossator/generator/site"
)

// Source is an edition that can be brought up to date. None of its methods is called while Open or Update runs; the others
// may be called at the same time.
type Source interface {
	// Open reads the edition and plans the site, which is nil where the edition is too broken to have one. Pages that
	// browsers ask for meanwhile it may give before it is done.
	Open(Asked) (*site.Site, diagnostic.List)
	// Update takes in the changed files, named as the watcher found them, and plans the site.
	Update(changed []string) (*site.Site, diagnostic.List)
	// File is a file that the site copies.
	File(path string) ([]byte, error)
	// Passages are where those of an essay begin in its file, which is named as findings name it.
	Passages(essay string) (file string, passages []Passage)
	// Proof is the proof sheet of the edition as it is. Of a large one that takes seconds; it soon gives up when stopped
	// says so, and ok is false then.
	Proof(stopped func() bool) (remarks []proof.Remark, ok bool)
	// Remarks are those of the proof sheet that concern an essay, or as many as can be found at once.
	Remarks(essay string) []proof.Remark
}

// Asked is what browsers ask for while an edition is being read.
type Asked interface {
	Paths() []string // of the pages that they wait for
	// Answer gives a page as it will be when the edition has been read, whether it has been asked for yet or not.
	Answer(path string, page []byte)
}

// Options say what to watch and where to serve.
type Options struct {
	Folders  []string // to watch
	Host     string   // to listen on; "127.0.0.1" when empty
	Port     int      // 0 for any that is free
	Allowed  []string // further host names to answer to
	Poll     bool     // look at the files every half second and do not wait for events
	Editor   []string // a program and its arguments, or an address, that opens {file} at {line} and {column}; none when empty
	Terminal bool     // Out is one: findings are shown with their lines, and with how to learn more
	Out      io.Writer
	Ready    func(addresses []string) // called once it answers: the preview's address, and behind it those for other machines
}

var headerTime = 5 * time.Second // for a browser to say what it asks for; tests shorten it

// Run serves the source until the context ends.
func Run(ctx context.Context, source Source, o Options) error {
	if o.Host == "" {
		o.Host = "127.0.0.1"
	}
	listener, err := net.Listen("tcp", net.JoinHostPort(o.Host, strconv.Itoa(o.Port)))
	if err != nil {
		return fmt.Errorf("no preview on %s port %d: %w; choose another with --port, or another address with --host", o.Host, o.Port, err)
	}
	w := newWatcher(o.Folders, o.Poll, o.Out)
	defer w.close()
	d := newDesk(source, o)
	server := &http.Server{
		Handler: newServer(d, o, listener.Addr()), ReadHeaderTimeout: headerTime, IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	d.open()
	go w.run()
	if o.Ready != nil {
		o.Ready(addresses(listener.Addr()))
	}
	for {
		select {
		case changed := <-w.changes:
			d.update(changed)
		case err := <-failed:
			return err
		case <-ctx.Done():
			return errors.Join(shutdown(server), ignoreClosed(<-failed))
		}
	}
}

// addresses are what a browser on this machine calls the preview, and those on other machines where it listens on all
// addresses of this one.
func addresses(a net.Addr) []string {
	tcp, ok := a.(*net.TCPAddr)
	if !ok || !tcp.IP.IsUnspecified() {
		return []string{"http://" + a.String() + "/"}
	}
	list := []string{fmt.Sprintf("http://localhost:%d/", tcp.Port)}
	own, _ := net.InterfaceAddrs()
	for _, a := range own {
		if n, ok := a.(*net.IPNet); ok && n.IP.IsGlobalUnicast() {
			list = append(list, "http://"+net.JoinHostPort(n.IP.String(), strconv.Itoa(tcp.Port))+"/")
		}
	}
	return list
}

func shutdown(server *http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	if err := server.Shutdown(ctx); err != nil {
		return server.Close()
	}
	return nil
}

func ignoreClosed(err error) error {
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}
