package frontend

import (
	"strings"
)

// A verdict says whose a host or a name is.
type verdict int

const (
	silent verdict = iota
	ours           // Auth0's
	theirs         // somebody else's
)

// providers are words that say that a setting belongs to somebody else.
var providers = []string{
	"google", "github", "gitlab", "facebook", "twitter", "linkedin", "okta", "keycloak", "azure", "microsoft", "msal", "cognito",
	"amazon", "apple", "spotify", "stripe", "paypal", "slack", "discord", "salesforce", "zendesk", "datadog", "firebase", "supabase",
	"onelogin", "pingidentity", "shopify", "hubspot", "zoom", "strava", "dropbox", "bitbucket", "twitch", "launchdarkly", "freshdesk",
}

// speaks tells what a name says.
func speaks(name string) verdict {
	name = strings.ToLower(name)
	if strings.Contains(name, "auth0") {
		return ours
	}
	for _, p := range providers {
		if strings.Contains(name, p) {
			return theirs
		}
	}
	return silent
}

// hostOf judges the host of a URL or a bare domain, which may have holes.
func (s *Scanner) hostOf(u string) verdict {
	_, rest, ok := strings.Cut(u, "://")
	if !ok {
		rest = strings.TrimPrefix(u, "//")
	}
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		rest = rest[:i]
	}
	if i := strings.LastIndexByte(rest, '@'); i >= 0 {
		rest = rest[i+1:]
	}
	if i := strings.LastIndexByte(rest, ':'); i >= 0 {
		rest = rest[:i]
	}
	rest = strings.ToLower(rest)
	switch {
	case strings.HasSuffix(rest, ".auth0.com"):
		if s.tenant(rest) || strings.Contains(rest, hole) {
			return ours
		}
		return silent // documentation, the CDN, an example
	case s.tenant(rest):
		return ours
	case rest == "", strings.HasSuffix(rest, hole):
		return silent
	case strings.Contains(rest, "{"), strings.Contains(rest, "<"), strings.Contains(rest, "your"):
		return silent
	case strings.Contains(rest, "."), rest == "localhost":
		return theirs
	}
	return silent
}
