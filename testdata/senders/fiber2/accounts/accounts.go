// Package accounts is a part of a fiber service that asks Auth0.
package accounts

import (
	"errors"
	"os"

	"github.com/gofiber/fiber/v2"
)

// Register adds the routes.
func Register(app *fiber.App) {
	app.Get("/api/v2/users/:id", func(c *fiber.Ctx) error {
		agent := fiber.Get("https://" + os.Getenv("AUTH0_DOMAIN") + "/api/v2/users/" + c.Params("id")) // call GET /api/v2/users/{id}
		agent.Set("Authorization", os.Getenv("AUTH0_MGMT_TOKEN"))
		status, body, errs := agent.Bytes()
		if len(errs) > 0 {
			return errors.Join(errs...)
		}
		return c.Status(status).Send(body)
	})
}

// Create makes a user with a client of its own.
func Create(user any) error {
	client := &fiber.Client{UserAgent: "accounts"}
	_, _, errs := client.Post("https://" + os.Getenv("AUTH0_DOMAIN") + "/api/v2/users").JSON(user).String() // call POST /api/v2/users
	return errors.Join(errs...)
}

// Patch builds an agent by hand.
func Patch(id string, body []byte) error {
	agent := fiber.AcquireAgent()
	req := agent.Request()
	req.Header.SetMethod(fiber.MethodPatch)
	req.SetRequestURI("https://" + os.Getenv("AUTH0_DOMAIN") + "/api/v2/users/" + id)
	if err := agent.Body(body).Parse(); err != nil { // call PATCH /api/v2/users/{id}
		return err
	}
	_, _, errs := agent.Bytes()
	return errors.Join(errs...)
}

// Delete is a chain.
func Delete(id string) error {
	_, _, errs := fiber.
		Delete("https://"+os.Getenv("AUTH0_DOMAIN")+"/api/v2/users/"+id). // call DELETE /api/v2/users/{id}
		Set("Authorization", os.Getenv("AUTH0_MGMT_TOKEN")).
		Bytes()
	return errors.Join(errs...)
}
