package detect

import (
	"fmt"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/eval"
	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/internal/summary"
	"github.com/scopevet/scopevet/internal/value"
	"github.com/scopevet/scopevet/policy"
)

// settle decides which of a function's requests are known in it. What is known
// becomes a call of the inventory; what callers decide stays an effect.
func (p *pass) settle(fn *ssa.Function, in *info) {
	var left []effect
	for _, e := range in.effects {
		switch e.Kind {
		case summary.Secret:
			left = append(left, p.settleSecret(e)...)
		case summary.Bearer:
			left = append(left, p.settleBearer(fn, e)...)
		case summary.Show:
			left = append(left, p.settleShow(e)...)
		default:
			left = append(left, p.settleRequest(fn, in, e)...)
		}
	}
	in.effects = p.distinct(fn, oncePerToken(left))
}

// maxVague bounds the vague requests that one function leaves to its callers. A
// function that sends more of them is far above some library's client, and no
// caller says where each of them goes.
const (
	maxVague  = 12
	maxShapes = 6 // of the URL of such a request
)

// fewVague keeps what is vague within its bounds.
func (p *pass) fewVague(effects []effect) []effect {
	n := 0
	out := effects[:0]
	for _, e := range effects {
		if e.Kind == summary.Request && p.vague(e.Effect) {
			if n++; n > maxVague {
				continue
			}
			if alts := e.URL.Alts; len(alts) > maxShapes {
				e.URL = value.Set{Alts: slices.Clip(alts[:maxShapes]), Cut: true}
			}
		}
		out = append(out, e)
	}
	return out
}

// vague reports whether nothing is known by which a request could be one of
// the API: neither a word of its paths, nor anything of Auth0 in the code
// around it.
func (p *pass) vague(e summary.Effect) bool {
	if e.SDK || len(e.Words) > 0 {
		return false
	}
	return !slices.ContainsFunc(e.URL.Alts, func(u value.Pattern) bool {
		place, ok := locate(u)
		if !ok {
			return false
		}
		return place.base == nil || p.spellsPath(place.rest)
	})
}

// spellsPath reports whether the segments of a path that are written out are
// words of the API's paths, and there are any.
func (p *pass) spellsPath(path value.Pattern) bool {
	found := false
	for i, piece := range path {
		if piece.Hole != nil {
			continue
		}
		segments := strings.Split(piece.Text, "/")
		if last := len(segments) - 1; last > 0 && i < len(path)-1 {
			segments = segments[:last] // it goes on with what is unknown
		}
		for _, s := range segments[min(1, len(segments)-1):] {
			switch {
			case s == "":
			case p.Endpoint.HasSegment(s):
				found = true
			default:
				return false
			}
		}
	}
	return found
}

// maxOpen bounds what one function leaves to its callers. What a server
// dispatches to hundreds of handlers would grow with every level above.
const maxOpen = 256

// distinct drops what a call in the function does over several ways and callers
// could not tell apart, and what is beyond the bound.
func (p *pass) distinct(fn *ssa.Function, effects []effect) []effect {
	if len(effects) < 2 {
		return effects
	}
	seen := map[string]bool{}
	out := slices.DeleteFunc(effects, func(e effect) bool {
		if e.Kind != summary.Request && e.Kind != summary.Show || e.Do {
			return false
		}
		key := fmt.Sprint(e.site.Frame) + e.Identity()
		if seen[key] {
			return true
		}
		seen[key] = true
		return false
	})
	out = p.fewVague(out)
	if len(out) > maxOpen {
		p.beyond(fn, out)
		out = out[:maxOpen]
	}
	return out
}

// beyond says that a function leaves more to its callers than is followed, where
// any of the rest goes to Auth0 for all that the code around it says.
func (p *pass) beyond(fn *ssa.Function, effects []effect) {
	if slices.ContainsFunc(effects[maxOpen:], func(e effect) bool {
		v, _ := weigh(e.Words)
		return e.SDK || v == ours
	}) {
		p.out.Unresolved = append(p.out.Unresolved, Unresolved{
			Site: p.site(fn, fn.Pos()), Level: Likely,
			Reason: fmt.Sprintf("of the %d requests that %s leaves to its callers %d are followed", len(effects), funcName(fn), maxOpen),
		})
	}
}

