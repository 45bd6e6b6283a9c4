// Package other asks another service.
package other

import "github.com/gofiber/fiber/v3/client"

// Roles lists the roles of LaunchDarkly.
func Roles() error {
	c := client.New().SetBaseURL("https://app.launchdarkly.com/api/v2")
	_, err := c.Get("/roles")
	return err
}
