// Package order tells what of a sequence has kept its order.
package order

import "sort"

// Kept marks the elements of a longest subsequence that does not go back. It takes n·log n steps.
func Kept(list []int) []bool {
	var ends []int // of subsequences of each length, from 1 on, the place of the least element that ends one
	before := make([]int, len(list))
	for i, element := range list {
		length := sort.Search(len(ends), func(n int) bool { return list[ends[n]] > element })
		before[i] = -1
		if length > 0 {
			before[i] = ends[length-1]
		}
		if length == len(ends) {
			ends = append(ends, i)
		}
		ends[length] = i
	}
	kept := make([]bool, len(list))
	if len(ends) == 0 {
		return kept
	}
	for i := ends[len(ends)-1]; i >= 0; i = before[i] {
		kept[i] = true
	}
	return kept
}