// split parts a set by a property of its patterns.
func split(s value.Set, f func(value.Pattern) bool) (yes, no value.Set) {
	for _, p := range s.Alts {
		if f(p) {
			yes.Alts = append(yes.Alts, p)
		} else {
			no.Alts = append(no.Alts, p)
		}
	}
	return yes, no
}

// settleRequest records what is known of a request and returns what callers
// have to decide.
func (p *pass) settleRequest(fn *ssa.Function, in *info, e effect) []effect {
	e.URL = withoutEmpty(e.URL)
	var pending value.Set // URLs that callers or importers decide
	var known []endpoint
	for _, u := range e.URL.Alts {
		one := e.Effect
		one.URL = value.Set{Alts: []value.Pattern{u}}
		eps := p.endpoints(one)
		if len(eps) == 0 {
			continue
		}
		if decided := p.decided(eps); decided != nil {
			known = append(known, decided...)
			continue
		}
		if slices.ContainsFunc(eps, callersKnow) {
			pending.Alts = append(pending.Alts, u)
			continue
		}
		if closed := p.closeFields(fn, one); closed != nil {
			known = append(known, closed...)
			continue
		}
		if slices.ContainsFunc(eps, func(ep endpoint) bool {
			return slices.ContainsFunc(ep.blockers, open)
		}) && !e.Do {
			pending.Alts = append(pending.Alts, u)
			continue
		}
		for _, ep := range eps {
			p.unresolved(e, ep)
		}
	}
	var bearers []effect
	refine := e
	refine.Refine, refine.URL = true, value.Set{}
	var templates []int // calls, by index
	for _, ep := range plausible(known) {
		if ep.path == prefix && len(e.URL.Alts) > 1 {
			continue // what the other paths begin with
		}
		if e.Do && p.madeBefore(e, ep) {
			continue
		}
		if e.Refine && isTemplate(e.Effect, ep) {
			// Counted where the template stands; this function only hands
			// its own parameter on.
			refine.URL.Alts = append(refine.URL.Alts, ep.url)
			continue
		}
		before := len(in.calls)
		for _, at := range p.captured(fn, ep) {
			bearers = append(bearers, p.call(fn, in, e, at)...)
		}
		if isTemplate(e.Effect, ep) && len(in.calls) > 0 {
			refine.URL.Alts = append(refine.URL.Alts, ep.url)
			templates = append(templates, in.calls[before:]...)
		}
	}
	if len(refine.URL.Alts) > 0 {
		here := template{fn, refine.Identity()}
		for _, i := range templates {
			p.templates[i] = here
		}
		if e.Refine {
			p.handTemplate(e.from, e.at, here)
		}
	}
	var left []effect
	if len(pending.Alts) > 0 {
		e.URL = pending
		left = append(left, e)
	}
	if len(refine.URL.Alts) > 0 {
		left = append(left, refine)
	}
	return append(left, bearers...)
}

// withoutEmpty drops the URLs in which a segment is empty that has a value in
// another one: what a function returns when it fails, or a variable holds before
// it is set, names nobody.
func withoutEmpty(urls value.Set) value.Set {
	if len(urls.Alts) < 2 || !slices.ContainsFunc(urls.Alts, emptySegment) {
		return urls
	}
	empty := map[string]bool{} // keys of what the URLs would be without a segment
	for _, u := range urls.Alts {
		for i, piece := range u {
			if piece.Hole == nil || i == 0 || !strings.HasSuffix(u[i-1].Text, "/") || i+1 < len(u) && !strings.HasPrefix(u[i+1].Text, "/") {
				continue
			}
			rest := value.Concat(value.Set{Alts: []value.Pattern{u[:i]}}, value.Set{Alts: []value.Pattern{u[i+1:]}})
			empty[rest.Key()] = true
		}
	}
	out := value.Set{Cut: urls.Cut}
	for _, u := range urls.Alts {
		if !empty[(value.Set{Alts: []value.Pattern{u}}).Key()] {
			out.Alts = append(out.Alts, u)
		}
	}
	if len(out.Alts) == 0 {
		return urls
	}
	return out
}

// emptySegment reports whether a URL ends in a slash, or has two in its path.
func emptySegment(u value.Pattern) bool {
	for i, piece := range u {
		text := strings.ReplaceAll(piece.Text, "://", "")
		if strings.Contains(text, "//") || i == len(u)-1 && strings.HasSuffix(text, "/") {
			return true
		}
	}
	return false
}

