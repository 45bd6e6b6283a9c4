// Package helpdesk is the client of another product whose paths look alike.
package helpdesk

import "net/http"

// A Zendesk is one account there.
type Zendesk struct{ Subdomain string }

// User reads a user.
func (z Zendesk) User(id string) (*http.Response, error) {
	return http.Get("https://" + z.Subdomain + ".zendesk.com/api/v2/users/" + id)
}

// Delete deletes one.
func (z Zendesk) Delete(id string) error {
	req, err := http.NewRequest("DELETE", "https://"+z.Subdomain+".zendesk.com/api/v2/users/"+id, nil)
	if err != nil {
		return err
	}
	_, err = http.DefaultClient.Do(req)
	return err
}
