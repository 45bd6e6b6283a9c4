//go:build js && wasm

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
)

// rename changes the name on the member's card.
func (p *page) rename(ctx context.Context, name string) error {
	body, err := json.Marshal(map[string]any{
		"name":          name,
		"user_metadata": map[string]string{"card": "reprint"},
	})
	if err != nil {
		return err
	}
	return p.account(ctx, http.MethodPatch, "", bytes.NewReader(body))
}

// paint keeps the page's colours for the next visit.
func (p *page) paint(ctx context.Context, theme string) error {
	body, err := json.Marshal(map[string]any{"user_metadata": map[string]string{"theme": theme}})
	if err != nil {
		return err
	}
	return p.account(ctx, http.MethodPatch, "", bytes.NewReader(body))
}

// forget takes a lost phone away as the second factor.
func (p *page) forget(ctx context.Context) error {
	return p.account(ctx, http.MethodDelete, "/multifactor/google-authenticator", nil)
}

// account sends a request for the member's own account.
func (p *page) account(ctx context.Context, method, below string, body io.Reader) error {
	req, err := http.NewRequestWithContext(ctx, method, p.cfg.API()+"/users/"+url.PathEscape(p.me)+below, body)
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := p.http.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
