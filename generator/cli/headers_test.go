package cli_test

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"glossator/generator/cli"
	"glossator/generator/fixture"
	"glossator/generator/needed"
)

// wantedHeaders are those that protect readers, as every host sends them with every page.
var wantedHeaders = map[string]string{
	"Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; connect-src 'none'; " +
		"base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
	"X-Content-Type-Options": "nosniff",
	"X-Frame-Options":        "DENY",
	"Referrer-Policy":        "strict-origin-when-cross-origin",
}

// netlifyHeaders are the headers that netlify.toml sends with every page, whatever else it sends.
func netlifyHeaders(t *testing.T) map[string]string {
	t.Helper()
	blocks := regexp.MustCompile(`(?m)^\[\[headers\]\]\n  for = "/\*"\n  \[headers\.values\]\n((?:    .*\n)+)`).FindAllStringSubmatch(projectFile(t, "netlify.toml"), -1)
	if len(blocks) != 1 {
		t.Fatalf("netlify.toml has %d blocks of headers for every page", len(blocks))
	}
	headers := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^    ([A-Z][A-Za-z-]+) = "(.*)"$`).FindAllStringSubmatch(blocks[0][1], -1) {
		headers[m[1]] = m[2]
	}
	return headers
}

func projectFile(t *testing.T, name string) string {
	t.Helper()
	return string(fixture.Read(t, "../../"+name))
}

// TestHeadersAreSentByEveryHost compares netlify.toml, and what docs/SECURITY.md says for other hosts, with the headers
// that are wanted.
func TestHeadersAreSentByEveryHost(t *testing.T) {
	if n := strings.Count(projectFile(t, "netlify.toml"), "[[headers]]"); n != 1 {
		t.Errorf("netlify.toml has %d blocks of headers; a second one may undo the first", n)
	}
	hosts := map[string]map[string]string{"netlify": netlifyHeaders(t)}
	line := regexp.MustCompile(`(?m)^(?:add_header |Header always set |\t)([A-Z][A-Za-z-]+) (?:"([^"]*)"|([^" \n]+))(?: always;)?$`)
	for _, block := range regexp.MustCompile("(?s)```(nginx|apache|caddy)\n(.*?)```").FindAllStringSubmatch(projectFile(t, "docs/SECURITY.md"), -1) {
		hosts[block[1]] = map[string]string{}
		for _, m := range line.FindAllStringSubmatch(block[2], -1) {
			hosts[block[1]][m[1]] = m[2] + m[3]
		}
	}
	if len(hosts) != 4 {
		t.Errorf("%d hosts are told what to send, not four", len(hosts))
	}
	for host, sent := range hosts {
		for name, want := range wantedHeaders {
			if sent[name] != want {
				t.Errorf("%s sends %s: %q, not %q", host, name, sent[name], want)
			}
		}
	}
}

// A recording that a text links to plays where it opens: on a host that sends these headers, and in the preview.
func TestRecordingsPlayUnderTheHeaders(t *testing.T) {
	t.Parallel()
	content := filepath.Join(t.TempDir(), "content")
	silence := "RIFF\x2c\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x40\x1f\x00\x00\x01\x00\x08\x00data\x08\x00\x00\x00\x80\x80\x80\x80\x80\x80\x80\x80"
	for name, text := range map[string]string{
		"edition.yaml": "title: Recorded\n", "essays/one.md": "---\ntitle: One\n---\n\n[A recording](voice.wav)\n", "essays/voice.wav": silence,
	} {
		fixture.Write(t, filepath.Join(content, name), text)
	}
	headers, files := netlifyHeaders(t), http.FileServer(http.Dir(content))
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range headers {
			w.Header().Set(name, value)
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(host.Close)
	ctx := needed.Browser(t)
	for _, address := range []string{host.URL + "/", cli.StartPreview(t, content, false)} {
		done(t, ctx, chromedp.Navigate(address+"essays/voice.wav"))
		waited(t, ctx, `!!document.querySelector('video')?.readyState || !!document.querySelector('video')?.error`)
		if why := evaluated[string](t, ctx, `document.querySelector('video').error?.message || ''`); why != "" {
			t.Errorf("%s: %s", address, why)
		}
	}
}
