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
	row        policy.Row
	verdict    policy.Verdict
}

// publicCalls returns the calls that public code makes, itself or through
// other packages; those of tests are left out. A call that another package
// makes stands where the public package calls it.
func (j *judgement) publicCalls() []publicCall {
	var out []publicCall
	add := func(at detect.Site, level detect.Level, op *policy.Operation, body policy.Body, chain []summary.Frame) {
		dom := j.domains.at(at.Pos)
		conf, ok := j.reported(level)
		if dom.kind != policy.SPA || !ok || j.test(at.Pos) {
			return
		}
		c := publicCall{site: at, op: op, confidence: conf, context: dom.name, chain: chain}
		c.row, c.verdict = j.edition.Allows(op.Method, op.Path, body)
		out = append(out, c)
	}
	for _, c := range j.calls {
		if len(c.Ops) > 0 {
			add(c.Site, c.Level, c.Ops[0], c.Body, c.Chain)
		}
	}
	for _, r := range j.reached {
		if m := j.table.Lookup(r.Method, r.Path); len(m.Ops) > 0 {
			body := policy.Body{Known: r.Seen, Fields: r.Body}
			add(r.Site, detect.Level(r.Level), m.Ops[0], body, append([]summary.Frame{r.At}, r.Chain...))
		}
	}
	return out
}

// finding starts the finding of a rule on the call.
func (c *publicCall) finding(message string) Finding {
	f := Finding{
		Method: c.op.Method, Path: c.op.Path, Context: c.context,
		Chain: frames(c.chain), Message: message + via(c.site, c.chain),
	}
	if c.op.Uncertain {
		f.Severity = Note
	}
	return f
}
