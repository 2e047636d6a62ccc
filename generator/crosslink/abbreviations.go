package crosslink

func goesOn(s string, stop, end int) bool { return false }