// madeBefore reports whether the function that returned the request which is
// sent has the same endpoint among its own calls.
func (p *pass) madeBefore(e effect, ep endpoint) bool {
	if e.object == nil {
		return false
	}
	root, _ := p.eval.Root(e.object)
	made, ok := root.(*ssa.Call)
	if !ok {
		return false
	}
	path := ep.path
	if len(ep.match.Ops) > 0 {
		path = ep.match.Ops[0].Path
	}
	for _, c := range p.eval.Callees(made.Common()) {
		if in := p.infos[c.Fn]; in != nil && slices.ContainsFunc(in.calls, func(i int) bool {
			return p.out.Calls[i].Method == ep.method && p.out.Calls[i].Path == path
		}) {
			return true
		}
		if f := p.Imports.Func(c.Method); f != nil && slices.ContainsFunc(f.Reach, func(r summary.Reach) bool {
			return r.Method == ep.method && r.Path == path
		}) {
			return true
		}
	}
	return false
}

// callersKnow reports whether a caller is asked for more than the base URL.
// What lies in a field of the receiver is the base, and is looked for in the
// fields' stores first.
func callersKnow(ep endpoint) bool {
	return slices.ContainsFunc(ep.blockers, func(s value.Symbol) bool {
		if !callersDecide(s) {
			return false
		}
		inBase := slices.ContainsFunc(ep.base, func(h *value.Hole) bool { return h.Symbol == s })
		return !inBase || s.Owner == ""
	})
}

// A template is a call that stands for those of its function's callers that know
// more of it: a longer path, or the body by which it needs one scope or another.
// The effect that asks the callers has the identity.
type template struct {
	fn     *ssa.Function
	effect string
}

// isTemplate reports whether callers may make of a call another one.
func isTemplate(e summary.Effect, ep endpoint) bool { return ep.refine || bodyDecides(e, ep) }

// bodyDecides reports whether callers know the body by which a call needs one
// scope or another.
func bodyDecides(e summary.Effect, ep endpoint) bool {
	return len(ep.match.Ops) > 0 && ep.match.Ops[0].BodyMatters() && e.Body.Has(value.Param, value.Free)
}

// parted parts a template, into which a caller has put what it knows, into calls
// that are the caller's own and the rest of which its callers may know more in
// turn. What stays as it was is the template's. Other effects stay whole.
func (p *pass) parted(e summary.Effect, put effect) []summary.Effect {
	if !e.Refine {
		return []summary.Effect{put.Effect}
	}
	own, open := put.Effect, put.Effect
	own.Refine = false
	own.URL, open.URL = p.refined(e, put)
	if len(own.URL.Alts)+len(open.URL.Alts) < len(put.URL.Alts) {
		p.partly[put.from] = true
	}
	var out []summary.Effect
	if len(own.URL.Alts) > 0 {
		out = append(out, own)
	}
	if len(open.URL.Alts) > 0 {
		return append(out, open)
	}
	if len(out) > 0 && put.from.fn != nil {
		p.refine(put.from, put.at)
	}
	return out
}

// refined returns the URLs that are the caller's own calls, and those that its
// callers decide.
func (p *pass) refined(e summary.Effect, put effect) (own, open value.Set) {
	depth, seen := 0, false
	body := body(put.Body)
	for _, ep := range p.endpoints(e) {
		depth = max(depth, strings.Count(ep.path, "/"))
		seen = seen || bodyDecides(e, ep) && (body.Known || len(body.Fields) > 0)
	}
	for _, u := range put.URL.Alts {
		place, ok := locate(u)
		if !ok {
			continue
		}
		switch ep := p.endpoint(e.Method.Alts[0], u, place); {
		case seen, strings.Count(ep.path, "/") > depth:
			own.Alts = append(own.Alts, u)
		case isTemplate(put.Effect, ep):
			open.Alts = append(open.Alts, u)
		}
	}
	return own, open
}

// refine notes that a call has the template's call for its own, longer or with
// its body.
func (p *pass) refine(t template, call ssa.Instruction) {
	if p.refiners[t] == nil {
		p.refiners[t] = map[ssa.Instruction]bool{}
	}
	p.refiners[t][call] = true
}

// handTemplate notes that a call leaves a template to the callers of its own function.
func (p *pass) handTemplate(t template, call ssa.Instruction, to template) {
	if t.fn == nil || call == nil {
		return
	}
	if p.handed[t] == nil {
		p.handed[t] = map[ssa.Instruction]template{}
	}
	p.handed[t][call] = to
}

