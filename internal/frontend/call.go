package frontend

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2/js"

	"github.com/scopevet/scopevet/policy"
)

// A request is one that a script sends, before anybody knows where.
type request struct {
	at      int // token of the function that sends it
	url     int // first token of the URL
	method  string
	methods int // first token of the method, when it is an expression; 0 for none
	body    int // first token of the body; 0 for none, -1 when it cannot be seen
	options int // first token of an object with the rest of it, such as a name; 0 for none
	client  int // token of the name of the client that sends it; 0 for none
	base    value
}

// verbs are the methods of HTTP clients that are named like what they send.
var verbs = map[string]string{
	"get": "GET", "post": "POST", "put": "PUT", "patch": "PATCH", "delete": "DELETE", "del": "DELETE", "head": "HEAD",
	"$get": "GET", "$post": "POST", "$put": "PUT", "$patch": "PATCH", "$delete": "DELETE", "getJSON": "GET", "sendBeacon": "POST",
}

// call looks at the call whose parenthesis is at open.
func (in *inspection) call(open int) {
	s := in.script
	if !in.api {
		return
	}
	callee := s.callee(open)
	if callee < 0 || s.kind(open-1) == js.CloseParenToken && s.kind(callee+1) != js.CloseParenToken {
		return
	}
	if s.kind(open+1) == js.CloseParenToken {
		in.sdkCall(callee)
		return
	}
	member := s.member(callee - 1)
	name := s.text(callee)
	if len(name) > 14 {
		return
	}
	switch string(name) {
	case "fetch", "$fetch", "ofetch", "authFetch", "fetchJson", "fetchJSON", "Request":
		if s.kind(callee-1) == js.FunctionToken {
			return
		}
		in.withOptions(callee, open)
	case "ajax", "axios", "request", "useFetch", "useAxios", "ky", "got":
		in.withOptions(callee, open)
	case "open":
		if args := s.args(open); member && len(args) >= 2 {
			if m, ok := s.eval(args[0]).only(); ok && slices.Contains(methods, strings.ToUpper(m)) {
				in.request(request{at: s.head(callee), url: args[1], method: strings.ToUpper(m), body: -1})
			}
		}
	case "append", "set":
		return // judged by the literal
	default:
		if verb := verbs[string(name)]; verb != "" && member {
			if !in.sdkCall(callee) {
				in.verb(callee, open, verb)
			}
			return
		}
		if in.sdkCall(callee) {
			return
		}
		if s.kind(open+1) == js.OpenBraceToken && len(name) <= 3 {
			in.withOptions(callee, open) // axios, under the name that a bundler gave it
		}
	}
}

var methods = []string{"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"}

// withOptions looks at send(url, {method, body}) and send({url, method}).
func (in *inspection) withOptions(callee, open int) {
	s := in.script
	args := s.args(open)
	if len(args) == 0 {
		return
	}
	r := request{at: s.head(callee), url: args[0], method: "GET"}
	if open := s.objectOf(args[0]); open >= 0 {
		props, _ := s.object(open)
		p, ok := find(props, "url")
		if !ok {
			return
		}
		r.url, r.options = p.value, open
	} else if len(args) > 1 {
		r.options = args[1]
	}
	in.request(r)
}

// withOptionsOf fills in what the options of a request say. They may be a
// parameter, for which bound holds the argument.
func (in *inspection) withOptionsOf(r request, bound *binding) request {
	s := in.script
	if r.options == 0 {
		return r
	}
	at := r.options
	if s.ident(at) && ends(s.kind(at+1)) {
		if m, ok := s.resolve(s.name(at), at); ok && m.list >= 0 {
			switch a, _, known := bound.argument(parameter{m.list, m.index}); {
			case known && a == nil:
				return r // the caller gives none
			case known:
				at = a.at
			}
		}
	}
	open := s.objectOf(at)
	if open < 0 {
		r.method, r.body = "", -1
		return r
	}
	props, whole := s.object(open)
	for _, p := range props {
		switch p.key {
		case "method", "type":
			r.methods = p.value
		case "body", "data", "json":
			r.body = p.value
		case "baseURL", "prefixUrl":
			r.base = s.eval(p.value)
		}
	}
	if !whole && r.methods == 0 {
		r.method = ""
	}
	if !whole && r.body == 0 {
		r.body = -1
	}
	return r
}

// verb looks at client.get(url), client.post(url, body).
func (in *inspection) verb(callee, open int, method string) {
	s := in.script
	args := s.args(open)
	switch s.kind(args[0]) {
	case js.StringToken, js.TemplateToken, js.TemplateStartToken, js.IdentifierToken, js.OpenParenToken, js.NewToken, js.ThisToken:
	default:
		return
	}
	r := request{at: s.head(callee), url: args[0], method: method}
	if len(args) > 1 && method != "GET" && method != "DELETE" {
		r.body = args[1]
	}
	r.client = callee - 2
	in.request(r)
}

