package growth_test

import (
	"testing"

	"glossator/generator/growth"
)

var sum int

func TestLinear(t *testing.T) {
	growth.Linear(t, "a loop", 1<<22, func(n int) {
		for i := range n {
			sum += i
		}
	})
}
