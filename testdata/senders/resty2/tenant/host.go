package tenant

import "github.com/go-resty/resty/v2"

// Host uses the setter's old name.
func Host(domain string) error {
	c := resty.New().SetHostURL("https://" + domain + "/api/v2/")
	_, err := c.NewRequest().Delete("/sessions/1") // call DELETE /api/v2/sessions/{id}
	return err
}
