package detect

import (
	"slices"
	"strings"

	"github.com/scopevet/scopevet/internal/eval"
	"github.com/scopevet/scopevet/internal/summary"
	"github.com/scopevet/scopevet/internal/value"
	"github.com/scopevet/scopevet/policy"
)

const prefix = "/api/v2"

// An endpoint is what one method and one URL pattern mean.
type endpoint struct {
	method   string
	path     string // with {} for holes
	host     value.Pattern
	match    policy.Match
	assumed  bool           // /api/v2 stands nowhere: the base URL is taken to bring it
	dropped  bool           // a hole at the end is taken for a query
	refine   bool           // a parameter or captured variable at the end, which may hold more than one segment
	blockers []value.Symbol // what keeps the endpoint from being known
	base     []*value.Hole  // holes in front of the path
	url      value.Pattern  // as a whole
}

func (e *endpoint) known() bool { return len(e.blockers) == 0 }

// endpoints takes a request apart: one answer for each method and URL that may
// be one of the Management API; URLs that certainly are not are left out.
func (p *pass) endpoints(e summary.Effect) []endpoint {
	var out []endpoint
	methods := e.Method.Alts
	if len(methods) > 1 {
		// The empty method beside others is a field that nobody has set yet.
		methods = slices.DeleteFunc(slices.Clone(methods), func(m value.Pattern) bool { return len(m) == 0 })
	}
	for _, u := range e.URL.Alts {
		out = append(out, p.endpointsAt(u, methods)...)
	}
	return plausible(out)
}

// endpointsAt takes one URL apart. What a function leaves to its callers comes
// by at each of them.
func (p *pass) endpointsAt(u value.Pattern, methods []value.Pattern) []endpoint {
	key := value.Set{Alts: append([]value.Pattern{u}, methods...)}.Key()
	out, ok := p.taken[key]
	if !ok {
		if place, ok := locate(u); ok {
			for _, m := range methods {
				out = append(out, p.endpoint(m, u, place))
			}
		}
		p.taken[key] = out
	}
	return out
}

// plausible drops pairs of method and path that no table has, where others of
// the same request are in it: branches choose method and path together.
func plausible(all []endpoint) []endpoint {
	found := false
	for _, e := range all {
		found = found || e.known() && len(e.match.Ops) > 0
	}
	if !found {
		return all
	}
	out := all[:0:0]
	for _, e := range all {
		if !e.known() || len(e.match.Ops) > 0 {
			out = append(out, e)
		}
	}
	return out
}

// A location is where in a URL the Management API's part begins.
type location struct {
	host value.Pattern
	base *value.Hole   // in front of the path, where /api/v2 stands nowhere: it may bring it along
	rest value.Pattern // what follows /api/v2, or base
}

// locate finds the API's path in a URL; ok is false for URLs that certainly
// lead elsewhere.
func locate(u value.Pattern) (location, bool) {
	u = absolute(noQuery(u))
	for _, mark := range []string{"/api/v2", "api/v2"} {
		i, j, ok := u.IndexText(mark)
		if !ok {
			continue
		}
		rest := u.After(i, j+len(mark))
		if len(rest) > 0 && rest[0].Hole == nil {
			if c := rest[0].Text[0]; c != '/' && c != '?' && c != '#' {
				continue // /api/v2beta
			}
		}
		before := u.Before(i, j)
		if mark == "api/v2" && len(before) > 0 && before[len(before)-1].Hole == nil {
			continue // /myapi/v2
		}
		s := value.Split(before)
		host := s.Host
		if len(s.Scheme) == 0 && len(host) == 0 {
			host = before
		}
		return location{host: host, rest: rest}, true
	}
	s := value.Split(u)
	switch {
	case len(u) == 0:
	case len(s.Scheme) > 0 || u[0].Hole == nil:
		// https://{host}{base}/users: what follows the host may bring /api/v2.
		path := s.Path
		if len(path) > 1 && path[0].Text == "/" {
			path = path[1:]
		}
		switch n := len(s.Host); {
		case len(path) > 0 && path[0].Hole != nil:
			return location{host: s.Host, base: path[0].Hole, rest: path[1:]}, true
		case len(s.Path) == 0 && n > 0 && s.Host[n-1].Hole != nil:
			return location{host: s.Host, base: s.Host[n-1].Hole}, true
		}
	default:
		// {base}/users: the base may end in /api/v2.
		return location{host: u[:1], base: u[0].Hole, rest: u[1:]}, true
	}
	return location{}, false
}

// absolute cuts off what stands before a scheme: a reference that turned out
// to be absolute after a base that it does not need.
func absolute(u value.Pattern) value.Pattern {
	for _, scheme := range []string{"https://", "http://"} {
		if i, j, ok := u.IndexText(scheme); ok && (i > 0 || j > 0) {
			return u.After(i, j)
		}
	}
	return u
}