// baseOf finds the base URL of a client by its definition: the name at i was
// given the value of some create({baseURL}).
func (in *inspection) baseOf(i int) value {
	s := in.script
	if !s.ident(i) {
		return in.baseURL
	}
	at := -1
	if s.member(i - 1) {
		if stored, ok := s.field(s.name(i)); ok {
			at = stored
		}
	} else if m, ok := s.resolve(s.name(i), i); ok && m.list < 0 && len(m.values) == 1 && m.values[0].kind() == variable {
		at = m.values[0].value()
	}
	for j := at; j >= 0 && j < at+8; j++ {
		if s.kind(j) != js.OpenParenToken {
			continue
		}
		if args := s.args(j); len(args) > 0 && s.is(j-1, "create") || len(args) > 0 && s.is(j-1, "extend") {
			if open := s.objectOf(args[0]); open >= 0 {
				props, _ := s.object(open)
				if p, ok := find(props, "baseurl", "prefixurl"); ok {
					return s.eval(p.value)
				}
			}
		}
		break
	}
	return in.baseURL
}

// request evaluates the parts of a request. Where the URL depends on a
// parameter, those who call the function send it.
func (in *inspection) request(r request) {
	in.requestThrough(r, nil, 0, r.at)
}

// requestThrough evaluates a request with what is known of parameters; at is
// where it is reported.
func (in *inspection) requestThrough(r request, bound *binding, depth, at int) {
	given := r
	r = in.withOptionsOf(r, bound)
	e := newEvaluator(in.script, bound)
	u := e.expression(r.url)
	if len(e.asked) == 0 && len(u.alts) == 1 && u.alts[0] == hole {
		return
	}
	if r.base.alts == nil && r.client > 0 && slices.ContainsFunc(u.alts, relative) {
		r.base = in.baseOf(r.client)
	}
	if r.base.alts != nil {
		u = withBase(u, r.base)
	}
	asked := slices.Clone(e.asked)
	method := literal(r.method)
	if r.methods > 0 {
		method = e.expression(r.methods)
	}
	if depth < 3 && len(asked) > 0 && in.callers(given, asked[0], bound, depth) {
		return
	}
	for _, t := range u.alts {
		in.judgeRequest(t, u.names, method, in.bodyOf(r), at)
	}
}

// relative tells whether a URL may be a path that a client has a base for.
func relative(u string) bool { return u != hole && !strings.Contains(u, "://") }

// withBase puts the base URL before paths.
func withBase(u, base value) value {
	out := value{names: append(slices.Clip(base.names), u.names...)}
	for _, t := range u.alts {
		if strings.Contains(t, "://") {
			out.alts = append(out.alts, t)
			continue
		}
		for _, b := range base.alts {
			out.alts = append(out.alts, strings.TrimSuffix(b, "/")+"/"+strings.TrimPrefix(t, "/"))
		}
	}
	return out
}

// maxChased is how many calls of functions that send requests are looked at
// in one script.
const maxChased = 20000

// callers finds the calls of the function that has the parameter and judges
// the request at each of them; false when there are none to be seen.
func (in *inspection) callers(r request, p parameter, bound *binding, depth int) bool {
	s := in.script
	name, method := s.functionName(p.list)
	if name == "" || method && len(name) < 3 {
		return false
	}
	if method {
		if _, only := s.definitions().methods.only(hashName(name)); !only {
			return false
		}
	}
	found := false
	for _, i := range s.callsOf(name, method, p.list) {
		if in.chased++; in.chased > maxChased {
			return found
		}
		call := &binding{list: p.list, missing: literal(undefined), outer: bound}
		for _, a := range s.args(i) {
			call.args = append(call.args, argument{at: a})
		}
		found = true
		in.requestThrough(r, call, depth+1, s.head(i-1))
	}
	return found
}

// callsOf returns the parentheses of the calls of a function, which its
// parameter list and its name tell.
func (s *script) callsOf(name string, method bool, list int) []int {
	sc := s.definitions()
	if method {
		var out []int
		for _, call := range sc.calls.all(hashName(name), maxCalls) {
			i := int(call)
			// A brace behind it makes it the definition.
			if i != list && s.member(i-2) && s.kind(s.after(i)) != js.OpenBraceToken {
				out = append(out, i)
			}
		}
		return out
	}
	// All calls of that name are told apart at once: in minified code many
	// functions share one.
	if !sc.sorted[name] {
		if sc.sorted == nil {
			sc.sorted, sc.callers = make(map[string]bool), make(map[int][]int)
		}
		sc.sorted[name] = true
		for _, call := range sc.calls.all(hashName(name), maxCalls) {
			i := int(call)
			if s.member(i - 2) {
				continue
			}
			if l := s.listOf(i - 1); l >= 0 && l != i {
				sc.callers[l] = append(sc.callers[l], i)
			}
		}
	}
	return sc.callers[list]
}

