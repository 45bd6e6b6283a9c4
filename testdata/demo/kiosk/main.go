// Kiosk runs on the tablet in the boathouse. A steward signs in and checks
// crews in before they go on the water.
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/auth0/go-auth0/management"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: kiosk ADDRESS")
	}
	if err := checkIn(context.Background(), os.Args[1]); err != nil {
		log.Fatal("kiosk: ", err)
	}
}

// checkIn looks a rower up with the steward's own token.
func checkIn(ctx context.Context, address string) error {
	api, err := management.New(os.Getenv("AUTH0_DOMAIN"), management.WithStaticToken(os.Getenv("STEWARD_TOKEN")))
	if err != nil {
		return err
	}
	found, err := api.User.ListByEmail(ctx, address)
	if err != nil {
		return err
	}
	for _, u := range found {
		fmt.Println(u.GetName())
	}
	return nil
}
