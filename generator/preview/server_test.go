package preview_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"glossator/generator/fixture"
	"glossator/generator/preview"
)

// ask sends a request as it is written, with none of a client's corrections, and gives the status and the body.
func (s *shown) ask(method, target string, header ...string) (int, string) {
	s.t.Helper()
	c := s.dial()
	defer c.Close()
	host := s.host()
	var rest strings.Builder
	for _, h := range header {
		if name, value, _ := strings.Cut(h, ": "); name == "Host" {
			host = value
		} else {
			rest.WriteString(h + "\r\n")
		}
	}
	fmt.Fprintf(c, "%s %s HTTP/1.1\r\nHost: %s\r\n%sConnection: close\r\n\r\n", method, target, host, rest.String())
	response, err := http.ReadResponse(bufio.NewReader(c), &http.Request{Method: method})
	if err != nil {
		s.t.Fatalf("%s %s: %v", method, target, err)
	}
	defer response.Body.Close()
	b, err := io.ReadAll(response.Body)
	if err != nil {
		s.t.Fatalf("%s %s: %v", method, target, err)
	}
	return response.StatusCode, string(b)
}

func (s *shown) host() string { return strings.Trim(strings.TrimPrefix(s.address, "http:"), "/") }

func (s *shown) dial() net.Conn {
	s.t.Helper()
	c, err := net.Dial("tcp", s.host())
	if err != nil {
		s.t.Fatal(err)
	}
	return c
}

var methods = []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY", "PROPFIND"}

// A page from elsewhere gets nothing, whatever it asks for, and is told why.
func TestForeignHostsAndOriginsAreRefused(t *testing.T) {
	s := start(t, two(), func(_ *shown, o *preview.Options) { o.Allowed = []string{"Desk.Example"} }) // as systems name themselves
	_, port, _ := strings.Cut(s.host(), ":")
	targets := []string{"/", "/essays/one.html", "/nowhere", "/-/events", "/-/margin?essay=one", "/-/proof", "/-/open", "/-/preview.js"}
	for _, method := range methods {
		for _, target := range targets {
			for _, header := range []string{
				"Host: rebound.example", "Host: rebound.example:" + port, "Host: localhost.rebound.example", "Host: 127.0.0.1.rebound.example", "Host: ",
				"Origin: https://elsewhere.example", "Origin: null", "Origin: http://localhost:1", "Origin: http://" + s.host() + ".elsewhere.example", "Origin: file://",
			} {
				status, body := s.ask(method, target, header)
				if status != http.StatusForbidden || method != "HEAD" && !strings.Contains(body, "--allowed-hosts adds a name") {
					t.Errorf("%s %s with %q: %d %q", method, target, header, status, body)
				}
			}
		}
	}
	for _, header := range [][]string{
		nil, {"Host: localhost:" + port}, {"Host: LOCALHOST"}, {"Host: [::1]:" + port}, {"Host: desk.example"},
		{"Origin: http://" + s.host()}, {"Host: desk.example", "Origin: https://desk.example"},
	} {
		if status, body := s.ask("GET", "/", header...); status != http.StatusOK || !strings.Contains(body, "Two essays") {
			t.Errorf("GET / with %q: %d", header, status)
		}
	}
}

// Unless it is told to, it listens where no other machine can ask.
func TestOnlyThisMachineIsListenedTo(t *testing.T) {
	s := start(t, two(), nil)
	host, port, err := net.SplitHostPort(s.host())
	if err != nil || !net.ParseIP(host).IsLoopback() {
		t.Errorf("the address is %s", s.address)
	}
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range addresses {
		n, ok := a.(*net.IPNet)
		if !ok || n.IP.IsLoopback() || n.IP.IsLinkLocalUnicast() {
			continue
		}
		if c, err := net.DialTimeout("tcp", net.JoinHostPort(n.IP.String(), port), time.Second); err == nil {
			c.Close()
			t.Errorf("the preview is reached at %s", n.IP)
		}
	}
}

// On all addresses of the machine it answers to numbers, and still to no name but its own.
func TestOnAllAddressesNamesAreStillRefused(t *testing.T) {
	s := start(t, two(), func(_ *shown, o *preview.Options) { o.Host = "0.0.0.0" })
	if !strings.HasPrefix(s.address, "http://localhost:") {
		t.Errorf("the address is %s", s.address)
	}
	for host, want := range map[string]int{"192.0.2.7:80": http.StatusOK, "[2001:db8::1]": http.StatusOK, "rebound.example": http.StatusForbidden} {
		if got, _ := s.ask("GET", "/", "Host: "+host); got != want {
			t.Errorf("Host %s: %d, want %d", host, got, want)
		}
	}
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(s.host())
	for _, a := range addresses {
		n := a.(*net.IPNet)
		if there := "http://" + net.JoinHostPort(n.IP.String(), port) + "/"; n.IP.IsGlobalUnicast() != slices.Contains(s.others, there) {
			t.Errorf("for other machines it is at %q: is %s one of them?", s.others, there)
		}
	}
	for _, other := range s.others {
		response, err := http.Get(other)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", other, response.Status)
		}
	}
}

func TestThePreviewIsOnlyRead(t *testing.T) {
	s := start(t, two(), nil)
	for _, method := range methods {
		want := http.StatusMethodNotAllowed
		if method == "GET" || method == "HEAD" {
			want = http.StatusOK
		}
		if got, _ := s.ask(method, "/essays/one.html"); got != want {
			t.Errorf("%s: %d, want %d", method, got, want)
		}
	}
}

