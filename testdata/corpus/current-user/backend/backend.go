// Package backend does with a token of its own what a browser may not.
package backend

import (
	"net/http"
	"strings"
)

const users = "https://club.eu.auth0.com/api/v2/users/"

func send(method, path, body string) {
	req, _ := http.NewRequest(method, users+path, strings.NewReader(body))
	http.DefaultClient.Do(req)
}

// All are fine here.
func All(id string) {
	send("PATCH", id, `{"email": "new@club.example"}`)                      // call PATCH /api/v2/users/{id}
	send("POST", id+"/identities", `{"provider": "auth0", "user_id": "2"}`) // call POST /api/v2/users/{id}/identities
	send("DELETE", id+"/multifactor/duo", "")                               // call DELETE /api/v2/users/{id}/multifactor/{provider}
	send("GET", "auth0|5f7c8ec7c33c6c004bbafe82", "")                       // call GET /api/v2/users/{id}
}
