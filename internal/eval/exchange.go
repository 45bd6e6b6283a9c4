package eval

import (
	"go/types"
	"net/url"
	"reflect"
	"regexp"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/internal/value"
)

// Code that asks /oauth/token itself sends a grant_type and decodes what comes
// back: an answer carries, at its path Token, a token of the class that the
// grant is for, and so does everything that is decoded out of it.

// exchanged answers for the token in the response to a request.
func (p *Package) exchanged(row *send.Row, c *ssa.Call) (value.Set, bool) {
	for _, r := range row.Requests {
		if r.Make || !oauthToken(p.Source(r.URL, c)) {
			continue
		}
		body, at := p.bodyValue(r, c)
		if body == nil {
			continue
		}
		grants, ok := p.member(body, "grant_type", at).Literals()
		if !ok {
			continue
		}
		audience := ""
		if forManagement(p.member(body, "audience", at)) {
			audience = send.ForManagement
		}
		var sets []value.Set
		for _, g := range grants {
			if class := grantClass(g); class != "" {
				sets = append(sets, value.Classed(class, "the grant "+g[strings.LastIndexAny(g, "/:")+1:]+audience))
			}
		}
		return value.Join(sets...), true
	}
	return value.Set{}, false
}

// oauthToken reports whether a URL can be that of the token endpoint.
func oauthToken(u value.Set) bool {
	for _, alt := range u.Alts {
		if _, _, ok := alt.IndexText("oauth/token"); ok {
			return true
		}
	}
	return false
}

// forManagement reports whether an audience can be that of a Management API.
func forManagement(audience value.Set) bool {
	for _, alt := range audience.Alts {
		text, err := url.PathUnescape(alt.String())
		if err == nil && strings.HasSuffix(strings.TrimSuffix(text, "/"), "/api/v2") {
			return true
		}
	}
	return false
}

// grantClass is the class of the tokens that a grant gives, "" where the grant
// is not known.
func grantClass(grant string) string {
	switch {
	case grant == "client_credentials", strings.HasSuffix(grant, ":jwt-bearer"):
		return send.Machine
	case grant == "refresh_token":
		return send.Refreshed
	case strings.HasSuffix(grant, ":device_code"):
		return send.Device
	case grant == "authorization_code", grant == "password", strings.HasPrefix(grant, "http://auth0.com/oauth/grant-type/"):
		return send.User
	}
	return ""
}

// bodyValue returns what a request sends: an argument of the call, or of the
// call that made the request.
func (p *Package) bodyValue(r send.Request, c *ssa.Call) (ssa.Value, ssa.Instruction) {
	args := operands(&c.Call)
	if !r.Do {
		return argument(r.Body, args), c
	}
	if r.Object >= len(args) {
		return nil, nil
	}
	root, _ := p.Root(args[r.Object])
	made, ok := root.(*ssa.Call)
	if !ok {
		return nil, nil
	}
	row := p.rows.Find(callee(&made.Call))
	if row == nil || len(row.Requests) == 0 || !row.Requests[0].Make {
		return nil, nil
	}
	return argument(row.Requests[0].Body, operands(&made.Call)), made
}

func argument(src send.Source, args []ssa.Value) ssa.Value {
	if len(src.Terms) != 1 || src.Terms[0].Literal || src.Terms[0].Path != "" || src.Terms[0].Arg >= len(args) {
		return nil
	}
	return args[src.Terms[0].Arg]
}

// member returns what a form or a JSON object that v is made of holds under a
// name.
func (p *Package) member(v ssa.Value, name string, at ssa.Instruction) value.Set {
	return p.memberWithin(v, name, at, maxHelpers)
}

// memberWithin is member, as far as depth functions of the package make v.
func (p *Package) memberWithin(v ssa.Value, name string, at ssa.Instruction, depth int) value.Set {
	for range 16 {
		v = concrete(p.variable(concrete(v)))
		switch x := v.(type) {
		case *ssa.Convert:
			v = x.X
			continue
		case *ssa.Extract:
			if c, ok := x.Tuple.(*ssa.Call); ok && x.Index == 0 {
				v = c
				continue
			}
		case *ssa.Call:
			fn := callee(&x.Call)
			if fn == nil {
				break
			}
			switch send.Key(fn) {
			case "strings.NewReader", "bytes.NewReader", "bytes.NewBuffer", "bytes.NewBufferString", "io.NopCloser", "encoding/json.Marshal", "net/url.Values.Encode":
				v, at = x.Call.Args[0], x
				continue
			}
		}
		break
	}
	if stringLike(v.Type()) {
		if s := memberOfText(p.Read(v, "", "", at), name); len(s.Alts) > 0 {
			return s
		}
	}
	var s value.Set
	if path := memberPath(v.Type(), name); path != "" {
		if s = p.Read(v, path, "", at); len(s.Alts) > 0 && !s.Has(value.Opaque) {
			return s
		}
	}
	if c, ok := v.(*ssa.Call); ok && depth > 0 {
		if made := p.memberOfResult(c, name, depth-1); len(made.Alts) > 0 {
			return made
		}
	}
	return s
}

