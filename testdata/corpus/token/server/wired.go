package server

import (
	"net/http"
	"net/url"
	"strings"

	"example.com/token/wire"
)

// What another package makes, fills in and decodes.

func wired(r *http.Request) {
	req, err := wire.Get("/api/v2/prompts") // want `GET /api/v2/prompts needs .* it comes from http.Request.Cookie\) \[spa-endpoint\]` // call GET /api/v2/prompts
	if err != nil {
		return
	}
	c, err := r.Cookie("access_token")
	if err != nil {
		return
	}
	wire.Authorize(req, c.Value)
	_, _ = http.DefaultClient.Do(req)
}

func form(code string) *strings.Reader {
	return strings.NewReader(url.Values{"grant_type": {"authorization_code"}, "code": {code}}.Encode())
}

func wiredExchange(code string) {
	resp, err := http.Post(tenant+"/oauth/token", "application/x-www-form-urlencoded", form(code))
	if err != nil {
		return
	}
	var a answer
	if wire.Decode(resp, &a) != nil {
		return
	}
	req, err := wire.Get("/api/v2/branding") // want `GET /api/v2/branding needs .* it comes from the grant authorization_code\) \[spa-endpoint\]` // call GET /api/v2/branding
	if err != nil {
		return
	}
	wire.Authorize(req, a.AccessToken)
	_, _ = http.DefaultClient.Do(req)
}

func wiredOwn() {
	req, err := wire.Get("/api/v2/branding") // call GET /api/v2/branding
	if err != nil {
		return
	}
	wire.Authorize(req, credentials())
	_, _ = http.DefaultClient.Do(req)
}

// What another package makes of the grant.

func formElsewhere(code string) {
	resp, err := http.Post(tenant+"/oauth/token", "application/x-www-form-urlencoded", wire.Form("authorization_code", code))
	if err != nil {
		return
	}
	var a answer
	if wire.Decode(resp, &a) != nil {
		return
	}
	req, err := wire.Get("/api/v2/emails/provider") // want `GET /api/v2/emails/provider needs .* it comes from the grant authorization_code\) \[spa-endpoint\]` // call GET /api/v2/emails/provider
	if err != nil {
		return
	}
	wire.Authorize(req, a.AccessToken)
	_, _ = http.DefaultClient.Do(req)
}

func valuesElsewhere() {
	resp, err := http.PostForm(tenant+"/oauth/token", wire.Values("client_credentials", ""))
	if err != nil {
		return
	}
	var a answer
	if wire.Decode(resp, &a) != nil {
		return
	}
	req, err := wire.Get("/api/v2/emails/provider") // call GET /api/v2/emails/provider
	if err != nil {
		return
	}
	wire.Authorize(req, a.AccessToken)
	_, _ = http.DefaultClient.Do(req)
}
