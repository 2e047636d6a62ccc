//go:build !unix

package compose

import "glossator/generator/edition"

// shelf leaves words where they are: files are mapped on other systems only.
type shelf struct{}

func (*shelf) put(*edition.Text) {}
func (*shelf) flush()            {}