// memberPath is where an object that becomes a form or a JSON object holds what
// is sent under a name; "" where its type has no such place.
func memberPath(t types.Type, name string) string {
	switch t := deref(t).Underlying().(type) {
	case *types.Map:
		if _, list := t.Elem().Underlying().(*types.Slice); list {
			return "[" + name + "][*]"
		}
		return "[" + name + "]"
	case *types.Struct:
		for i := range t.NumFields() {
			if tag, _, _ := strings.Cut(reflect.StructTag(t.Tag(i)).Get("json"), ","); tag == name {
				return "." + t.Field(i).Name()
			}
		}
	}
	return ""
}

// MemberStep is the path step from a value to what the form or the JSON object
// that it is made of holds under a name.
func MemberStep(name string) string { return ".$member[" + name + "]" }

// Member returns what lies at MemberStep of fn's first result, in fn's symbols.
func (p *Package) Member(fn *ssa.Function, name string) value.Set {
	return p.memberReturned(fn, name, maxHelpers)
}

func (p *Package) memberReturned(fn *ssa.Function, name string, depth int) value.Set {
	var out []value.Set
	for _, ret := range Returns(fn) {
		if len(ret.Results) > 0 {
			out = append(out, p.memberWithin(ret.Results[0], name, ret, depth))
		}
	}
	return value.Join(out...)
}

// memberOfResult is member of what functions return first.
func (p *Package) memberOfResult(c *ssa.Call, name string, depth int) value.Set {
	var out []value.Set
	for _, callee := range p.Callees(&c.Call) {
		var s value.Set
		switch {
		case InCode(callee.Fn):
			s = p.memberReturned(callee.Fn, name, depth)
		case callee.Method != nil:
			s, _ = p.resolver.Result(callee.Method, 0, MemberStep(name), "")
		}
		out = append(out, s.Subst(func(sym value.Symbol) (value.Set, bool) { return p.Argument(sym, callee, c) }))
	}
	return value.Join(out...)
}

// memberOfText looks for a name in the text of a form or a JSON object.
func memberOfText(s value.Set, name string) value.Set {
	form := regexp.MustCompile(`(?:^|[&?])` + name + `=([\w:.%/{}-]+)`)
	object := regexp.MustCompile(`"` + name + `"\s*:\s*"([\w:./{}-]+)"`)
	var out []value.Set
	for _, alt := range s.Alts {
		text := alt.String()
		for _, re := range []*regexp.Regexp{form, object} {
			if m := re.FindStringSubmatch(text); m != nil {
				out = append(out, value.Text(m[1]))
			}
		}
	}
	return value.Join(out...)
}

// decoded answers for the token in what is read or decoded from a response.
func (p *Package) decoded(fn *types.Func, c *ssa.Call, path string) (value.Set, bool) {
	if path != Token {
		return value.Set{}, false
	}
	switch send.Key(fn) {
	case "io.ReadAll", "io/ioutil.ReadAll", "io.LimitReader", "io.NopCloser", "bufio.NewReader", "bytes.NewReader", "bytes.NewBuffer", "encoding/json.NewDecoder":
		return p.Read(c.Call.Args[0], Token, "", c), true
	}
	return value.Set{}, false
}

// decodeEffect tells what decoding a response leaves in an object.
func (p *Package) decodeEffect(fn *types.Func, call ssa.CallInstruction, s *scan) (effect, bool) {
	args := operands(call.Common())
	if fn == nil || fn.Pkg() == nil || len(args) != 2 || fn.Name() != "Unmarshal" && send.Key(fn) != "encoding/json.Decoder.Decode" {
		return effect{}, false // YAML and the rest call it as JSON does
	}
	r := p.root(args[1])
	if r.v != s.root || strings.HasSuffix(s.path, Keys) {
		return effect{}, false
	}
	if _, ok := below(s.path, r.path); !ok {
		return effect{}, false
	}
	if v := p.Read(args[0], Token, "", call); len(v.Alts) > 0 {
		return effect{replaces, v}, true
	}
	return effect{}, false
}
