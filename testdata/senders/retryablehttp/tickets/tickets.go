// Package tickets is another product's client.
package tickets

import (
	"net/http"

	"github.com/hashicorp/go-retryablehttp"
)

// Freshdesk reads an agent's record.
func Freshdesk(c *retryablehttp.Client, account, id string) (*http.Response, error) {
	req, err := retryablehttp.NewRequest("GET", "https://"+account+".freshdesk.com/api/v2/users/"+id, nil)
	if err != nil {
		return nil, err
	}
	return c.Do(req)
}
