package parallel_test

import (
	"errors"
	"sync/atomic"
	"testing"

	"glossator/generator/parallel"
)

func TestEach(t *testing.T) {
	done := make([]atomic.Int32, 1000)
	if err := parallel.Each(len(done), func(i int) error {
		done[i].Add(1)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for i := range done {
		if n := done[i].Load(); n != 1 {
			t.Fatalf("%d was called %d times", i, n)
		}
	}
}

func TestEachStopsAtAnError(t *testing.T) {
	wrong := errors.New("wrong")
	var calls atomic.Int32
	err := parallel.Each(1_000_000, func(i int) error {
		if calls.Add(1); i >= 10 {
			return wrong
		}
		return nil
	})
	if err != wrong || calls.Load() > 1000 {
		t.Errorf("%v after %d calls", err, calls.Load())
	}
}
