package transcribe

func isMarkdown(ext string) bool              { return ext == ".md" }
func (c *collection) addMarkdown(f File)      {}
func (c *collection) glossary() string        { return "" }
func (c *collection) candidates() []Candidate { return nil }

type definition struct{}
