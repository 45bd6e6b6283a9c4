// Membersync brings the club's roll to Auth0 every night: new members get an
// account, those who left lose theirs.
package main

import (
	"context"
	"encoding/json"
	"log"
	"os"

	"github.com/auth0/go-auth0/management"
	"golang.org/x/oauth2/clientcredentials"

	"example.com/boathouse/internal/config"
	"example.com/boathouse/internal/tenant"
)

func main() {
	log.SetFlags(0)
	if err := run(context.Background()); err != nil {
		log.Fatal("membersync: ", err)
	}
}

func run(ctx context.Context) error {
	cfg, err := config.Load("boathouse.json")
	if err != nil {
		return err
	}
	id, secret := os.Getenv("AUTH0_CLIENT_ID"), os.Getenv("AUTH0_CLIENT_SECRET")
	api, err := management.New(cfg.Domain, management.WithClientCredentials(ctx, id, secret))
	if err != nil {
		return err
	}
	credentials := clientcredentials.Config{
		ClientID:       id,
		ClientSecret:   secret,
		TokenURL:       "https://" + cfg.Domain + "/oauth/token",
		EndpointParams: map[string][]string{"audience": {cfg.API() + "/"}},
	}
	s := &syncer{
		users:  api.User,
		tenant: tenant.New(cfg, credentials.Client(ctx)),
		role:   cfg.MemberRole,
	}
	roll, err := readRoll("roll.json")
	if err != nil {
		return err
	}
	return s.sync(ctx, roll)
}

// readRoll reads what the treasurer exports.
func readRoll(name string) ([]tenant.Member, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var roll []tenant.Member
	return roll, json.Unmarshal(text, &roll)
}
