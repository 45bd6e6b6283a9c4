package server

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// Code that asks for tokens without a library.

type answer struct {
	AccessToken string `json:"access_token"`
}

func exchange(code string) string {
	resp, err := http.PostForm(tenant+"/oauth/token", url.Values{"grant_type": {"authorization_code"}, "code": {code}})
	if err != nil {
		return ""
	}
	defer resp.Body.Close()
	var a answer
	_ = json.NewDecoder(resp.Body).Decode(&a)
	return a.AccessToken
}

func credentials() string {
	body, _ := json.Marshal(map[string]string{"grant_type": "client_credentials", "audience": tenant + "/api/v2/"})
	req, err := http.NewRequest("POST", tenant+"/oauth/token", bytes.NewReader(body))
	if err != nil {
		return ""
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return ""
	}
	text, _ := io.ReadAll(resp.Body)
	var fields map[string]string
	_ = json.Unmarshal(text, &fields)
	return fields["access_token"]
}

func refresh(token string) string {
	req, err := http.NewRequest("POST", tenant+"/oauth/token", strings.NewReader(`{"grant_type": "refresh_token", "refresh_token": "`+token+`"}`))
	if err != nil {
		return ""
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return ""
	}
	var a answer
	decode(resp, &a)
	return a.AccessToken
}

func decode(resp *http.Response, into any) { _ = json.NewDecoder(resp.Body).Decode(into) }

func get(path, token string) {
	req, err := http.NewRequest("GET", tenant+path, nil)
	if err != nil {
		return
	}
	req.Header.Add("Authorization", "Bearer "+token)
	_, _ = http.DefaultClient.Do(req)
}

func exchanged(r *http.Request) { get("/api/v2/hooks", exchange(r.FormValue("code"))) } // want `hooks are deprecated.*endpoint-retired` `GET /api/v2/hooks needs read:hooks, .* the grant authorization_code\) \[spa-endpoint\]` // call GET /api/v2/hooks

func refreshed(r *http.Request) { get("/api/v2/jobs/"+r.FormValue("id"), refresh("")) } // want `GET /api/v2/jobs/{id} needs .* the grant refresh_token\) \[spa-endpoint\]` // call GET /api/v2/jobs/{id}

func owned() { get("/api/v2/roles", credentials()) } // call GET /api/v2/roles
