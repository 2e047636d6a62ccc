package order_test

import (
	"slices"
	"testing"

	"glossator/generator/order"
)

func TestKept(t *testing.T) {
	for _, test := range []struct {
		list []int
		kept []bool
	}{
		{nil, []bool{}},
		{[]int{7}, []bool{true}},
		{[]int{1, 1, 2}, []bool{true, true, true}},
		{[]int{3, 1, 2}, []bool{false, true, true}},
		{[]int{2, 9, 3, 4, 1, 5}, []bool{true, false, true, true, false, true}},
	} {
		if got := order.Kept(test.list); !slices.Equal(got, test.kept) {
			t.Errorf("%v: %v, want %v", test.list, got, test.kept)
		}
	}
}
