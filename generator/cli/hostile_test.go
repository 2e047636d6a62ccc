package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"golang.org/x/tools/txtar"

	"glossator/generator/cli"
	"glossator/generator/fixture"
	"glossator/generator/needed"
)

// payloads run where any of them is taken for a program, a tag, a style or a template.
var payloads = []string{
	`</script><script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `<svg onload=alert(1)></svg>`, `{{alert(1)}} ${alert(1)} <%=alert(1)%>`,
	`javascript:alert(1)`, `</title></textarea></style><script>alert(1)</script>`, `--><script>alert(1)</script><!--`, `]]><script>alert(1)</script>`,
	`<iframe srcdoc="<script>parent.alert(1)</script>">`, `</template><base href=//evil.example/><link rel=stylesheet href=//evil.example/x.css>`,
	`<style>*{background:url(//evil.example)}</style>`, `\");alert(1)//`, `' onmouseover=alert(1) x='`, "\u2028alert(1)\u2029", `<details open ontoggle=alert(1)>`,
	`<span style="font-variant:small-caps">a</span><span style="background:url(//evil.example)">b</span><b onclick=alert(1)>c</b>`,
	`javascript://example.org/%0Aalert(1)`, "\x01one\x02\x03", `&lt;script&gt;alert(1)&lt;/script&gt;`, `&#60;img src=x onerror=alert(1)&#62;`,
}

// hostileEdition writes the hostile edition into a folder. Its places have the payloads in turn; each shift gives all of them
// the next.
func hostileEdition(t *testing.T, folder string, shift int) {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/hostile/edition.txtar")
	if err != nil {
		t.Fatal(err)
	}
	next := shift
	payload := func(token []byte) []byte {
		p := payloads[next%len(payloads)]
		next++
		return written(t, string(token), p)
	}
	tokens := regexp.MustCompile(`QUOTED(\([^\n]*? \))?|TEX|RAW`)
	files := append(archive.Files, txtar.File{Name: "essays/x' onerror=alert(1) &y=.png", Data: []byte("no picture")},
		txtar.File{Name: "essays/table' onclick=alert(1) &x=.csv", Data: []byte("no,table")}, txtar.File{Name: "pages/x' onerror=alert(1) &y=.png", Data: []byte("no picture")})
	for _, f := range files {
		fixture.Write(t, filepath.Join(folder, filepath.FromSlash(f.Name)), tokens.ReplaceAllFunc(f.Data, payload))
	}
}

var tex = strings.NewReplacer(`\`, `\textbackslash{}`, `{`, `\{`, `}`, `\}`, `$`, `\$`, `%`, `\%`, `&`, `\&`, `#`, `\#`, `_`, `\_`, `~`, `\~{}`, `^`, `\^{}`)

// written is a payload in the way that a token asks for.
func written(t *testing.T, token, payload string) []byte {
	t.Helper()
	switch token {
	case "RAW":
		return []byte(payload)
	case "TEX":
		return []byte(tex.Replace(payload))
	}
	before := strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(token, "QUOTED"), "("), ")")
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(before + payload); err != nil {
		t.Fatal(err)
	}
	return bytes.TrimSpace(b.Bytes())
}

// watch notes in every page what has run and what the policy has stopped.
const watch = `
window.ran = []; window.stopped = [];
for (const name of ['alert', 'confirm', 'prompt']) window[name] = () => window.ran.push(name);
document.addEventListener('securitypolicyviolation', e => window.stopped.push(e.effectiveDirective + ' ' + e.blockedURI + ' ' + e.sample), true);`

// suspects finds elements and attributes that no page of an edition has.
const suspects = `[
	...[...document.querySelectorAll('` + strange + `, script:not([src]):not([type="application/ld+json"])')].map(e => e.outerHTML.slice(0, 200)),
	...[...document.querySelectorAll('*')].flatMap(e => [...e.attributes].filter(a => /^on|^style$|^srcdoc$/i.test(a.name) || /^(href|src|action|formaction|xlink:href|poster|data)$/i.test(a.name) && (/^[\s\x00-\x20]*(javascript|data|vbscript):/i.test(a.value) || /evil\.example/.test(new URL(a.value, location.href).host))).map(a => e.tagName + ' ' + a.name + '=' + a.value)),
	...window.ran.map(x => 'ran: ' + x), ...window.stopped.map(x => 'stopped: ' + x)
]`