// undefined is the value of an argument that is not there.
const undefined = "undefined"

// functionName returns the name of the function that has a parameter list,
// and whether it is a method.
func (s *script) functionName(list int) (name string, method bool) {
	i := list - 1
	if s.kind(i) == js.AsyncToken {
		i--
	}
	switch {
	case s.kind(i) == js.EqToken: // name = (…) =>
		return s.name(i - 1), s.member(i-2) || s.around(i) > 0 && s.classBody(s.around(i))
	case s.kind(i) == js.FunctionToken: // name = function(…)
		if s.kind(i-1) == js.AsyncToken {
			i--
		}
		if s.kind(i-1) == js.EqToken {
			return s.name(i - 2), s.member(i - 3)
		}
		if s.kind(i-1) == js.ColonToken {
			return s.key(i - 2), true
		}
	case s.kind(i) == js.ColonToken: // {name: (…) =>
		return s.key(i - 1), true
	case s.ident(i) && (s.kind(i-1) == js.FunctionToken || s.kind(i-1) == js.MulToken):
		return s.name(i), false
	case s.ident(i):
		return s.name(i), true
	}
	return "", false
}

// listOf returns the parameter list of the function that the name at i
// stands for.
func (s *script) listOf(i int) int {
	m, ok := s.resolve(s.name(i), i)
	if !ok || m.list >= 0 || len(m.values) != 1 {
		return -1
	}
	if m.values[0].kind() == function {
		return m.values[0].value()
	}
	return s.functionAt(m.values[0].value())
}

// bodyOf returns the fields of the object that a request sends.
func (in *inspection) bodyOf(r request) policy.Body {
	s := in.script
	if r.body <= 0 {
		return policy.Body{Known: r.body == 0}
	}
	at := r.body
	if s.is(at, "JSON") && s.member(at+1) && s.is(at+2, "stringify") && s.kind(at+3) == js.OpenParenToken {
		at += 4
	}
	open := s.objectOf(at)
	if open < 0 {
		return policy.Body{}
	}
	props, whole := s.object(open)
	b := policy.Body{Known: whole}
	for _, p := range props {
		b.Fields = append(b.Fields, p.key)
	}
	return b
}

// judgeRequest judges one URL that a request may go to.
func (in *inspection) judgeRequest(u string, names []string, method value, body policy.Body, at int) {
	const root = "/api/v2"
	i := strings.Index(u, root)
	if i < 0 || in.server {
		return
	}
	base, path := u[:i], u[i:]
	if len(path) > len(root) && path[len(root)] != '/' && path[len(root)] != '?' || strings.HasPrefix(path[len(root):], "/?") || strings.TrimRight(path, "/") == root {
		return
	}
	c, ok := in.requestConfidence(base, names)
	if !ok {
		return
	}
	path = strings.ReplaceAll(path, hole, "{}")
	for _, m := range method.alts {
		m = strings.ToUpper(m)
		if !slices.Contains(methods, m) {
			m = ""
			if method.alts[0] == undefined {
				m = "GET"
			}
		}
		in.judgeEndpoint(m, path, body, c, at)
	}
}

// requestConfidence judges where a request goes by its URL before /api/v2.
func (in *inspection) requestConfidence(base string, names []string) (Confidence, bool) {
	if base == "" || !strings.Contains(base, hole) && !strings.Contains(base, "//") {
		return 0, false // the program's own server
	}
	switch in.hostOf(base) {
	case ours:
		return Certain, true
	case theirs:
		return 0, false
	}
	if !strings.Contains(base, hole) {
		return 0, false
	}
	for _, n := range names {
		switch speaks(n) {
		case ours:
			return Likely, true
		case theirs:
			return 0, false
		}
	}
	if in.managed || strings.Contains(base, "://"+hole) && in.tenants {
		return Likely, true
	}
	for _, n := range names {
		n = strings.ToLower(n)
		if in.tenants && (strings.Contains(n, "domain") || strings.Contains(n, "tenant") || strings.Contains(n, "issuer")) {
			return Likely, true
		}
	}
	return Possible, true
}

