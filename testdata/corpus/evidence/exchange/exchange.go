// Package exchange names nobody: its request for a token says whose API it calls.
package exchange

import (
	"encoding/json"
	"net/http"
	"os"
	"strings"
)

type grant struct {
	ClientID     string `json:"client_id"`
	ClientSecret string `json:"client_secret"`
	Audience     string `json:"audience"`
	GrantType    string `json:"grant_type"`
}

const example = "rV3mYd8sKq5wTz2pLx9nBc7hGf4jEa6u-not-a-secret" // quiet: it is judged where it is sent

func token(domain string) string {
	text, _ := json.Marshal(grant{
		ClientID:     os.Getenv("CLIENT_ID"),
		ClientSecret: example, // want `client secret is a string literal .*\[client-secret-literal\]`
		Audience:     "https://" + domain + "/api/v2/",
		GrantType:    "client_credentials",
	})
	res, err := http.Post("https://"+domain+"/oauth/token", "application/json", strings.NewReader(string(text)))
	if err != nil {
		return ""
	}
	defer res.Body.Close()
	var answer struct {
		Token string `json:"access_token"`
	}
	json.NewDecoder(res.Body).Decode(&answer)
	return answer.Token
}

// Block blocks a user.
func Block(id string) {
	domain := os.Getenv("LOGIN_DOMAIN")
	req, _ := http.NewRequest("PATCH", "https://"+domain+"/api/v2/users/"+id, strings.NewReader(`{"blocked": true}`)) // call PATCH /api/v2/users/{id}
	req.Header.Set("Authorization", "Bearer "+token(domain))
	http.DefaultClient.Do(req)
}

// Tickets are another product's, as its host says.
func Tickets() {
	http.Get("https://club.example.com/api/v2/users") // quiet
}
