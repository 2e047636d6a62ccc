package cli

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
	"sync/atomic"
	"time"
)

// garbage says when a build collects it: when it is spareMemory, or more than a share of what is in use. Go knows a share alone,
// so that is set anew as what is in use grows.
type garbage struct {
	few   bool         // it is left to Go
	share atomic.Int64 // in percent
	done  chan struct{}
}

// spareMemory is what garbage may take in any case, in bytes.
const spareMemory = 32 << 20

// collect begins to say so, where the environment's GOGC says nothing.
func (g *garbage) collect(share int) {
	if g.few || os.Getenv("GOGC") != "" {
		return
	}
	if g.share.Swap(int64(share)) != 0 {
		return
	}
	g.done = make(chan struct{})
	go func() {
		tick := time.NewTicker(50 * time.Millisecond)
		defer tick.Stop()
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		for set := int64(0); ; {
			metrics.Read(live)
			percent := max(g.share.Load(), 100*spareMemory/max(1, int64(live[0].Value.Uint64())))
			if percent < set*9/10 || percent > set*11/10 { // it stops the world for a moment
				debug.SetGCPercent(int(percent))
				set = percent
			}
			select {
			case <-tick.C:
			case <-g.done:
				return
			}
		}
	}()
}

func (g *garbage) close() {
	if g.done != nil {
		close(g.done)
	}
}
