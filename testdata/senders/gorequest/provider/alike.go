package provider

import "github.com/parnurzeal/gorequest"

// token asks the Authentication API of the same tenant.
func token(domain string) {
	gorequest.New().Post("https://" + domain + "/oauth/token").Send(map[string]string{"audience": "https://" + domain + "/api/v2/"}).End()
}

// datadog has roles of its own.
func datadog(role string) {
	gorequest.New().Get("https://api.datadoghq.com/api/v2/roles/" + role + "/users").End()
}
