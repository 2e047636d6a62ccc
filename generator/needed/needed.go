// Package needed gives tests what they need of the machine that they run on: programs, npm packages, folders, a browser. Where
// it is not there a test is skipped, or fails if GLOSSATOR_REQUIRE_ALL is set. Tests import it, nothing else.
package needed

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// Skip skips a test for which something is missing, or fails it.
func Skip(t testing.TB, why string) {
	t.Helper()
	if os.Getenv("GLOSSATOR_REQUIRE_ALL") != "" {
		t.Fatal(why)
	}
	t.Skip(why)
}

// Program is the path of a program.
func Program(t testing.TB, name string) string {
	t.Helper()
	file, err := exec.LookPath(name)
	if err != nil {
		Skip(t, "there is no "+name)
	}
	return file
}

// Module is the path of an npm package, or of a file of it: one that package.json asks for, or that .ci/run adds.
func Module(t testing.TB, name string) string {
	t.Helper()
	file, err := filepath.Abs(filepath.Join("../../node_modules", name))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(file); err != nil {
		Skip(t, name+" is missing: npm ci, or .ci/run")
	}
	return file
}

// Variable is what an environment variable names: a file or folder that is no part of the project.
func Variable(t testing.TB, name string) string {
	t.Helper()
	value := os.Getenv(name)
	if value == "" {
		Skip(t, name+" is not set")
	}
	return value
}

// browser is the Chromium that the tests of a package share, and what ends it.
var browser struct {
	sync.Once
	ctx   context.Context
	close func()
}

// Browser is a window of a Chromium that the tests of a package share, since to start one takes longer than most tests. Nothing
// that other tests have stored is known in it. It lasts as long as the test. The package's TestMain calls CloseBrowser.
func Browser(t testing.TB) context.Context {
	t.Helper()
	chromium := Program(t, "chromium")
	browser.Do(func() {
		options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium), chromedp.NoSandbox, chromedp.Flag("disable-quic", true),
			// A process for each page that is opened takes longer than most pages.
			chromedp.Flag("process-per-site", true), chromedp.Flag("disable-site-isolation-trials", true), chromedp.Flag("disable-gpu", true))
		allocator, free := chromedp.NewExecAllocator(context.Background(), options...)
		ctx, end := chromedp.NewContext(allocator)
		browser.close = func() { end(); free() }
		if err := chromedp.Do(ctx); err != nil { // which starts it
			t.Fatal(err)
		}
		browser.ctx = ctx
	})
	if browser.ctx == nil {
		t.Fatal("Chromium has not started")
	}
	ctx, cancel := chromedp.NewContext(browser.ctx, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 15*time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// CloseBrowser ends the Chromium, if any test has asked for it.
func CloseBrowser() {
	if browser.close != nil {
		browser.close()
	}
}
