//go:build !linux

package publish

import "errors"

func (w *place) exchange(_, _ string) error { return errors.ErrUnsupported }
