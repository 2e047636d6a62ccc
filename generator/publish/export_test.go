package publish

// A site of few files has its last folder kept, too, so that every test of this package looks at that.
func init() { worthKeeping = 1 }
