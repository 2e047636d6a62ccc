//go:build !linux

package cli

// useLargePages does nothing: the system chooses.
func useLargePages(int) {}
