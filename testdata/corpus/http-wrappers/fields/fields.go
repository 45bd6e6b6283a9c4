// Package fields keeps the API's URL in a field of a configuration.
package fields

import "net/http"

type provider struct {
	config *config
	client struct{ http *http.Client }
}

func newProvider() *provider { return &provider{config: load()} }

func (p *provider) rotate(id string) error {
	_, err := http.Post(p.config.apiURI+"clients/"+id+"/rotate-secret", "", nil) // call POST /api/v2/clients/{id}/rotate-secret
	return err
}

func (p *provider) user(id string) error {
	_, err := http.Get(p.config.userURL + "/auth0|" + id) // call GET /api/v2/users/{id}
	return err
}

func (p *provider) get(path string) error {
	_, err := http.Get(p.config.apiURI + path)
	return err
}

func (p *provider) members(org string) error {
	return p.get("organizations/" + org + "/members") // call GET /api/v2/organizations/{id}/members
}
