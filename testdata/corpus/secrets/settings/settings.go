// Package settings has secrets where programs keep their defaults, and in other
// clothes.
package settings

import (
	"context"
	"embed"
	"encoding/base64"
	"encoding/hex"
	"flag"
	"os"

	"example.com/secrets/settings/config"
	"github.com/auth0/go-auth0/management"
)

// A Tenant is what flags fill.
type Tenant struct{ Domain, ID, Secret string }

// Flags has a secret as the default of a flag.
func Flags(ctx context.Context, args []string) error {
	t := &Tenant{}
	set := flag.NewFlagSet("sync", flag.ContinueOnError)
	set.StringVar(&t.Domain, "domain", "club.eu.auth0.com", "the tenant")
	set.StringVar(&t.Secret, "secret", "demo-not-a-real-secret-0040", "the secret")
	if err := set.Parse(args); err != nil {
		return err
	}
	_, err := management.New(t.Domain, management.WithClientCredentials(ctx, t.ID, t.Secret)) // want `client-secret-literal`
	return err
}

// Empty has none.
func Empty(ctx context.Context, domain string) {
	var secret, other string
	flag.StringVar(&secret, "secret", "", "the secret")
	flag.StringVar(&other, "other", os.Getenv("AUTH0_CLIENT_SECRET"), "the secret")
	management.New(domain, management.WithClientCredentials(ctx, "id", secret)) // quiet
	management.New(domain, management.WithClientCredentials(ctx, "id", other))  // quiet
}

// Environment writes what it reads.
func Environment(ctx context.Context, domain string) {
	os.Setenv("SYNC_SECRET", "demo-not-a-real-secret-0041")
	management.New(domain, management.WithClientCredentials(ctx, "id", os.Getenv("SYNC_SECRET")))         // want `client-secret-literal`
	management.New(domain, management.WithClientCredentials(ctx, "id", os.Getenv("AUTH0_CLIENT_SECRET"))) // quiet
}

type settings struct {
	Secret string `env:"AUTH0_CLIENT_SECRET" envDefault:"demo-not-a-real-secret-0042"`
	Other  string `env:"AUTH0_CLIENT_SECRET"`
}

// Tags has a secret in the tag of a field.
func Tags(ctx context.Context, domain string) error {
	var s settings
	if err := config.Parse(&s); err != nil {
		return err
	}
	management.New(domain, management.WithClientCredentials(ctx, "id", s.Secret)) // want `client-secret-literal`
	management.New(domain, management.WithClientCredentials(ctx, "id", s.Other))  // quiet
	return nil
}

// reveal undoes what hides nothing.
func reveal(text string) (string, error) {
	b, err := base64.StdEncoding.DecodeString(text)
	return string(b), err
}

// Encoded hides secrets.
func Encoded(ctx context.Context, domain string) {
	secret, err := reveal("ZGVtby1ub3QtYS1yZWFsLXNlY3JldC0wMDQz")
	if err != nil {
		return
	}
	management.New(domain, management.WithClientCredentials(ctx, "id", secret)) // want `client-secret-literal`
	b, err := hex.DecodeString("64656d6f2d6e6f742d612d7265616c2d7365637265742d30303434")
	if err != nil {
		return
	}
	management.New(domain, management.WithClientCredentials(ctx, "id", string(b))) // want `client-secret-literal`
	secret, err = reveal(os.Getenv("AUTH0_CLIENT_SECRET"))
	if err != nil {
		return
	}
	management.New(domain, management.WithClientCredentials(ctx, "id", secret)) // quiet
}

//go:embed settings.go
var files embed.FS

// Embedded reads one of the files in the program.
func Embedded(ctx context.Context, domain string) error {
	secret, err := files.ReadFile("secret")
	if err != nil {
		return err
	}
	management.New(domain, management.WithClientCredentials(ctx, "id", string(secret))) // want `client secret is in an embedded file.*client-secret-literal`
	return nil
}

// Placeholders are none.
func Placeholders(ctx context.Context, domain string) {
	management.New(domain, management.WithClientCredentials(ctx, "id", "fake-secret"))      // quiet
	management.New(domain, management.WithClientCredentials(ctx, "id", "sample-of-secret")) // quiet
}
