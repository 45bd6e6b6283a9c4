package tenant

import "resty.dev/v3"

// Set puts a request together by its setters.
func (c *Client) Set(id string) error {
	_, err := c.http.R().SetMethod(resty.MethodPut).SetURL("/rules-configs/" + id).Send() // call PUT /api/v2/rules-configs/{key}
	return err
}
