package analyzer

import (
	"github.com/scopevet/scopevet/internal/detect"
	"github.com/scopevet/scopevet/internal/summary"
	"github.com/scopevet/scopevet/policy"
)

// A publicCall is a call that a public program makes, and what the edition of
// the allowlist says of it.
type publicCall struct {
	site       detect.Site
	op         *policy.Operation
	confidence Confidence
	context    string
	chain      []summary.Frame
	written    string // the path as the code writes it, with {} for holes; "" through other packages
	because    string // of a call that its token makes public: a clause for the message
	row        policy.Row
	verdict    policy.Verdict
}

// publicCalls returns the calls that public code makes, itself or through
// other packages; those of tests are left out. A call that another package
// makes stands where the public package calls it, and one of which callers
// decide the token where a user's token becomes known.
func (j *judgement) publicCalls() []publicCall {
	var out []publicCall
	add := func(at detect.Site, dom domain, level detect.Level, op *policy.Operation, body policy.Body, chain []summary.Frame) {
		conf, ok := j.reported(dom.limit(level))
		if dom.kind != policy.SPA || !ok || j.test(at.Pos) {
			return
		}
		c := publicCall{site: at, op: op, confidence: conf, context: dom.name, chain: chain}
		if dom.token != "" {
			c.because = " (" + dom.because + ")"
		}
		c.row, c.verdict = j.edition.Allows(op.Method, op.Path, body)
		out = append(out, c)
	}
	for _, c := range j.calls {
		if len(c.Ops) > 0 {
			n := len(out)
			add(c.Site, j.domains.of(c.Pos, c.Token), c.Level, c.Ops[0], c.Body, c.Chain)
			if len(out) > n {
				out[n].written = c.Written
			}
		}
	}
	through := func(r detect.Reached, dom domain) {
		if m := j.table.Lookup(r.Method, r.Path); len(m.Ops) > 0 {
			body := policy.Body{Known: r.Seen, Fields: r.Body}
			add(r.Site, dom, detect.Level(r.Level), m.Ops[0], body, append([]summary.Frame{r.At}, r.Chain...))
		}
	}
	for _, r := range j.reached {
		through(r, j.domains.at(r.Pos))
	}
	for _, b := range j.bearers {
		// Where the place decides, the call or what is reached stands for it.
		if dom := j.domains.of(b.Pos, b.Token); dom.token != "" {
			through(b.Reached, dom)
		}
	}
	return out
}

// finding starts the finding of a rule on the call.
func (c *publicCall) finding(message string) Finding {
	return Finding{
		Method: c.op.Method, Path: c.op.Path, Context: c.context,
		Chain: frames(c.chain), Message: message + via(c.site, c.chain) + c.because,
	}
}
