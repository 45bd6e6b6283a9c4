package eval

import (
	"math"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/value"
)

const (
	maxSteps   = 50_000 // instructions looked at for one question
	briefSteps = 2_000  // the same of a Brief package

	// maxSpent is what the questions of a package may take together before they
	// become brief. The largest of the packages that the program is measured on
	// takes 270,000.
	maxSpent = 500_000
	maxDepth = 120 // nested questions
)

// A question is one of Read.
type question struct {
	v           ssa.Value
	path, owner string
	at          ssa.Instruction
}

// worthKeeping is what a question has to cost, in steps, for its answer to be
// kept: most are answered faster than they are found again.
const worthKeeping = 16

// asked is the state of the questions at hand. One that leads back to itself
// is answered without that part. What was found on the way is then only
// good for whoever asked first, and no answer for the next question.
type asked struct {
	open    map[any]int // what is being worked out, numbered from the outside
	leans   int         // the outermost of open that an answer was cut short for
	answers map[question]value.Set
	steps   int // what the question at hand may still cost
	depth   int
}

// spent is what leans is after an answer was cut short for what it costs.
const spent = -1

func newAsked() asked {
	return asked{open: map[any]int{}, leans: math.MaxInt, answers: map[question]value.Set{}}
}

// enter opens a part of a question, and reports whether it was not open yet.
func (a *asked) enter(key any) bool {
	if n, open := a.open[key]; open {
		a.leans = min(a.leans, n)
		return false
	}
	a.open[key] = len(a.open)
	return true
}

func (a *asked) leave(key any) { delete(a.open, key) }

// tooMuch reports whether the question at hand has cost what it may.
func (a *asked) tooMuch() bool {
	if a.steps > 0 {
		return false
	}
	a.leans = spent
	return true
}

// answer returns the answer to a question, which is worked out once unless it
// leans on those around it.
func (a *asked) answer(q question, work func() value.Set) value.Set {
	if s, ok := a.answers[q]; ok {
		return s
	}
	outer, cost := a.leans, a.steps
	a.leans = math.MaxInt
	s := work()
	if a.leans >= len(a.open) && cost-a.steps >= worthKeeping {
		a.answers[q] = s
	}
	a.leans = min(a.leans, outer)
	return s
}

// begin grants a question its steps. A package that took a great many before
// gets as few as one of which little is of interest.
func (p *Package) begin() {
	p.spent += p.granted - p.steps
	p.granted = maxSteps
	if p.Brief || p.spent > maxSpent {
		p.granted = briefSteps
	}
	p.steps = p.granted
}
