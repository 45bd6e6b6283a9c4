// Package talk only talks of Auth0's API. To list users, send
//
//	GET https://club.eu.auth0.com/api/v2/users
//
// with a token that has read:users.
package talk

import (
	"fmt"
	"log"
	"net/http"
)

const help = `usage: talk

  curl https://club.eu.auth0.com/api/v2/users
  curl -X DELETE https://club.eu.auth0.com/api/v2/users/ID
`

// docs are pages.
var docs = map[string]string{
	"users": "https://auth0.com/docs/api/management/v2/users/get-users",
	"roles": "https://auth0.com/docs/api/v2#!/Roles/get_roles",
}

// Main prints.
func Main(id string) {
	fmt.Println(help)                                                                  // quiet
	log.Printf("DELETE https://club.eu.auth0.com/api/v2/users/%s", id)                 // quiet
	fmt.Println(fmt.Errorf("GET %s failed", "https://club.eu.auth0.com/api/v2/users")) // quiet
	// http.Get("https://club.eu.auth0.com/api/v2/users")
	url := "https://club.eu.auth0.com/api/v2/clients" // quiet
	_ = url
	http.Get(docs["users"])                           // quiet
	http.Get("https://auth0.com/docs/api/v2#!/Users") // quiet
}
