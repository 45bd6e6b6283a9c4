package frontend

import "bytes"

// words is what a text says anywhere, by a few words in it.
type words struct {
	auth0    bool // it names Auth0, or one of the tenant's own domains
	tenants  bool // it names a tenant
	api      bool // it names the path of the API, or its SDK
	managers bool // it names the SDK's client
	secrets  bool // it has names that client secrets have
	jwts     bool // it has what tokens begin with
	logins   bool // it names the endpoint for logins
	server   bool // it runs at Auth0 or in Node, not in a browser

	settings []int32 // where it names audiences, base URLs and the path of the API
}

// matter tells whether the text can hold a finding at all.
func (w *words) matter() bool { return w.auth0 || w.api || w.jwts || w.secrets }

// interesting tells whether a text can hold a finding at all.
func (s *Scanner) interesting(text []byte) bool {
	w := s.wordsOf(text)
	return w.matter()
}

// anchors are bytes that are rare in code. Each word that matters has one.
var anchors = [256]bool{'0': true, 'J': true, '/': true, 'M': true, 'S': true, '_': true, '-': true, 'U': true, 'x': true, 'u': true}

// wordsOf goes through a text once, which is much faster than cutting it into
// tokens.
func (s *Scanner) wordsOf(text []byte) words {
	var w words
	around := func(i int, before, after string) bool {
		return i >= len(before) && string(text[i-len(before):i]) == before && bytes.HasPrefix(text[i+1:], []byte(after))
	}
	for i, c := range text {
		if !anchors[c] {
			continue
		}
		switch c {
		case '0':
			switch {
			case around(i, "uth", ""):
				w.auth0 = true
				w.tenants = w.tenants || around(i, ".auth", ".com") && s.tenant(hostBefore(text[:i+len("0.com")]))
			case around(i, "UTH", ""):
				w.auth0 = true
			}
		case 'J':
			w.jwts = w.jwts || around(i, "ey", "")
		case '/':
			switch {
			case around(i, "api", "v2"):
				w.api = true
				w.settings = append(w.settings, int32(i))
			case !w.logins && around(i, "", "authorize"):
				w.logins = true
			}
		case 'M':
			w.managers = w.managers || around(i, "", "anagementClient")
		case 'S':
			w.secrets = w.secrets || around(i, "lient", "ecret")
		case '_':
			w.secrets = w.secrets || around(i, "lient", "secret") || around(i, "LIENT", "SECRET")
		case '-':
			w.secrets = w.secrets || around(i, "lient", "secret")
		case 'U':
			if around(i, "base", "RL") {
				w.settings = append(w.settings, int32(i))
			}
		case 'u':
			if around(i, "a", "dience") {
				w.settings = append(w.settings, int32(i))
			}
		case 'x':
			w.server = w.server || around(i, "e", "ports.on") && event(text[i+len("xports.on"):])
		}
	}
	for _, d := range s.Domains {
		w.tenants = w.tenants || bytes.Contains(text, []byte(d))
	}
	w.auth0 = w.auth0 || w.tenants
	w.api = w.api || w.managers
	return w
}

// hostBefore returns the host that a text ends in.
func hostBefore(text []byte) string {
	i := len(text)
	for i > 0 && hostByte(text[i-1]) {
		i--
	}
	return string(text[i:])
}

func hostByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '.'
}

// event tells whether a text begins like the name of an event that code at
// Auth0 is called for.
func event(text []byte) bool {
	for _, name := range [...]string{"Execute", "Continue", "Send", "Custom"} {
		if bytes.HasPrefix(text, []byte(name)) {
			return true
		}
	}
	return false
}
