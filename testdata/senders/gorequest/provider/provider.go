// Package provider configures Auth0 with gorequest.
package provider

// A Config is where the tenant is.
type Config struct {
	apiURI string
	token  string
}

// Login returns the configuration of a tenant.
func Login(domain, token string) *Config {
	return &Config{apiURI: "https://" + domain + "/api/v2/", token: "Bearer " + token}
}
