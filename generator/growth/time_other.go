//go:build !unix

package growth

import "time"

var start = time.Now()

func processorTime() time.Duration { return time.Since(start) }
