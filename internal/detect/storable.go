package detect

import (
	"net/url"
	"strings"

	"github.com/scopevet/scopevet/internal/lazy"
)

var (
	// storableURL is a scheme and a host: one with a domain that is no longer
	// than people make them, the SDK's for any tenant, or a short word that a
	// hole goes on from.
	storableURL   = lazy.Regexp(`^((https?|wss?):)?//(localhost|[a-z-]{0,15}|(\{tenant\}\.)?([a-z0-9-]{1,40}\.)+([a-z]{2,12})?)(:\d{1,5})?$`)
	storableLabel = lazy.Regexp(`^([a-z0-9{}-]{0,40}\.)*auth0\.com$`)
	storableRest  = lazy.Regexp(`^[/.:?&=,%+{}|-]*$`)
)

// storable reports whether literal text may go into a fact: methods, hosts,
// and paths made of words that the endpoint table knows. Everything else could
// be a secret.
func (p *pass) storable(text string) bool {
	switch strings.ToUpper(text) {
	case "", "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "BEARER ":
		return true
	}
	if len(text) > 200 {
		return false
	}
	if i := strings.Index(text, "://"); i >= 0 {
		host, path, _ := strings.Cut(text[i+3:], "/")
		return storableURL().MatchString(strings.TrimPrefix(strings.ToLower(text[:i+3]+host), ":")) && p.storablePath(path)
	}
	if host, path, ok := strings.Cut(text, "/"); ok && strings.Contains(host, ".") {
		return storableHost(host) && p.storablePath(path)
	}
	return storableHost(text) || p.storablePath(text)
}

// storableHost accepts the host names whose end is a well-known domain: the
// labels before it are not secret, a lone word could be.
func storableHost(text string) bool {
	return storableLabel().MatchString(strings.ToLower(text))
}

func (p *pass) storablePath(path string) bool {
	for _, seg := range strings.FieldsFunc(path, func(r rune) bool { return strings.ContainsRune("/?&=", r) }) {
		if seg == "api" || seg == "v2" || p.Endpoint.HasSegment(seg) || storableRest().MatchString(seg) || queryWord(seg) || p.storableParameter(seg) {
			continue
		}
		return false
	}
	return true
}

// storableParameter accepts what stands in the address of a login: scopes, and
// the API that they are for.
func (p *pass) storableParameter(escaped string) bool {
	text, err := url.QueryUnescape(escaped)
	if err != nil {
		return false
	}
	for _, word := range strings.Fields(text) {
		known := queryWord(word) || p.Endpoint.HasScope(word) || word != escaped && strings.Contains(word, "://") && p.storable(word)
		if !known {
			return false
		}
	}
	return true
}

// queryWord knows the names that stand in the queries of the API, in the
// addresses of logins and in requests for tokens, and what is said with them.
func queryWord(s string) bool {
	switch s {
	case "page", "per_page", "include_totals", "fields", "include_fields", "q", "search_engine", "v3", "true", "false", "sort", "from", "take", "email", "strategy", "name", "oauth", "token", "audience",
		"grant_type", "client_id", "client_secret", "response_type", "scope", "code", "refresh_token",
		"authorize", "redirect_uri", "state", "nonce", "prompt", "connection", "code_challenge", "code_challenge_method", "S256", "id_token", "openid", "profile", "offline_access",
		"authorization_code", "client_credentials", "password", "grant-type", "password-realm", "passwordless", "otp", "mfa-otp", "mfa-oob", "mfa-recovery-code",
		"urn:ietf:params:oauth:grant-type:device_code", "urn:ietf:params:oauth:grant-type:jwt-bearer":
		return true
	}
	return false
}
