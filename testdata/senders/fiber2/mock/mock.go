// Package mock stands in for the Auth0 API in tests of others: it answers and
// asks nothing.
package mock

import "github.com/gofiber/fiber/v2"

// New returns the double.
func New() *fiber.App {
	app := fiber.New()
	app.Get("/api/v2/users", func(c *fiber.Ctx) error { return c.JSON([]any{}) })
	app.Post("/api/v2/users", func(c *fiber.Ctx) error { return c.SendStatus(201) })
	api := app.Group("/api/v2")
	api.Delete("/users/:id", func(c *fiber.Ctx) error { return c.SendStatus(204) })
	return app
}
