package transcribe

import "testing"

func TestPatternsCompile(t *testing.T) {
	if len(patterns) == 0 {
		t.Fatal("there are none")
	}
	for _, p := range patterns {
		p() // panics where it does not
	}
}