// Other sites may lead here, and may not read what the site's classic scripts hold.
func TestOtherSitesCannotReadTheScripts(t *testing.T) {
	s := start(t, two(), nil)
	response, err := http.Get(s.address + "search/essays/one.js")
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if got := response.Header.Get("Cross-Origin-Resource-Policy"); got != "same-origin" {
		t.Errorf("Cross-Origin-Resource-Policy: %q", got)
	}
	if got := response.Header.Get("Access-Control-Allow-Origin"); got != "" {
		t.Errorf("Access-Control-Allow-Origin: %q", got)
	}
}

// Nothing is served that the site does not have, however the way to it is written.
func TestNoPathLeavesTheSite(t *testing.T) {
	files := two()
	files["essays/one.md"] += "\n![A link out](out.png) ![A picture](in.png)\n"
	files["essays/in.png"] = "picture"
	files["essays/beside.png"] = "SECRET: named by no text"
	s := start(t, files, nil)
	secret := filepath.Join(filepath.Dir(s.content), "secret.png")
	fixture.Write(t, secret, "SECRET")
	if err := os.Symlink(secret, filepath.Join(s.content, "essays/out.png")); err != nil {
		t.Fatal(err)
	}
	s.taken()
	s.shows("essays/in.png", "picture")
	targets := []string{
		"/essays/out.png", "/essays/beside.png", "/essays/one.md", "/edition.yaml", secret, "/" + secret, "file://" + secret, "http://elsewhere.example" + secret,
		"/" + strings.ReplaceAll(secret, "/", "%2f"), "/C:%5cwindows", "/con", "/essays/ONE.html", "/essays/one.html%20", "/essays/one.html.", "/" + strings.Repeat("a", 300),
		"/" + strings.Repeat("../", 300) + secret[1:],
	}
	ups := []string{"..", "%2e%2e", "%2E.", ".%2e", "..;", "%252e%252e", "%c0%ae%c0%ae", "%ef%bc%8e%ef%bc%8e", "...", "..%00"}
	slashes := []string{"/", "//", "%2f", "%2F", "%5c", `\`, "%252f", "/./", "%c0%af"}
	for _, up := range ups {
		for _, slash := range slashes {
			for _, file := range []string{"edition.yaml", "secret.png", "content" + slash + "edition.yaml"} {
				for _, way := range []string{"/", "/essays/", "/-/", "/css/"} {
					targets = append(targets, way+up+slash+file, way+up+slash+up+slash+file)
				}
			}
		}
	}
	for _, target := range targets {
		status, body := s.ask("GET", target)
		if status == http.StatusOK || strings.Contains(body, "SECRET") || strings.Contains(body, "bibliography: [") {
			t.Errorf("GET %s: %d %q", target, status, body)
		}
	}
}

func TestHugeHeadersAreRefused(t *testing.T) {
	s := start(t, two(), nil)
	if status, _ := s.ask("GET", "/", "X-Long: "+strings.Repeat("x", 32<<10)); status != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("status %d", status)
	}
	s.shows("", "Two essays")
}

// Browsers that take nothing in, or say nothing, hold nobody up, at work or when the preview ends.
func TestSlowClientsHoldNobodyUp(t *testing.T) {
	leavesNothing(t)
	files := two()
	files["essays/two.md"] = words(strings.Repeat("Many words. ", 300_000))
	s := start(t, files, nil)
	for _, request := range []string{"", "GET / HT", "GET /essays/two.html HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET /-/events HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET /-/proof HTTP/1.1\r\nHost: localhost\r\n\r\n"} {
		c := s.dial()
		defer c.Close()
		if _, err := io.WriteString(c, request); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 4 {
		s.save("essays/one.md", words(fmt.Sprintf("Edit%d.", i)))
		s.taken()
		s.shows("essays/one.html", fmt.Sprintf("Edit%d.", i))
	}
	if err := s.end(); err != nil {
		t.Error(err)
	}
}

func TestThousandConnections(t *testing.T) {
	s := start(t, two(), nil)
	next := s.follow()
	next()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	responses := make([]*http.Response, 1000)
	var opening sync.WaitGroup
	for i := range responses {
		opening.Go(func() {
			response, err := client.Get(s.address + "-/events")
			if err != nil {
				t.Error(err)
				return
			}
			responses[i] = response
		})
	}
	opening.Wait()
	if t.Failed() {
		return
	}
	s.save("essays/one.md", words("For a thousand."))
	told := next().Sequence
	s.shows("essays/one.html", "For a thousand.")
	for _, r := range responses {
		events := bufio.NewScanner(r.Body)
		for events.Scan() && !strings.Contains(events.Text(), fmt.Sprintf(`"sequence":%d`, told)) {
		}
		if err := events.Err(); err != nil {
			t.Error(err)
		}
		r.Body.Close()
	}
}

func TestNothingRunsOnAfterTheEnd(t *testing.T) {
	leavesNothing(t)
	for _, poll := range []bool{false, true} {
		s := start(t, two(), func(_ *shown, o *preview.Options) { o.Poll = poll })
		s.get("")
		next := s.follow() // a browser that is still there
		next()
		s.save("essays/one.md", words("Saved as the preview ends."))
		if err := s.end(); err != nil {
			t.Error(err)
		}
	}
}

// leavesNothing fails if anything that the test begins from now on still runs when it has ended.
func leavesNothing(t *testing.T) {
	http.DefaultClient.CloseIdleConnections()
	running := goleak.IgnoreCurrent()
	t.Cleanup(func() {
		http.DefaultClient.CloseIdleConnections()
		goleak.VerifyNone(t, running)
	})
}

func TestAPortThatIsTakenIsSaid(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	err = preview.Run(context.Background(), nil, preview.Options{Port: l.Addr().(*net.TCPAddr).Port})
	if err == nil || !strings.Contains(err.Error(), "choose another with --port") {
		t.Error(err)
	}
}