// dropTemplates takes away the calls that stand for callers of which none is
// left: each of them has a call of its own.
func (p *pass) dropTemplates() {
	for i, t := range p.templates {
		if p.replaced(t, 0) {
			p.out.Calls[i].dropped = true
		}
	}
}

const maxTemplates = 8 // functions that hand a template on to one another

// replaced reports whether everybody who leads to a template knows more of it.
func (p *pass) replaced(t template, depth int) bool {
	if depth > maxTemplates || p.partly[t] || p.values[t.fn] && p.made[t.fn] == nil || exportedFunc(t.fn) && p.Types.Name() != "main" {
		return false
	}
	knows := func(at ssa.Instruction) bool {
		if p.refiners[t][at] {
			return true
		}
		to, ok := p.handed[t][at]
		return ok && p.replaced(to, depth+1)
	}
	if m := p.made[t.fn]; m != nil && knows(m) {
		return true
	}
	calls := p.callers[t.fn]
	return len(calls) > 0 && !slices.ContainsFunc(calls, func(c ssa.CallInstruction) bool { return !knows(c) })
}

// decided returns the endpoints of a request if every one of them is known.
func (p *pass) decided(eps []endpoint) []endpoint {
	for _, ep := range eps {
		if !ep.known() {
			return nil
		}
	}
	return eps
}

// closeFields puts in what the code ever stores in the fields that a request
// depends on, and returns the endpoints that this makes known. Where the base
// URL stays unknown but the path is the API's and the code around it is
// Auth0's, the base is taken to be the API's: the call is known, and likely.
func (p *pass) closeFields(fn *ssa.Function, e summary.Effect) []endpoint {
	if p.wordless {
		return nil
	}
	closed := p.close(fn, e.URL, e.Method)
	var known []endpoint
	for _, ep := range closed {
		if ep.known() && (len(ep.match.Ops) > 0 || !ep.assumed) {
			known = append(known, ep)
		}
	}
	if len(known) > 0 {
		return known
	}
	for _, ep := range closed {
		if p.assume(&ep, e) {
			known = append(known, ep)
		}
	}
	return known
}

// close returns the endpoints of a URL and a method with what the code stores
// in the fields that they depend on. Many functions leave the same ones open:
// all that send through one client.
func (p *pass) close(fn *ssa.Function, url, method value.Set) []endpoint {
	parts := []string{url.Key(), method.Key()}
	for _, s := range []value.Set{url, method} {
		s.Holes(func(h *value.Hole) {
			if field, _ := p.eval.Within(fn, h.Symbol); field != "" {
				parts = append(parts, field)
			}
		})
	}
	key := strings.Join(parts, "\x05")
	if out, ok := p.closed[key]; ok {
		return out
	}
	put := func(s value.Set) value.Set {
		return s.Subst(func(sym value.Symbol) (value.Set, bool) {
			f := sym
			if sym.Kind != value.Field {
				var ok bool
				if f, ok = sym.Field(); !ok {
					return value.Set{}, false
				}
			}
			if _, within := p.eval.Within(fn, sym); within != nil {
				var sets []value.Set
				for _, s := range within() {
					sets = append(sets, p.outside(s.Value, s.Fn, 0))
				}
				s := value.Join(sets...)
				if says := slices.ContainsFunc(s.Alts, func(alt value.Pattern) bool { return len(alt) > 1 || len(alt) == 1 && alt[0].Hole == nil }); says {
					return s.Subst(func(sym value.Symbol) (value.Set, bool) {
						if sym.Kind != value.Field {
							return value.Set{}, false
						}
						stored := p.stored(sym)
						return stored, len(stored.Alts) > 0
					}), true
				}
			}
			stored := p.stored(f)
			if len(stored.Alts) == 0 {
				return value.Set{}, false
			}
			return stored, true
		})
	}
	e := summary.Effect{Method: put(method)}
	var out []endpoint
	for _, u := range put(url).Alts {
		e.URL = value.Set{Alts: []value.Pattern{u}}
		out = append(out, p.endpoints(e)...)
	}
	p.closed[key] = out
	return out
}

