package markup

import (
	"errors"
	"strings"
	"sync"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// What chroma makes of a block of code must not depend on the computer, and must come to an end. Its rules are altered for that
// in three ways.
//
// chroma gives a rule a quarter of a second to match, and goes on without it then: what a block looks like would depend on
// how fast a computer is. Its rules for quoted text with escapes, as "(\\\\|\\"|[^"])*", may read a run of backslashes in
// 2ⁿ ways, and would take hours. Here such loops are atomic, so that what they have read they keep, and rules have a
// time that none of them needs.
//
// A rule that matches nothing and stays where it is would match again for ever: it must match something. Rules that lead to
// others and back, and read nothing, are stopped.

// matchTime is what a rule may take. A block for which that is not enough is shown without colours.
const matchTime = 10 * time.Second

// unbounded are the languages whose rules take very long for some text even so.
var unbounded = map[string]bool{"ANTLR": true, "Batchfile": true, "Ceylon": true, "JSONata": true, "Matlab": true, "Raku": true}

// bounded are chroma's languages with rules that end. Those are left out whose rules cannot be altered, since they are
// another language's, as ERB's and Markdown's are.
var bounded = sync.OnceValue(func() *chroma.LexerRegistry {
	registry := chroma.NewLexerRegistry()
	for _, lexer := range lexers.GlobalLexerRegistry.Lexers {
		if l, ok := lexer.(*chroma.RegexLexer); ok && !unbounded[l.Config().Name] {
			registry.Register(chroma.MustNewLexer(l.Config(), func() chroma.Rules { return atomicRules(l.MustRules()) }))
		}
	}
	return registry
})

// atomicRules are rules with atomic loops, and one more that gives all of them their time when they are compiled.
func atomicRules(rules chroma.Rules) chroma.Rules {
	rules = rules.Clone()
	for _, list := range rules {
		for i := range list {
			list[i].Pattern = atomic(list[i].Pattern)
			if list[i].Mutator == nil {
				list[i].Pattern = `(?:` + list[i].Pattern + `)(?!\G)`
			}
		}
	}
	rules["root"] = append(rules["root"], chroma.Rule{Pattern: `(?!)`, Mutator: timer{}})
	return rules
}

// timer is the mutator of a rule that matches nothing, and is gone when the rules have been compiled. It sees all of them.
type timer struct{}

func (timer) Mutate(*chroma.LexerState) error { return nil }

func (timer) MutateLexer(rules chroma.CompiledRules, state string, at int) error {
	rules[state] = append(rules[state][:at:at], rules[state][at+1:]...)
	for _, list := range rules {
		for _, rule := range list {
			if rule.Regexp != nil {
				rule.Regexp.MatchTimeout = matchTime
			}
			if _, compiles := rule.Mutator.(chroma.LexerMutator); rule.Mutator != nil && !compiles {
				if _, done := rule.Mutator.(steady); !done { // a rule may be in several lists
					rule.Mutator = steady{rule.Mutator}
				}
			}
		}
	}
	return nil
}

// maxIdle is how many rules in a row may lead to others and read nothing.
const maxIdle = 1000

var errIdle = errors.New("rules lead to each other and read nothing")

// steady is a mutator that counts how often nothing has been read.
type steady struct{ chroma.Mutator }

func (m steady) Mutate(s *chroma.LexerState) error {
	idle, _ := s.Get(steady{}).(int)
	if idle++; s.Groups[0] != "" {
		idle = 0
	}
	s.Set(steady{}, idle)
	if idle > maxIdle {
		return errIdle
	}
	return m.Mutator.Mutate(s)
}

// atomic makes the loops of a pattern atomic that choose between an escape and other signs, or between white space and
// other things: what follows such a loop ends it, and is not among them.
func atomic(pattern string) string {
	var open []int // where groups begin
	class := false
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; {
		case c == '\\':
			i++
		case class:
			class = c != ']'
		case c == '[':
			class = true
			if strings.HasPrefix(pattern[i:], "[]") || strings.HasPrefix(pattern[i:], "[^]") { // the first ] is a sign of the class
				i = strings.IndexByte(pattern[i:], ']') + i
			}
		case c == '(':
			open = append(open, i)
		case c == ')' && len(open) > 0:
			start := open[len(open)-1]
			open = open[:len(open)-1]
			if loops(pattern[i+1:]) && chooses(pattern[start:i]) {
				pattern = pattern[:start] + "(?>" + pattern[start:i+2] + ")" + pattern[i+2:]
				i += len("(?>") + len("*") + len(")") - 1
			}
		}
	}
	return pattern
}

// loops says that what stands before the rest of a pattern is repeated, as often as can be.
func loops(rest string) bool {
	return rest != "" && (rest[0] == '*' || rest[0] == '+') && !strings.HasPrefix(rest[1:], "?")
}

// chooses says that a branch of a group is white space, or an escape of any sign, itself among them: where only some signs
// can be escaped, a loop may have to give an escape back.
func chooses(group string) bool {
	if !strings.Contains(group, "|") {
		return false
	}
	for _, branch := range []string{`\\\\`, `\\.`, `|\s+`, `|(?:\s+)`, `(?:\s*`} {
		if strings.Contains(group, branch) {
			return true
		}
	}
	return false
}