func (p *pass) endpoint(m, u value.Pattern, at location) endpoint {
	e := endpoint{host: at.host, url: u}
	for _, piece := range at.host {
		if piece.Hole != nil {
			e.base = append(e.base, piece.Hole)
		}
	}
	if t, ok := m.Literal(); ok {
		switch e.method = strings.ToUpper(t); {
		case t == "":
			e.method = "GET"
		case !methodName().MatchString(e.method):
			e.method = ""
			e.blockers = append(e.blockers, value.Symbol{Name: "a text that is no method"})
		}
	} else {
		for _, piece := range m {
			if piece.Hole != nil {
				e.blockers = append(e.blockers, piece.Hole.Symbol)
			}
		}
	}
	rest := noQuery(at.rest)
	e.path = prefix + slashed(rest)
	if at.base != nil {
		e.blockers = append(e.blockers, at.base.Symbol)
		if !slices.Contains(e.base, at.base) {
			e.base = append(e.base, at.base)
		}
		e.assumed = true
	}
	last := len(rest) - 1
	if last >= 0 && rest[last].Hole != nil {
		head := rest[:last]
		text := ""
		if last > 0 {
			text = rest[last-1].Text
		}
		switch {
		case strings.HasSuffix(text, "/"):
			e.refine = callersDecide(rest[last].Hole.Symbol)
		case escaped(rest[last].Hole):
		default:
			// /users{}: a query, or more of the path.
			m := p.Endpoint.Find(e.method, prefix+slashed(head))
			word := text[strings.LastIndexByte(text, '/')+1:]
			if last == 0 || p.Endpoint.HasSegment(word) && (len(m.Ops) > 0 || len(m.OtherMethods) > 0) {
				if last == 0 {
					e.blockers = append(e.blockers, rest[last].Hole.Symbol)
					break
				}
				e.dropped = true
				e.path = prefix + slashed(head)
				e.refine = callersDecide(rest[last].Hole.Symbol)
			}
		}
	}
	e.match = p.Endpoint.Find(e.method, e.path)
	if len(e.match.Ops) == 0 && len(e.blockers) == 0 {
		if e.blockers = missing(rest, e.match); len(e.blockers) > 0 && !p.Endpoint.CanBe(e.method, e.path) {
			e.blockers = nil // whatever the holes stand for
		}
	}
	if len(e.match.Ops) == 0 {
		e.path = told(e.path)
	}
	return e
}

// missing returns the holes of a path that the table does not have which may
// hold what makes it one of the table's.
func missing(rest value.Pattern, m policy.Match) []value.Symbol {
	var out []value.Symbol
	for _, piece := range rest {
		switch {
		case piece.Hole == nil:
		case eval.Several(piece.Hole.Symbol):
			out = append(out, piece.Hole.Symbol)
		case len(m.OtherMethods) > 0:
		case len(m.Possible) > 0 || open(piece.Hole.Symbol):
			// The hole stands where the table has only words.
			out = append(out, piece.Hole.Symbol)
		}
	}
	return out
}

// slashed writes a path's rest with its leading slash; {name} and :name count
// as holes.
func slashed(rest value.Pattern) string {
	s := rest.String()
	if s == "" {
		return ""
	}
	if !strings.HasPrefix(s, "/") {
		s = "/" + s
	}
	segs := strings.Split(s, "/")
	for i, seg := range segs {
		if strings.HasPrefix(seg, ":") && len(seg) > 1 {
			segs[i] = "{}"
		}
	}
	for strings.Contains(s, "//") {
		s = strings.ReplaceAll(s, "//", "/")
	}
	return strings.TrimSuffix(strings.ReplaceAll(strings.Join(segs, "/"), "//", "/"), "/")
}

// noQuery cuts off the query and the fragment. Of a query that begins in a hole
// the text shows only the next parameter's &.
func noQuery(p value.Pattern) value.Pattern {
	for _, mark := range []string{"?", "#", "&"} {
		if i, j, ok := p.IndexText(mark); ok {
			p = p.Before(i, j)
		}
	}
	return p
}

func escaped(h *value.Hole) bool {
	for _, op := range h.Ops {
		if op.Name == value.Escape || op.Name == value.Query {
			return true
		}
	}
	return false
}

// open reports whether somebody else may still know a symbol.
func open(s value.Symbol) bool { return s.Kind != value.Opaque }

// callersDecide reports whether a symbol belongs to the function's callers.
func callersDecide(s value.Symbol) bool { return s.Kind == value.Param || s.Kind == value.Free }

// open reports whether callers or importers may know more of an effect.
func (p *pass) open(e summary.Effect) bool {
	if e.Kind == summary.Secret {
		return e.Value.Has(value.Param, value.Free, value.Field, value.Global)
	}
	for _, ep := range p.endpoints(e) {
		if slices.ContainsFunc(ep.blockers, open) {
			return true
		}
	}
	return false
}
