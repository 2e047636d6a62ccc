package cli

// StartPreview is for the tests that see the program from outside: it serves an edition until the test ends.
var StartPreview = startPreviewOf
