package cli_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestHeadersAreDocumentedForEveryHost compares what docs/SECURITY.md says for other hosts with what netlify.toml sends.
func TestHeadersAreDocumentedForEveryHost(t *testing.T) {
	read := func(name string) string {
		b, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	sent := regexp.MustCompile(`(?m)^    ([A-Z][A-Za-z-]+) = "(.+)"$`).FindAllStringSubmatch(read("netlify.toml"), -1)
	hosts := regexp.MustCompile("(?s)```(nginx|apache|caddy)\n(.*?)```").FindAllStringSubmatch(read("docs/SECURITY.md"), -1)
	needed := 0
	for _, header := range sent {
		switch header[1] {
		case "Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy":
		default:
			continue
		}
		needed++
		if strings.Contains(header[2], "unsafe") {
			t.Errorf("%s: %s", header[1], header[2])
		}
		for _, host := range hosts {
			if line := regexp.MustCompile(`(?m)^.*\b` + header[1] + `\b.*$`).FindString(host[2]); !strings.Contains(line, header[2]) {
				t.Errorf("%s: %q does not say %q", host[1], line, header[2])
			}
		}
	}
	if needed != 4 || len(hosts) != 3 {
		t.Errorf("%d headers are sent, of four; %d hosts are documented, of three", needed, len(hosts))
	}
}
