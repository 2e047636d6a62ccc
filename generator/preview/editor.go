package preview

import (
	"fmt"
	"net/url"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"glossator/generator/diagnostic"
)

// openEditor starts the editor at a place in a watched folder. The program gets a list of arguments; no shell reads
// them. An editor that is opened by an address ("vscode://file/{file}:{line}:{column}") is started by the browser, which
// gets the address.
func openEditor(o Options, at diagnostic.Position) (address string, err error) {
	file := filepath.Clean(filepath.FromSlash(at.File))
	if !slices.ContainsFunc(o.Folders, func(folder string) bool { return within(folder, file) }) {
		return "", fmt.Errorf("%s is not a file of the edition", at.File)
	}
	line, column := strconv.Itoa(max(1, at.Line)), strconv.Itoa(max(1, at.Column))
	if strings.Contains(o.Editor[0], "://") {
		whole, err := filepath.Abs(file)
		if err != nil {
			return "", fmt.Errorf("the place of %s is not known: %w", at.File, err)
		}
		name := (&url.URL{Path: filepath.ToSlash(whole)}).EscapedPath()
		return strings.NewReplacer("{file}", name, "{line}", line, "{column}", column).Replace(o.Editor[0]), nil
	}
	fill := strings.NewReplacer("{file}", file, "{line}", line, "{column}", column)
	var arguments []string
	for _, a := range o.Editor[1:] {
		arguments = append(arguments, fill.Replace(a))
	}
	c := exec.Command(o.Editor[0], arguments...)
	if err := c.Start(); err != nil {
		return "", fmt.Errorf("the editor does not start: %w", err)
	}
	go c.Wait() // so that no process is left behind when it ends
	return "", nil
}

// within says that a file lies in a folder.
func within(folder, file string) bool {
	relative, err := filepath.Rel(folder, file)
	return err == nil && relative != ".." && !strings.HasPrefix(relative, ".."+string(filepath.Separator))
}
