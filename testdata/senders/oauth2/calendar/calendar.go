// Package calendar uses the same clients for another API.
package calendar

import (
	"context"
	"net/http"

	"golang.org/x/oauth2"
)

// Users reads the users of a calendar.
func Users(ctx context.Context, cfg *oauth2.Config, t *oauth2.Token) (*http.Response, error) {
	return cfg.Client(ctx, t).Get("https://calendar.example.com/api/v2/users")
}
