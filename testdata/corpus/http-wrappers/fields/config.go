package fields

import "os"

// config is filled here and used in another file.
type config struct {
	apiURI  string
	userURL string
}

func load() *config {
	c := new(config)
	c.apiURI = "https://" + os.Getenv("AUTH0_DOMAIN") + "/api/v2/"
	c.userURL = c.apiURI + "users"
	return c
}