// judgeEndpoint judges a call of the Management API by a browser.
func (in *inspection) judgeEndpoint(method, path string, body policy.Body, c Confidence, at int) {
	match := in.Table.Lookup(method, path)
	if len(match.Ops) == 0 {
		if c == Certain && method != "" && len(match.Possible) == 0 {
			in.unknownEndpoint(method, path, match, at)
		}
		return
	}
	op := match.Ops[0]
	for _, other := range match.Ops {
		if _, v := in.Edition.Allows(other.Method, other.Path, policy.Body{}); v.Status != policy.NotListed {
			op = other // what a browser may do decides where the method is unknown
		}
	}
	f := Finding{Method: op.Method, Path: op.Path, Confidence: c, Uncertain: op.Uncertain}
	for _, set := range op.AnyOf {
		for _, scope := range set {
			if !slices.Contains(f.Scopes, scope) {
				f.Scopes = append(f.Scopes, scope)
			}
		}
	}
	row, v := in.Edition.Allows(op.Method, op.Path, body)
	switch v.Status {
	case policy.NotListed:
		f.Rule, f.Message = "spa-endpoint", refusal(op)
		if method == "" {
			f.Method = ""
			f.Message = strings.TrimPrefix(f.Message, op.Method+" ")
		}
	case policy.Withdrawn:
		f.Rule = "spa-withdrawn"
		f.Message = fmt.Sprintf("%s is no longer on the current-user allowlist (edition %s): %s; proxy it through your backend", op, in.Edition.Name, row.Withdrawn)
	case policy.BodyRefused:
		if method == "" {
			return
		}
		f.Rule, f.Message = "spa-body", bodyRefusal(op, v)
	default:
		if row.Risk == "" || method == "" {
			return
		}
		f.Rule = "spa-risky"
		f.Message = fmt.Sprintf("%s is allowed in the browser but not advised: %s; make the change in your backend", op, row.Risk)
	}
	in.report(at, f)
}

// refusal says why a browser's token does not open an operation.
func refusal(op *policy.Operation) string {
	var sets []string
	for _, set := range op.AnyOf {
		if !slices.ContainsFunc(set, policy.CurrentUserScope) {
			sets = append(sets, strings.Join(set, " and "))
		}
	}
	switch {
	case op.Method == "GET" && op.Path == "/api/v2/users":
		return op.String() + " is outside the current-user allowlist: a browser's token can only read its own user; call GET /api/v2/users/{id} with read:current_user, or proxy it through your backend"
	case len(sets) == 0:
		return op.String() + " is outside the current-user allowlist: a public client's token never opens it; proxy it through your backend"
	}
	return fmt.Sprintf("%s needs %s, which a public client never receives; proxy it through your backend", op, strings.Join(sets, " or "))
}

// bodyRefusal says what in the body a browser's token may not write.
func bodyRefusal(op *policy.Operation, v policy.Verdict) string {
	switch {
	case op.Method == "POST" && len(v.Offending) > 0:
		return fmt.Sprintf("%s with %s needs update:users, which a public client never receives; send link_with and the other account's ID token", op, plain(strings.Join(v.Offending, ", ")))
	case len(v.Offending) > 0:
		return fmt.Sprintf("%s may not set %s with a current-user token, which writes user_metadata only; proxy the change through your backend", op, plain(strings.Join(v.Offending, ", ")))
	}
	return fmt.Sprintf("%s with a current-user token needs %s in the body, which this one lacks", op, strings.Join(v.Missing, ", "))
}

func (in *inspection) unknownEndpoint(method, path string, m policy.Match, at int) {
	path = in.plainPath(path)
	f := Finding{Rule: "endpoint-unknown", Method: method, Path: path, Confidence: Certain}
	f.Message = method + " " + path + " is no endpoint of the Management API"
	switch {
	case len(m.OtherMethods) > 0:
		f.Message += "; this path takes " + strings.Join(m.OtherMethods, ", ")
	case len(m.Nearest) > 0:
		f.Message += "; did you mean " + m.Nearest[0].String() + "?"
	}
	in.report(at, f)
}

// plainPath writes a path of which only words are told: what else stands in it
// may be somebody's data.
func (s *Scanner) plainPath(path string) string {
	path, _, _ = strings.Cut(path, "?")
	path, _, _ = strings.Cut(path, "#")
	segments := strings.Split(path, "/")
	for i, segment := range segments {
		word := len(segment) < 30 && strings.Trim(strings.ToLower(segment), "abcdefghijklmnopqrstuvwxyz-_") == ""
		if !word && segment != "v2" && !s.Table.HasSegment(segment) {
			segments[i] = "{}"
		}
	}
	return strings.Join(segments, "/")
}
