package cli

import (
	"glossator/generator/compose"
	"glossator/generator/diagnostic"
	"glossator/generator/site"
	"glossator/layouts"
)

func (p *program) citations(c *compose.Composition, set layouts.Set) (*site.Citations, diagnostic.List) {
	return &site.Citations{}, nil
}
