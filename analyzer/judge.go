package analyzer

import (
	"cmp"
	"fmt"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/scopevet/scopevet/internal/detect"
	"github.com/scopevet/scopevet/internal/summary"
	"github.com/scopevet/scopevet/policy"
)

// A judgement is one package's inventory in front of the rules.
type judgement struct {
	pass     *analysis.Pass
	table    *policy.Table
	edition  *policy.Edition
	file     *policy.File // nil without one
	domains  *domains
	least    Confidence
	today    string // "2027-01-31", or "" when no date is judged
	calls    []detect.Call
	reached  []detect.Reached
	bearers  []detect.Bearer
	requests []detect.TokenRequest
	tokens   []detect.TokenLiteral
	open     []detect.Unresolved
	secrets  []detect.Secret
	shown    []detect.Shown
	nodes    []detect.Node

	findings  []Finding
	templates []TemplateData
}

func newJudgement(pass *analysis.Pass, t *tables, inv *detect.Inventory, file *policy.File, least Confidence) (*judgement, error) {
	endpoints, err := t.endpoints()
	if err != nil {
		return nil, err
	}
	j := &judgement{pass: pass, table: endpoints, file: file, least: least,
		calls: inv.Calls, reached: inv.Reached, bearers: inv.Bearers, requests: inv.Requests, tokens: inv.Tokens, open: inv.Unresolved, secrets: inv.Secrets, shown: inv.Shown, nodes: inv.Nodes}
	edition := ""
	if file != nil {
		edition = file.Edition
	}
	if j.edition, err = endpoints.Edition(edition); err != nil {
		return nil, err
	}
	j.domains = newDomains(pass, file)
	j.trustDomains()
	return j, nil
}

// trustDomains raises the calls whose host the policy names.
func (j *judgement) trustDomains() {
	if j.file == nil {
		return
	}
	for i := range j.calls {
		if c := &j.calls[i]; c.Host != "" && j.file.Tenant(c.Host) {
			c.Level = detect.Certain
			c.Evidence = []string{"the policy names " + c.Host + " as a domain of the tenant"}
		}
	}
	for i := range j.reached {
		if r := &j.reached[i]; r.Host != "" && j.file.Tenant(r.Host) {
			r.Level = int(detect.Certain)
		}
	}
}

// confidence turns the engine's level into what is reported; false for calls
// that are certainly not the Management API's.
func confidence(l detect.Level) (Confidence, bool) {
	switch l {
	case detect.Possible:
		return Possible, true
	case detect.Likely:
		return Likely, true
	case detect.Certain:
		return Certain, true
	}
	return 0, false
}

// reported says whether something of this level is to be reported, and with
// which confidence.
func (j *judgement) reported(l detect.Level) (Confidence, bool) {
	c, ok := confidence(l)
	return c, ok && c >= j.least
}

// report adds a finding at a site. The rule's severity decides whether it is
// kept.
func (j *judgement) report(rule string, at detect.Site, c Confidence, f Finding) {
	f.Rule = rule
	f.Frame = frame(at.Frame)
	f.Pos, f.End = at.Pos, at.End
	f.Confidence = c
	if f.Severity == Off {
		f.Severity = j.severity(rule)
	}
	f.Test = j.test(at.Pos)
	if f.Severity == Off {
		return
	}
	j.findings = append(j.findings, f)
}

// severity is the policy's word on a rule, else the rule's own.
func (j *judgement) severity(rule string) Severity {
	if j.file != nil {
		switch j.file.Rules[rule] {
		case policy.Error:
			return Error
		case policy.Warning:
			return Warning
		case policy.Note:
			return Note
		case policy.Off:
			return Off
		}
	}
	for _, r := range rules() {
		if r.name == rule {
			return r.severity
		}
	}
	return Warning
}

func (j *judgement) test(pos token.Pos) bool {
	return strings.HasSuffix(j.pass.Fset.Position(pos).Filename, "_test.go")
}

// judge runs the rules and writes down the inventory.
func (j *judgement) judge(result *Result) {
	for _, r := range rules() {
		if !r.program() {
			j.guard(r.name, result, func() { r.run(j) })
		}
	}
	j.inventory(result)
	result.TemplateData = j.templates
	j.suppress(result)
	slices.SortStableFunc(j.findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message))
	})
	result.Findings = slices.CompactFunc(j.findings, func(a, b Finding) bool {
		return a.Frame == b.Frame && a.Rule == b.Rule && a.Message == b.Message
	})
}

