package server

import "net/http"

// Requests that are made, given their token and sent in different functions.

func made(token string) (*http.Request, error) {
	req, err := http.NewRequest("GET", tenant+"/api/v2/clients", nil) // want `GET /api/v2/clients needs .* \[spa-endpoint\]` // call GET /api/v2/clients
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+token)
	return req, nil
}

func sent(r *http.Request) {
	c, err := r.Cookie("access_token")
	if err != nil {
		return
	}
	req, err := made(c.Value)
	if err != nil {
		return
	}
	_, _ = http.DefaultClient.Do(req)
}

func bare(path string) (*http.Request, error) { return http.NewRequest("GET", tenant+path, nil) }

func setLater(r *http.Request) {
	c, err := r.Cookie("access_token")
	if err != nil {
		return
	}
	req, err := bare("/api/v2/roles") // want `GET /api/v2/roles needs .* \[spa-endpoint\]` // call GET /api/v2/roles
	if err != nil {
		return
	}
	req.Header["Authorization"] = []string{"Bearer " + c.Value}
	_, _ = http.DefaultClient.Do(req)
}

func captured(r *http.Request) {
	c, err := r.Cookie("access_token")
	if err != nil {
		return
	}
	do := func(path string) { get(path, c.Value) }
	do("/api/v2/grants") // want `GET /api/v2/grants needs .* \[spa-endpoint\]` // call GET /api/v2/grants
}

// password is no access token.
func password() {
	req, err := http.NewRequest("GET", tenant+"/api/v2/users", nil) // call GET /api/v2/users
	if err != nil {
		return
	}
	req.SetBasicAuth("name", "")
	_, _ = http.DefaultClient.Do(req)
}
