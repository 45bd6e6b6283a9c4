package summary

import (
	"slices"

	"github.com/scopevet/scopevet/internal/value"
)

// A Choice is a condition that a function puts on what it does: Value is Text,
// or, with Not, anything else. A wrapper that switches over an enumeration of
// methods makes one for each of its requests.
type Choice struct {
	Value value.Set `json:"v"`
	Text  string    `json:"t"`
	Not   bool      `json:"n,omitempty"`
}

const maxChoices = 8 // of one effect; more are not told apart

// Under returns the effect with further conditions on it.
func (e Effect) Under(choices []Choice) Effect {
	e.Only = append(slices.Clone(e.Only), choices...)
	e.Only = e.Only[:min(len(e.Only), maxChoices)]
	return e
}

// Decide drops the conditions that hold, and those that nobody will ever know
// more of. It reports false where one does not hold: the effect cannot happen.
func (e Effect) Decide() (Effect, bool) {
	var open []Choice
	for _, c := range e.Only {
		texts, known := c.Value.Literals()
		switch {
		case known && !slices.ContainsFunc(texts, func(t string) bool { return (t == c.Text) != c.Not }):
			return e, false
		case !known && c.Value.Has(value.Param, value.Free):
			open = append(open, c)
		}
	}
	e.Only = open
	return e, true
}