func (j *judgement) guard(rule string, result *Result, work func()) {
	defer func() {
		if r := recover(); r != nil {
			result.Faults = append(result.Faults, fmt.Sprintf("rule %s failed on %s: %v", rule, j.pass.Pkg.Path(), r))
		}
	}()
	work()
}

// inventory writes calls and unresolved requests into the result, those of
// enough confidence.
func (j *judgement) inventory(result *Result) {
	index := make([]int, len(j.calls))
	contexts := map[string]bool{}
	for i, c := range j.calls {
		index[i] = -1
		conf, ok := j.reported(c.Level)
		if !ok {
			continue
		}
		here := j.domains.at(c.Pos)
		contexts[here.name] = true
		dom := j.domains.of(c.Pos, c.Token)
		if dom.limit(c.Level) < detect.Likely {
			dom = here // what is only possible makes no context
		}
		out := Call{
			Frame: frame(c.Frame), Pos: c.Pos, Method: c.Method, Path: c.Path,
			Context: dom.name, Kind: string(dom.kind), Token: c.Token.Class, Confidence: conf, SDK: c.SDK,
			Body: c.Body, Evidence: c.Evidence, Chain: frames(c.Chain), Test: j.test(c.Pos),
		}
		if len(c.Ops) > 0 {
			sets, note := c.Ops[0].Sufficient(c.Body)
			for _, s := range sets {
				out.AnyOf = append(out.AnyOf, s)
			}
			out.Note = strings.TrimPrefix(note+askedFor(c.Ops[0], c.Asked), "; ")
		}
		index[i] = len(result.Calls)
		result.Calls = append(result.Calls, out)
	}
	for _, u := range j.open {
		if _, ok := j.reported(u.Level); ok {
			result.Unresolved = append(result.Unresolved, Unresolved{
				Frame: frame(u.Frame), Pos: u.Pos, Method: u.Method, Path: u.Path, Reason: u.Reason,
				Chain: frames(u.Chain), Test: j.test(u.Pos),
			})
		}
	}
	for _, r := range j.userRequests() {
		if r.management {
			result.Requests = append(result.Requests, TokenRequest{Frame: frame(r.Frame), Audience: r.Audience, Scopes: r.Scopes, Complete: r.Complete})
		}
	}
	for _, n := range j.nodes {
		node := Node{Func: n.Func, Edges: n.Edges}
		for _, c := range n.Calls {
			if index[c] >= 0 {
				node.Calls = append(node.Calls, index[c])
			}
		}
		result.Nodes = append(result.Nodes, node)
	}
	for name := range contexts {
		result.Contexts = append(result.Contexts, name)
	}
	slices.Sort(result.Contexts)
}

// askedFor says which scopes open the fields that a call asks for by name.
func askedFor(op *policy.Operation, fields []string) string {
	var note strings.Builder
	for _, x := range op.Extra {
		if x.Kind != policy.ResponseField {
			continue
		}
		var both []string
		for _, f := range fields {
			if slices.Contains(x.Fields, f) {
				both = append(both, f)
			}
		}
		if len(both) > 0 {
			fmt.Fprintf(&note, "; asks for %s, which %s opens", words(both), x.Scope)
		}
	}
	return note.String()
}

func frame(f summary.Frame) Frame {
	return Frame{Package: f.Package, File: f.File, Line: f.Line, Column: f.Column, Function: f.Function}
}

func frames(fs []summary.Frame) []Frame {
	var out []Frame
	for _, f := range fs {
		out = append(out, frame(f))
	}
	return out
}

// via names the functions between a finding and the request, for its message.
// The finding's own function is where the reader stands already.
func via(at detect.Site, chain []summary.Frame) string {
	own, _, _ := strings.Cut(at.Frame.Function, ".func")
	var names []string
	for _, f := range chain {
		name, _, _ := strings.Cut(f.Function, ".func")
		if name == "" || name == own && f.Package == at.Frame.Package || slices.Contains(names, name) {
			continue
		}
		names = append(names, name)
	}
	if n := len(names); n > 4 {
		names = []string{names[0], names[1], "...", names[n-1]}
	}
	if len(names) == 0 {
		return ""
	}
	return " (via " + strings.Join(names, ", ") + ")"
}