// assume decides on a request whose base URL is unknown: everything that is
// unknown stands in front of the path, and the path is in the table.
func (p *pass) assume(ep *endpoint, e summary.Effect) bool {
	if !ep.assumed || len(ep.match.Ops) == 0 || ep.method == "" || ep.path == prefix {
		return false
	}
	for _, s := range ep.blockers {
		if s.Kind == value.Free || s.Kind == value.Param && s.Path == "" {
			return false // the caller knows
		}
		if !slices.ContainsFunc(ep.base, func(h *value.Hole) bool { return h.Symbol == s }) {
			return false
		}
	}
	if !p.words.strong(e, ep) {
		return false
	}
	ep.blockers = nil
	return true
}

// stored joins what the code at hand stores in a field, or below it,
// constructors' arguments included. Empty strings are left out: they are
// fields that nobody has set yet.
func (p *pass) stored(f value.Symbol) value.Set {
	key := f.Name + f.Path
	if s, ok := p.fields[key]; ok {
		return s
	}
	p.fields[key] = value.Set{} // a field that is stored in itself adds nothing
	var sets []value.Set
	for _, s := range p.eval.StoredIn(f.Name, f.Path) {
		sets = append(sets, p.outside(s.Value, s.Fn, 0))
	}
	if f.Path == "" {
		for _, s := range p.importedIn(f.Name) {
			sets = append(sets, p.outside(s.Value, s.Fn, 0))
		}
	}
	if f.Path == "" {
		sets = append(sets, p.tagged(f.Name))
	}
	sets = append(sets, p.Imports.Field(key)...)
	all := value.Join(sets...).Subst(func(sym value.Symbol) (value.Set, bool) {
		if sym.Kind == value.Field && sym.Name+sym.Path != key {
			s := p.stored(sym)
			return s, len(s.Alts) > 0
		}
		return value.Set{}, false
	})
	_, all = split(all, func(p value.Pattern) bool { return len(p) == 0 })
	if len(all.Alts) == 0 {
		all = value.Join(p.Imports.Field(key + constructed)...)
	}
	p.fields[key] = all
	return all
}

// tagged returns the default that the tag of one of the package's fields
// ("import/path.Type.field") gives to a library that reads the configuration.
func (p *pass) tagged(field string) value.Set {
	rest, own := strings.CutPrefix(field, p.Types.Path()+".")
	typ, name, _ := strings.Cut(rest, ".")
	obj := p.Types.Scope().Lookup(typ)
	if !own || obj == nil {
		return value.Set{}
	}
	st, ok := obj.Type().Underlying().(*types.Struct)
	if !ok {
		return value.Set{}
	}
	for i := range st.NumFields() {
		if st.Field(i).Name() != name || !textual(st.Field(i).Type()) {
			continue
		}
		if s := eval.TagDefault(st.Tag(i)); len(s.Alts) > 0 {
			return value.Join(s, value.Unknown("the configuration"))
		}
	}
	return value.Set{}
}

// outside puts in for the parameters of fn what its callers in the package
// pass; what nobody passes here is a hole.
func (p *pass) outside(v value.Set, fn *ssa.Function, depth int) value.Set {
	return v.Subst(func(sym value.Symbol) (value.Set, bool) {
		if !callersDecide(sym) {
			return value.Set{}, false
		}
		unknown := value.Unknown("parameter " + sym.String() + " of " + funcName(fn))
		if f, ok := sym.Field(); ok {
			unknown = value.Of(f)
		}
		key := outsideKey{fn, sym}
		if known, ok := p.answers[key]; ok {
			return known, true
		}
		if depth > 4 || len(p.callers[fn]) > maxCallers || p.asked > maxAsked {
			return unknown, true
		}
		p.answers[key] = unknown // a function that hands its own parameter on adds nothing
		known := p.fromCallers(sym, fn, unknown, depth)
		p.answers[key] = known
		return known, true
	})
}

// outsideKey is a question of outside: what a function gets for a symbol.
type outsideKey struct {
	fn  *ssa.Function
	sym value.Symbol
}

// maxCallers bounds how many callers are asked what they pass; nothing that
// so many pass is a base URL.
const maxCallers = 64

// maxAsked bounds how many arguments are worked out for one package in this
// way: in a large parser everything is passed on to everything.
const maxAsked = 2_000

