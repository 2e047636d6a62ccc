package preview

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"glossator/generator/fixture"
)

// An editor opens for a browser on the same machine, and for none elsewhere, even where the preview answers to it.
func TestAnEditorOpensForThisMachineOnly(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "essay.md")
	fixture.Write(t, file, "Words.")
	s := &server{options: Options{Folders: []string{folder}, Editor: []string{"editor://{file}"}}, wide: true, token: "token"}
	for from, want := range map[string]int{
		"127.0.0.1:80": http.StatusOK, "127.8.8.8:80": http.StatusOK, "[::1]:80": http.StatusOK, "[::ffff:127.0.0.1]:80": http.StatusOK,
		"192.0.2.7:80": http.StatusForbidden, "10.0.0.1:80": http.StatusForbidden, "[2001:db8::1]:80": http.StatusForbidden,
		"[::ffff:192.0.2.7]:80": http.StatusForbidden, "0.0.0.0:80": http.StatusForbidden, "@": http.StatusForbidden, "": http.StatusForbidden,
	} {
		r := httptest.NewRequest("POST", "http://192.0.2.1/-/open", strings.NewReader(`{"file": "`+filepath.ToSlash(file)+`", "line": 1}`))
		r.RemoteAddr = from
		r.Header.Set("Origin", "http://192.0.2.1")
		r.Header.Set("X-Glossator-Token", "token")
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("from %q: %d %s, want %d", from, w.Code, w.Body, want)
		}
	}
}
