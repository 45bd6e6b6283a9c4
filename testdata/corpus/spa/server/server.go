// Package server may do what the kiosk may not, with the same client.
package server

import "example.com/spa/client"

// Sync is confidential.
func Sync(c *client.Client) error {
	if err := c.Members("org_1"); err != nil { // quiet
		return err
	}
	return c.Do("DELETE", "/users/u1", nil) // call DELETE /api/v2/users/{id}
}
