// Package uselowlevel sends requests through another package's helper.
package uselowlevel

import (
	"context"
	"os"

	"github.com/auth0/go-auth0/management"

	"example.com/sdkv1/lowlevel"
)

// Grants names the endpoint that the helper sends to.
func Grants(ctx context.Context, api *management.Management) error {
	return lowlevel.Get(ctx, api, "grants") // call GET /api/v2/grants
}

// Any asks for what the user wants.
func Any(ctx context.Context, api *management.Management) error {
	return lowlevel.Get(ctx, api, os.Args[1]) // unresolved path comes from os.Args
}
