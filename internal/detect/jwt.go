package detect

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/jwt"
)

// A TokenLiteral is an access token for a Management API that stands in the
// code. What it says of itself is here; the token is not.
type TokenLiteral struct {
	Site
	Tenant  string // host
	Level   Level  // how sure it is that the host is a tenant's
	Scopes  []string
	Expires string // "2027-01-31", or ""
}

// tokenLiterals finds the tokens in constants, and those that the code puts
// together out of parts.
func (p *pass) tokenLiterals() {
	if p.isSDK() || !p.writesToken() {
		return
	}
	for _, f := range p.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			if t, ok := p.constantOf(e); ok {
				if p.namesToken(e) {
					return true // found where the name is declared
				}
				p.tokensIn(t, Site{Pos: e.Pos(), End: e.End()}, nil)
				return false // its operands are parts of it
			}
			return true
		})
	}
	for _, fn := range p.Funcs {
		p.guard(fn, func() { p.joinedTokens(fn) })
	}
}

// writesToken reports whether any constant of the package looks like the
// beginning of a token.
func (p *pass) writesToken() bool {
	for _, f := range p.Files {
		found := false
		ast.Inspect(f, func(n ast.Node) bool {
			if e, ok := n.(ast.Expr); ok && !found {
				t, _ := p.constantOf(e)
				found = jwt.Begins(t)
			}
			return !found
		})
		if found {
			return true
		}
	}
	return false
}

// constantOf returns the text of an expression that is a constant, but not of
// a mere name: the constant's declaration has it.
func (p *pass) constantOf(e ast.Expr) (string, bool) {
	switch e.(type) {
	case *ast.Ident, *ast.SelectorExpr:
		return "", false
	}
	tv, ok := p.Info.Types[e]
	if !ok || tv.Value == nil || tv.Value.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(tv.Value), true
}

// namesToken reports whether a constant expression uses a constant that holds
// a whole token.
func (p *pass) namesToken(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if c, ok := p.Info.Uses[id].(*types.Const); ok && c.Val().Kind() == constant.String {
				found = found || len(jwt.Find(constant.StringVal(c.Val()))) > 0
			}
		}
		return !found
	})
	return found
}

// joinedTokens looks at the texts that a function puts together.
func (p *pass) joinedTokens(fn *ssa.Function) {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			v, ok := instr.(ssa.Value)
			if !ok || partOfText(v) {
				continue
			}
			switch instr.(type) {
			case *ssa.BinOp, *ssa.Call:
			default:
				continue
			}
			if t, ok := v.Type().Underlying().(*types.Basic); !ok || t.Info()&types.IsString == 0 {
				continue
			}
			for _, alt := range p.eval.Read(v, "", "", instr).Alts {
				for _, piece := range alt {
					p.tokensIn(piece.Text, p.site(fn, v.Pos()), fn)
				}
			}
		}
	}
}

// tokensIn records the tokens in a text; of a text that a function puts
// together, those that no literal holds as a whole.
func (p *pass) tokensIn(text string, at Site, fn *ssa.Function) {
	for _, c := range jwt.Find(text) {
		for _, aud := range c.Audience {
			host, certain, ok := jwt.Tenant(aud)
			if !ok {
				continue
			}
			l := TokenLiteral{Site: at, Tenant: host, Level: Possible, Expires: c.Expires}
			switch issuer := issuedBy(c); {
			case certain || strings.HasSuffix(issuer, ".auth0.com"):
				l.Level = Certain
			case issuer == host && p.words.anywhere:
				l.Level = Likely // a custom domain issues tokens for itself
			}
			for _, s := range c.Scopes {
				if p.Endpoint.HasScope(s) {
					l.Scopes = append(l.Scopes, s)
				}
			}
			same := func(o TokenLiteral) bool {
				return o.Tenant == l.Tenant && o.Expires == l.Expires && slices.Equal(o.Scopes, l.Scopes)
			}
			if fn != nil && slices.ContainsFunc(p.out.Tokens, same) {
				continue
			}
			if fn == nil {
				l.Site = p.place(at)
			}
			p.out.Tokens = append(p.out.Tokens, l)
		}
	}
}

// issuedBy returns the host of a token's issuer.
func issuedBy(c jwt.Claims) string {
	host, _, _ := strings.Cut(strings.TrimPrefix(c.Issuer, "https://"), "/")
	return strings.ToLower(host)
}

// place completes a place in the syntax.
func (p *pass) place(at Site) Site {
	for _, fn := range p.Funcs {
		if syntax := fn.Syntax(); syntax != nil && syntax.Pos() <= at.Pos && at.Pos <= syntax.End() && fn.Parent() == nil {
			at.Fn = fn
		}
	}
	s := p.site(at.Fn, at.Pos)
	s.End = at.End
	return s
}
