package defaults

import (
	"net/http"
	"os"
)

func base() string {
	if v := os.Getenv("DIRECTORY_URL"); v != "" {
		return v
	}
	return "https://api.directory.example"
}

// Directory has a host of its own, unless somebody sets another one.
func Directory() {
	http.Get(base() + "/api/v2/users")                        // quiet
	http.Post(base()+"/api/v2/users/x/suspend", "", nil)      // quiet
	http.Get(os.Getenv("DIRECTORY_URL") + "/api/v2/invites/") // quiet: the API has no such endpoint
}

// Unknown may be ours, for all that the file says: it does not speak of anybody.
func Unknown() {
	http.Get(os.Getenv("IDENTITY_URL") + "/api/v2/clients") // call GET /api/v2/clients
	http.Get(os.Getenv("IDENTITY_URL") + "/api/v2/client")  // call GET /api/v2/client // want `did you mean GET /api/v2/clients.*\[endpoint-unknown\]`
	http.Get(os.Getenv("IDENTITY_URL") + "/api/v2/workers") // quiet: nothing like it
}
