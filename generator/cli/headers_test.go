package cli_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// wantedHeaders are those that protect readers, as every host sends them with every page.
var wantedHeaders = map[string]string{
	"Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'none'; " +
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
	b, err := os.ReadFile("../../" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
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
