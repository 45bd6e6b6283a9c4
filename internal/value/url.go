package value

import "strings"

// A URL is a pattern taken apart. Query and fragment are dropped: they never
// choose an endpoint.
type URL struct {
	Scheme Pattern // without "://"
	Host   Pattern // with a port, where there is one
	Path   Pattern // with its leading slash
	// Based means that the pattern begins with a hole that can hold scheme,
	// host and any part of the path: what Host is, and where Path begins, is
	// then a reading, not a fact.
	Based bool
}

// Split takes a URL pattern apart. A leading hole is read as scheme and host,
// up to the first slash of the text after it.
func Split(p Pattern) URL {
	p = dropQuery(p)
	var u URL
	if i, j, ok := find(p, "://"); ok {
		u.Scheme = cut(p, 0, 0, i, j)
		p = cut(p, i, j+3, len(p), 0)
	} else if len(p) > 0 && p[0].Hole == nil && strings.HasPrefix(p[0].Text, "//") {
		p, _ = join(text(p[0].Text[2:]), p[1:])
	} else if len(p) > 0 && p[0].Hole == nil && strings.HasPrefix(p[0].Text, "/") {
		u.Path = p
		return u
	} else if len(p) > 0 && p[0].Hole != nil {
		u.Based = true
	}
	if i, j, ok := find(p, "/"); ok {
		u.Host = cut(p, 0, 0, i, j)
		u.Path = cut(p, i, j, len(p), 0)
		return u
	}
	// No slash in the text: all of it is the host, unless a hole at its end
	// may bring the path along.
	u.Host = p
	if n := len(p); n > 0 && p[n-1].Hole != nil {
		if n > 1 {
			u.Host, u.Path = p[:n-1], p[n-1:]
		} else if !u.Based {
			u.Based = true
		}
		if u.Based && n == 1 {
			u.Path = Pattern{wait(p[0], Op{Name: URLPath})}
			u.Host = Pattern{wait(p[0], Op{Name: URLHost})}
		}
	}
	return u
}

// dropQuery cuts p at the first ? or # of its text.
func dropQuery(p Pattern) Pattern {
	for i, piece := range p {
		if piece.Hole != nil {
			continue
		}
		if j := strings.IndexAny(piece.Text, "?#"); j >= 0 {
			return cut(p, 0, 0, i, j)
		}
	}
	return p
}

// find returns where sep first stands in p's text.
func find(p Pattern, sep string) (piece, offset int, ok bool) {
	for i, x := range p {
		if x.Hole == nil {
			if j := strings.Index(x.Text, sep); j >= 0 {
				return i, j, true
			}
		}
	}
	return 0, 0, false
}

// cut returns p from offset fromAt of piece from up to offset toAt of piece to.
func cut(p Pattern, from, fromAt, to, toAt int) Pattern {
	out := Pattern{}
	for i := from; i <= to && i < len(p); i++ {
		piece := p[i]
		if piece.Hole != nil {
			if i < to {
				out = append(out, piece)
			}
			continue
		}
		t := piece.Text
		if i == to {
			t = t[:toAt]
		}
		if i == from {
			t = t[min(fromAt, len(t)):]
		}
		if t != "" {
			out = append(out, Piece{Text: t})
		}
	}
	return out
}

// IndexText returns where text first stands in p, as a cutting place.
func (p Pattern) IndexText(t string) (piece, offset int, ok bool) { return find(p, t) }

// After returns the rest of p from a cutting place on.
func (p Pattern) After(piece, offset int) Pattern { return cut(p, piece, offset, len(p), 0) }

// Before returns p up to a cutting place.
func (p Pattern) Before(piece, offset int) Pattern { return cut(p, 0, 0, piece, offset) }

// JoinURL resolves a reference against a base in the way that HTTP client
// libraries do: an absolute reference stands for itself, anything else is
// appended with one slash between.
func JoinURL(base, ref Set) Set {
	if len(base.Alts) == 0 {
		return ref
	}
	out := Set{Cut: base.Cut || ref.Cut}
	for _, r := range ref.Alts {
		if _, _, abs := find(r, "://"); abs {
			out.Alts = append(out.Alts, r)
			continue
		}
		for _, b := range base.Alts {
			out.Alts = append(out.Alts, slashJoin(b, r))
		}
	}
	return out.normal()
}

// JoinPath joins path elements with single slashes, as path.Join and
// url.JoinPath do.
func JoinPath(elems ...Set) Set {
	out := Text("")
	for i, e := range elems {
		if i == 0 {
			out = e
			continue
		}
		next := Set{Cut: out.Cut || e.Cut}
		for _, a := range out.Alts {
			for _, b := range e.Alts {
				next.Alts = append(next.Alts, slashJoin(a, b))
			}
		}
		out = next.normal()
	}
	return out
}

func slashJoin(a, b Pattern) Pattern {
	if len(a) == 0 {
		return b
	}
	if len(b) == 0 {
		return a
	}
	a = a.trimLast(Op{Name: TrimRight, A: "/"})
	b = b.trimFirst(Op{Name: TrimLeft, A: "/"})
	r, _ := join(a, text("/"))
	r, _ = join(r, b)
	return r
}
