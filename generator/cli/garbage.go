package cli

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"time"
)

// spareMemory is what a build may take besides what is or will be in use, in bytes.
const spareMemory = 52 << 20

// memoryFor is what a build may take whose texts have so many bytes, in bytes.
func memoryFor(texts int) int { return spareMemory + texts/5*7 }

// limited is held by the one build of this process that limits memory.
var limited sync.Mutex

// limitMemory has memory that a build no longer uses collected, and given back, when all that it takes comes to a limit
// that follows what is in use, and is not below what texts of so many bytes will need in the end. Go alone collects by shares
// of the heap: often while that is small, and as if what lies idle in it were nothing. Who has set GOGC or GOMEMLIMIT is
// obeyed. It ends with stop. While one build does it, others in this process do without.
func limitMemory(texts int) (stop func()) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" || !limited.TryLock() {
		return func() {}
	}
	percent, limit := debug.SetGCPercent(-1), debug.SetMemoryLimit(-1)
	var running sync.WaitGroup
	done := make(chan struct{})
	running.Go(func() {
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		used := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		for set := int64(-1); ; {
			metrics.Read(used)
			// Setting it stops the world.
			if live := int64(used[0].Value.Uint64()); live != set {
				debug.SetMemoryLimit(max(int64(memoryFor(texts)), spareMemory+live/6*7))
				set = live
			}
			select {
			case <-tick.C:
			case <-done:
				return
			}
		}
	})
	return func() {
		close(done)
		running.Wait()
		debug.SetMemoryLimit(limit)
		debug.SetGCPercent(percent)
		limited.Unlock()
	}
}
