//go:build unix

package growth

import (
	"syscall"
	"time"
)

// processorTime is what the process has used until now, which does not grow while others have the processor.
func processorTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