// fromCallers joins what the callers of fn in the package pass for a symbol.
func (p *pass) fromCallers(sym value.Symbol, fn *ssa.Function, unknown value.Set, depth int) value.Set {
	if sym.Kind == value.Free {
		if m := p.made[fn]; m != nil && sym.Index < len(m.Bindings) {
			return p.outside(p.eval.Read(m.Bindings[sym.Index], sym.Path, sym.Owner, m), m.Parent(), depth+1)
		}
		return unknown
	}
	var sets []value.Set
	for _, call := range p.callers[fn] {
		for _, c := range p.eval.Targets(call.Common()) {
			if c.Fn == fn {
				p.asked++
				if s, ok := p.eval.Argument(sym, c, call); ok {
					sets = append(sets, p.outside(s, call.Parent(), depth+1))
				}
			}
		}
	}
	if len(sets) == 0 {
		return unknown
	}
	return value.Join(sets...)
}

// indexStores notes what constructors and options of other packages store in
// fields when they are called here.
func (p *pass) indexStores() {
	p.imported = map[string][]importedStore{}
	p.fields, p.closed, p.taken = map[string]value.Set{}, map[string][]endpoint{}, map[string][]endpoint{}
	p.made = map[*ssa.Function]*ssa.MakeClosure{}
	for _, fn := range p.Funcs {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if m, ok := instr.(*ssa.MakeClosure); ok {
					if lit, ok := m.Fn.(*ssa.Function); ok {
						p.made[lit] = m
					}
				}
				call, ok := instr.(ssa.CallInstruction)
				if !ok {
					continue
				}
				for _, c := range p.eval.Callees(call.Common()) {
					f := p.Imports.Func(c.Method)
					if f == nil {
						continue
					}
					for _, s := range f.Stores {
						p.imported[s.Field] = append(p.imported[s.Field], importedStore{s.Value, c, call})
					}
				}
			}
		}
	}
}

// An importedStore is what a function of another package leaves in a field, in
// the symbols of that function, where this package calls it.
type importedStore struct {
	value  value.Set
	callee eval.Callee
	call   ssa.CallInstruction
}

// importedIn returns what functions of other packages leave in a field when
// this package calls them.
func (p *pass) importedIn(field string) []eval.Stored {
	var out []eval.Stored
	for _, s := range p.imported[field] {
		v := s.value.Subst(func(sym value.Symbol) (value.Set, bool) { return p.eval.Argument(sym, s.callee, s.call) })
		out = append(out, eval.Stored{Fn: s.call.Parent(), Value: v, At: s.call})
	}
	return out
}

// call records a call whose endpoint is known, and returns what callers have
// to decide of its token.
func (p *pass) call(fn *ssa.Function, in *info, e effect, ep endpoint) []effect {
	c := Call{Site: e.site, Method: ep.method, Path: ep.path, Written: ep.path, Match: ep.match, Ops: ep.match.Ops, Chain: e.Chain[1:]}
	if e.SDK {
		c.SDK = e.Sender
	}
	c.Body, c.Asked = body(e.Body), asked(e.URL)
	if ep.method == "" {
		return nil
	}
	if len(c.Ops) > 0 {
		c.Path = c.Ops[0].Path
	} else {
		c.Match = p.Endpoint.Lookup(ep.method, ep.path)
	}
	c.Host = hostText(ep.host)
	c.Level, c.Evidence = p.words.judge(e.Effect, &ep, e.site.Fn)
	if ep.dropped {
		c.Evidence = append(c.Evidence, "what follows the path is taken for a query")
	}
	if c.Level == RuledOut && c.Host == "" {
		return nil
	}
	token := p.closeToken(e.Token, fn)
	c.Token = p.classify(token)
	if len(c.Ops) > 0 && (c.Token.Class == "" || c.Token.Class == send.Machine) {
		p.know(token, credential{token: true, level: c.Level})
	}
	if slices.ContainsFunc(in.calls, func(i int) bool { return p.out.Calls[i].same(c) }) {
		return nil // over another way, or with another query
	}
	in.calls = append(in.calls, len(p.out.Calls))
	p.out.Calls = append(p.out.Calls, c)
	return p.hand(e, c)
}

