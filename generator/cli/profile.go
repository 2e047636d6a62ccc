package cli

import (
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"runtime/trace"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// profile is what a run tells of itself when asked to: time and memory by phase, and Go's profiles.
type profile struct {
	stats                            bool
	cpuProfile, memProfile, traceOut string

	phases []phase
	begun  time.Time
	stops  []func() error
}

// phase is a stretch of the work.
type phase struct {
	name string
	took time.Duration
	peak float64 // of memory until then, in MiB
}

func (f *profile) flags(c *cobra.Command) {
	c.Flags().BoolVar(&f.stats, "stats", false, "print time by phase and the peak of memory")
	c.Flags().StringVar(&f.cpuProfile, "cpuprofile", "", "write a CPU profile for go tool pprof")
	c.Flags().StringVar(&f.memProfile, "memprofile", "", "write a profile of memory for go tool pprof")
	c.Flags().StringVar(&f.traceOut, "trace", "", "write a trace for go tool trace")
}

// start begins what the flags ask for.
func (f *profile) start() error {
	f.begun = time.Now()
	if err := f.open(f.cpuProfile, func(w *os.File) error { return pprof.StartCPUProfile(w) }, pprof.StopCPUProfile); err != nil {
		return err
	}
	return f.open(f.traceOut, func(w *os.File) error { return trace.Start(w) }, trace.Stop)
}

func (f *profile) open(name string, start func(*os.File) error, stop func()) error {
	if name == "" {
		return nil
	}
	w, err := os.Create(name)
	if err != nil {
		return err
	}
	f.stops = append(f.stops, func() error {
		stop()
		return w.Close()
	})
	return start(w)
}

// phase ends a stretch of the work that began where the last ended.
func (f *profile) phase(name string) {
	took := time.Since(f.begun)
	for _, p := range f.phases {
		took -= p.took
	}
	f.phases = append(f.phases, phase{name, took, peakMemory()})
}

// finish writes the profiles, and the figures when they are asked for.
func (f *profile) finish(p *program) error {
	for _, stop := range f.stops {
		if err := stop(); err != nil {
			return err
		}
	}
	if f.memProfile != "" {
		w, err := os.Create(f.memProfile)
		if err != nil {
			return err
		}
		defer w.Close()
		runtime.GC()
		if err := pprof.WriteHeapProfile(w); err != nil {
			return err
		}
	}
	if f.stats {
		fmt.Fprint(p.stderr, f.figures())
	}
	return nil
}

func (f *profile) figures() string {
	var b strings.Builder
	total := time.Duration(0)
	for _, p := range f.phases {
		fmt.Fprintf(&b, "%-10s %8.3f s, peak %8.1f MiB\n", p.name, p.took.Seconds(), p.peak)
		total += p.took
	}
	fmt.Fprintf(&b, "%-10s %8.3f s, peak %8.1f MiB\n", "in all", total.Seconds(), peakMemory())
	return b.String()
}
