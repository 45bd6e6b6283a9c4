// Package clients sends with clients of all kinds.
package clients

import (
	"io"
	"net/http"
	"net/url"
)

const api = "https://club.eu.auth0.com/api/v2"

// Methods are those of the client.
func Methods(c *http.Client, body io.Reader) error {
	if _, err := c.Get(api + "/clients"); err != nil { // call GET /api/v2/clients
		return err
	}
	if _, err := c.Post(api+"/rules", "application/json", body); err != nil { // call POST /api/v2/rules // want `POST /api/v2/rules is retired.*endpoint-retired`
		return err
	}
	if _, err := http.DefaultClient.PostForm(api+"/tickets/email-verification", url.Values{}); err != nil { // call POST /api/v2/tickets/email-verification
		return err
	}
	_, err := (&http.Client{}).Head(api + "/users") // call HEAD /api/v2/users // want `HEAD /api/v2/users is no endpoint.*endpoint-unknown`
	return err
}

// Session embeds a client.
type Session struct {
	*http.Client
	token string
}

// Stats uses what it embeds.
func (s *Session) Stats() error {
	if _, err := s.Get(api + "/stats/active-users"); err != nil { // call GET /api/v2/stats/active-users
		return err
	}
	req, err := http.NewRequest("GET", api+"/stats/daily", nil) // call GET /api/v2/stats/daily
	if err != nil {
		return err
	}
	_, err = s.Do(req)
	return err
}

// Doer hides the client.
type Doer interface {
	Do(*http.Request) (*http.Response, error)
}

// Service sends through an interface.
type Service struct{ http Doer }

// Blocks builds here and sends there.
func (s Service) Blocks(id string) error {
	req, err := http.NewRequest(http.MethodDelete, api+"/user-blocks/"+id, nil) // call DELETE /api/v2/user-blocks/{id}
	if err != nil {
		return err
	}
	return s.send(req)
}

func (s Service) send(req *http.Request) error {
	req.Header.Set("Authorization", "Bearer x")
	resp, err := s.http.Do(req) // quiet
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Getter hides one method.
type Getter interface {
	Get(url string) (*http.Response, error)
}

// Through sends through it.
func Through(g Getter) error {
	_, err := g.Get(api + "/email-templates/verify_email") // miss call GET /api/v2/email-templates/{templateName}
	return err
}

// Passed hands a client's method on.
func Passed(c *http.Client) error {
	req, err := http.NewRequest("GET", api+"/prompts", nil) // call GET /api/v2/prompts
	if err != nil {
		return err
	}
	return with(c.Do, req)
}

func with(do func(*http.Request) (*http.Response, error), req *http.Request) error {
	_, err := do(req) // quiet
	return err
}
