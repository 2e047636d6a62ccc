//go:build !unix

package cli

import "runtime"

// peakMemory is how much memory the program has had from the system, in MiB.
func peakMemory() float64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.Sys) / (1 << 20)
}