// captured returns an endpoint that a function literal knows with the hosts
// that the captured variables bring along.
func (p *pass) captured(fn *ssa.Function, ep endpoint) []endpoint {
	if p.made[fn] == nil || !(value.Set{Alts: []value.Pattern{ep.host}}).Has(value.Free) {
		return []endpoint{ep}
	}
	url := value.Set{Alts: []value.Pattern{ep.url}}
	for m := p.made[fn]; m != nil && url.Has(value.Free); m = p.made[m.Parent()] {
		url = url.Subst(func(sym value.Symbol) (value.Set, bool) {
			if sym.Kind != value.Free || sym.Index >= len(m.Bindings) {
				return value.Set{}, false
			}
			return p.eval.Read(m.Bindings[sym.Index], sym.Path, sym.Owner, m), true
		})
	}
	var out []endpoint
	for _, u := range url.Alts {
		place, ok := locate(u)
		if !ok {
			return []endpoint{ep}
		}
		outer := p.endpoint(value.Text(ep.method).Alts[0], u, place)
		if !outer.known() || outer.path != ep.path {
			return []endpoint{ep}
		}
		outer.refine = ep.refine
		out = append(out, outer)
	}
	if len(out) == 0 {
		return []endpoint{ep}
	}
	return out
}

// body turns the names that a request's object may have into what the policy
// asks for.
func body(names value.Set) policy.Body {
	b := policy.Body{Known: true}
	for _, p := range names.Alts {
		if t, ok := p.Literal(); ok {
			b.Fields = append(b.Fields, t)
		} else {
			b.Known = false
		}
	}
	return b
}

// same reports whether two calls say the same of the same place.
func (c Call) same(d Call) bool {
	return c.Frame == d.Frame && c.Method == d.Method && c.Written == d.Written && c.Host == d.Host && c.Level == d.Level &&
		c.Token == d.Token && c.Body.Known == d.Body.Known && slices.Equal(c.Body.Fields, d.Body.Fields)
}

// unresolved records a request to the Management API that cannot be worked
// out.
func (p *pass) unresolved(e effect, ep endpoint) {
	level, _ := p.words.judge(e.Effect, &ep, e.site.Fn)
	if e.Do || !e.SDK && ep.assumed && level < Certain {
		return // nothing says that it goes to the API
	}
	if level < Likely {
		return
	}
	u := Unresolved{Site: e.site, Method: ep.method, Path: ep.path, Level: level, Reason: p.reason(ep), Chain: e.Chain[1:]}
	for _, o := range p.out.Unresolved {
		if o.Frame == u.Frame && o.Reason == u.Reason {
			return
		}
	}
	p.out.Unresolved = append(p.out.Unresolved, u)
}

// reason says why an endpoint is not known.
func (p *pass) reason(ep endpoint) string {
	what := "path"
	if ep.method == "" {
		what = "method"
	}
	var from []string
	for _, s := range ep.blockers {
		if t := source(s); !slices.Contains(from, t) {
			from = append(from, t)
		}
	}
	if len(from) == 0 {
		return what + " is not known"
	}
	return what + " comes from " + strings.Join(from, " and ")
}

// source names for people where a symbol's value comes from.
func source(s value.Symbol) string {
	path := s.Path
	if i := strings.IndexAny(path, "[($"); i >= 0 {
		path = strings.TrimSuffix(path[:i], ".")
	}
	s.Path = path
	switch s.Kind {
	case value.Param:
		return "parameter " + s.String()
	case value.Free:
		return "captured variable " + s.String()
	case value.Field:
		return "field " + s.String()
	case value.Global:
		return "variable " + s.String()
	}
	return s.String()
}

// finish looks at the effects that no caller has taken over.
func (p *pass) finish(fn *ssa.Function) {
	in := p.infos[fn]
	if in == nil {
		return
	}
	for _, e := range in.effects {
		if e.Kind != summary.Request || e.Refine || len(p.callers[fn]) > 0 && !p.values[fn] {
			continue
		}
		local := fn.Parent() != nil || !exportedFunc(fn) || p.Types.Name() == "main"
		for _, ep := range p.endpoints(e.Effect) {
			if !local && !ep.assumed {
				continue // an importer may know
			}
			if local {
				// Nobody else can know any more.
				for i, s := range ep.blockers {
					if s.Kind == value.Param && s.Path == "" {
						ep.blockers[i] = value.Symbol{Name: "parameter " + s.String() + " of " + funcName(fn)}
					}
				}
				p.unresolved(e, ep)
			}
		}
	}
}

func exportedFunc(fn *ssa.Function) bool {
	return fn.Object() != nil && fn.Object().Exported()
}

// hostText writes a host with {} for holes, and "" where nothing is literal.
func hostText(h value.Pattern) string {
	s := h.String()
	if strings.Trim(s, "{}") == "" {
		return ""
	}
	return s
}
