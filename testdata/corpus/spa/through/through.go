// Package through is public, and calls through another package.
package through

import "example.com/spa/client"

// Page shows a page.
func Page(c *client.Client, id string) error {
	if err := c.Members("org_1"); err != nil { // want `GET /api/v2/organizations/{id}/members needs read:organization_members, which a public client never receives; proxy it through your backend \(via \(\*Client\).Members, \(\*Client\).Do\) \[spa-endpoint\]`
		return err
	}
	if err := c.Me(id); err != nil { // quiet
		return err
	}
	return c.Do("POST", "/users/"+id+"/roles", nil) // call POST /api/v2/users/{id}/roles // want `POST /api/v2/users/{id}/roles is outside the current-user allowlist.*\(via \(\*Client\).Do\) \[spa-endpoint\]`
}
