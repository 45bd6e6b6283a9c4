// Package bodies sends what a current-user token may write, and what it may
// not.
package bodies

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
)

const users = "https://club.eu.auth0.com/api/v2/users/"

func patch(id string, body io.Reader) {
	req, _ := http.NewRequest("PATCH", users+id, body) // call PATCH /api/v2/users/{id} // note `spa-risky`
	http.DefaultClient.Do(req)
}

type profile struct {
	Metadata map[string]any `json:"user_metadata,omitempty"`
}

type account struct {
	profile
	Nickname string `json:"nickname"`
	note     string
}

type settings struct {
	Theme string `json:"theme"`
	Email string `json:"email"`
}

// Allowed write metadata, whatever it holds.
func Allowed(id, theme string, old io.Reader) {
	patch(id, strings.NewReader(`{"user_metadata": {"theme": "dark", "email": "of another account", "app_metadata": {}}}`)) // call PATCH /api/v2/users/{id} // note `spa-risky`

	text, _ := json.Marshal(profile{Metadata: map[string]any{"password_hint": theme}})
	patch(id, bytes.NewReader(text)) // call PATCH /api/v2/users/{id} // note `spa-risky`

	text, _ = json.Marshal(map[string]settings{"user_metadata": {Theme: theme, Email: "someone@club.example"}})
	patch(id, bytes.NewReader(text)) // call PATCH /api/v2/users/{id} // note `spa-risky`

	patch(id, strings.NewReader(fmt.Sprintf(`{"user_metadata": {"theme": %s}}`, strconv.Quote(theme)))) // call PATCH /api/v2/users/{id} // note `spa-risky`

	patch(id, old) // quiet: nothing is known here that is not known above
}

// Refused write what belongs to the account.
func Refused(id, value string) {
	patch(id, strings.NewReader(`{"nickname": "`+value+`"}`)) // call PATCH /api/v2/users/{id} // want `PATCH /api/v2/users/{id} may not set nickname with a current-user token.*\[spa-body\]`

	patch(id, strings.NewReader(fmt.Sprintf(`{"app_metadata": {"plan": %q}, "user_metadata": {}}`, value))) // call PATCH /api/v2/users/{id} // want `may not set app_metadata .*\[spa-body\]`

	text, _ := json.Marshal(account{Nickname: value, note: "of no account"})
	patch(id, bytes.NewReader(text)) // call PATCH /api/v2/users/{id} // want `may not set nickname with .*\[spa-body\]`

	text, _ = json.Marshal(settings{Email: value})
	patch(id, bytes.NewReader(text)) // call PATCH /api/v2/users/{id} // want `may not set email and theme with .*\[spa-body\]`

	change := map[string]any{"user_metadata": map[string]any{"theme": "dark"}}
	change["password"] = value
	var buf bytes.Buffer
	json.NewEncoder(&buf).Encode(change)
	patch(id, &buf) // call PATCH /api/v2/users/{id} // want `may not set password with .*\[spa-body\]`
}

// Sometimes sets it on one way only.
func Sometimes(id, email string) {
	change := map[string]any{"user_metadata": map[string]any{}}
	if email != "" {
		change["email"] = email
	}
	text, _ := json.Marshal(change)
	patch(id, bytes.NewReader(text)) // call PATCH /api/v2/users/{id} // want `may not set email with .*\[spa-body\]`
}

func link(id string, body any) {
	text, _ := json.Marshal(body)
	http.Post(users+id+"/identities", "application/json", bytes.NewReader(text)) // quiet: its callers say what is linked
}

// Link links accounts, with the other one's ID token or by its name.
func Link(id, token string) {
	link(id, map[string]string{"link_with": token})                     // call POST /api/v2/users/{id}/identities // note `spa-risky`
	link(id, map[string]string{"provider": "auth0", "user_id": token})  // call POST /api/v2/users/{id}/identities // want `with provider and user_id needs update:users, which a public client never receives.*\[spa-body\]`
	link(id, map[string]string{"connection_id": "c", "user_id": token}) // call POST /api/v2/users/{id}/identities // want `with connection_id and user_id needs update:users.*\[spa-body\]`
	link(id, struct {                                                   // call POST /api/v2/users/{id}/identities // note `spa-risky`
		With string `json:"link_with"`
	}{token})
}
