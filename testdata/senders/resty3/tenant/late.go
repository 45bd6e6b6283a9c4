package tenant

import "resty.dev/v3"

var shared = resty.New().SetDebug(false)

// Configure tells the shared client where the tenant is.
func Configure(domain string) {
	shared.SetBaseURL("https://" + domain + "/api/v2")
}

// Connections lists connections with the shared client.
func Connections() error {
	_, err := shared.R().Get("/connections") // call GET /api/v2/connections
	return err
}

// Absolute does not need the base.
func Absolute(domain string) error {
	_, err := shared.R().Get("https://" + domain + "/api/v2/roles") // call GET /api/v2/roles
	return err
}