// TestNothingOfContentRuns builds the hostile edition and looks at its pages in a browser, under the headers of
// netlify.toml: nothing runs, and the policy has nothing to stop.
func TestNothingOfContentRuns(t *testing.T) {
	t.Parallel()
	ctx := needed.Browser(t)
	folder := t.TempDir()
	content, public := filepath.Join(folder, "content"), filepath.Join(folder, "public")
	hostileEdition(t, content, 0)
	var said bytes.Buffer
	if status := cli.Run([]string{"build", "--content", content, "--out", public, "--keep-going"}, &said, &said); status != 0 {
		t.Fatalf("the hostile edition is not built: %s", said.String())
	}
	pages := htmlFiles(t, public)
	headers := netlifyHeaders(t)
	files := http.FileServer(http.Dir(public))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range headers {
			w.Header().Set(name, value)
		}
		files.ServeHTTP(w, r)
	}))
	defer server.Close()
	watched(t, ctx)
	fixture.Write(t, filepath.Join(public, "bad.html"), badPage)
	checkBad(t, visit(t, ctx, server.URL+"/bad.html"))
	for _, path := range pages {
		for _, found := range visit(t, ctx, server.URL+"/"+path) {
			t.Errorf("%s: %s", path, found)
		}
	}
	for _, found := range visit(t, ctx, server.URL+"/search.html?q=alert") {
		t.Errorf("search: %s", found)
	}
}

// badPage has what no page of an edition has.
const badPage = `<!doctype html><title>bad</title><base href="https://evil.example/"><script>alert(1)</script><p style="color:red" onclick="alert(1)">` +
	`<a href="javascript:alert(1)">a</a><img src="data:,x" onerror="alert(1)"><object data="data:,x"></object>`

// checkBad asks that of the bad page everything is found, and that the policy stops it before it runs.
func checkBad(t *testing.T, found []string) {
	t.Helper()
	all := strings.Join(found, "\n") + "\n"
	for _, want := range []string{
		"<script>alert(1)</script>", "P style=color:red", "P onclick=alert(1)", "A href=javascript:alert(1)", "IMG onerror=alert(1)",
		"stopped: script-src-elem inline", "stopped: style-src-attr inline", "stopped: script-src-attr inline", "stopped: img-src data",
		"stopped: base-uri https://evil.example", "stopped: object-src data",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("of a bad page this is not found: %s", want)
		}
	}
	if strings.Contains(all, "ran: ") || t.Failed() {
		t.Errorf("of a bad page this is found:\n%s", all)
	}
}

// watched has every page that is opened note what runs.
func watched(t *testing.T, ctx context.Context) {
	t.Helper()
	done(t, ctx, command(page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: watch}))
}

// visit opens a page, puts the focus on everything that can have it, so that each preview of the site opens once, and returns
// what is suspicious.
func visit(t *testing.T, ctx context.Context, url string) []string {
	t.Helper()
	done(t, ctx, chromedp.Navigate(url), chromedp.Evaluate[chromedp.Void](`(async () => {
		const leads = new Set(JSON.parse(sessionStorage.visited || '[]'));
		for (const e of document.querySelectorAll('a, button, summary')) {
			if (leads.has(e.href)) continue; // it shows what another has shown
			if (e.href) leads.add(e.href);
			e.focus({focusVisible: true});
			await new Promise(requestAnimationFrame);
		}
		sessionStorage.visited = JSON.stringify([...leads]);
		window.visited = true;
	})(); undefined`))
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](`window.visited === true`, chromedp.WithPollingTimeout(2*time.Minute))); err != nil {
		t.Fatalf("%s: %v", url, err)
	}
	return evaluated[[]string](t, ctx, suspects)
}

func htmlFiles(t *testing.T, folder string) []string {
	t.Helper()
	var list []string
	err := fs.WalkDir(os.DirFS(folder), ".", func(name string, d fs.DirEntry, err error) error {
		if strings.HasSuffix(name, ".html") {
			list = append(list, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}
