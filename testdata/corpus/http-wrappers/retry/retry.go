// Package retry has requests of its own type.
package retry

import (
	"bytes"
	"context"
	"net/http"
)

// Request is what the rest of the program fills in.
type Request struct {
	Method  string
	URL     string
	Headers map[string]string
	Body    []byte
}

// Do sends one, several times if need be.
func Do(ctx context.Context, r Request) (resp *http.Response, err error) {
	for range 3 {
		if resp, err = once(ctx, r); err == nil {
			return resp, nil
		}
	}
	return nil, err
}

func once(ctx context.Context, r Request) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, r.Method, r.URL, bytes.NewReader(r.Body))
	if err != nil {
		return nil, err
	}
	for k, v := range r.Headers {
		req.Header.Set(k, v)
	}
	return http.DefaultClient.Do(req)
}

// Reset sends two.
func Reset(ctx context.Context, id string) error {
	_, err := Do(ctx, Request{ // call POST /api/v2/tickets/password-change
		Method: http.MethodPost,
		URL:    "https://club.eu.auth0.com/api/v2/tickets/password-change",
		Body:   []byte(`{}`),
	})
	if err != nil {
		return err
	}
	r := Request{Method: "DELETE", URL: "https://club.eu.auth0.com/api/v2/users/" + id}
	r.URL += "/authenticators"
	_, err = Do(ctx, r) // call DELETE /api/v2/users/{id}/authenticators
	return err
}
