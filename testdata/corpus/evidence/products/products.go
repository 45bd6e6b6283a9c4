// Package products calls other products whose paths look the same. The program
// logs people in with Auth0, so that the word stands everywhere.
package products

import (
	"fmt"
	"net/http"
	"os"
)

// auth0Login is where people log in.
const auth0Login = "https://club.eu.auth0.com/authorize"

type zendesk struct{ subdomain string }

func (z zendesk) user(id string) {
	http.Get("https://" + z.subdomain + ".zendesk.com/api/v2/users/" + id)      // quiet
	http.Get(fmt.Sprintf("https://%s.zendesk.com/api/v2/tickets", z.subdomain)) // quiet
}

type freshdeskClient struct{ base string }

func (f *freshdeskClient) ticket(id string) {
	http.Get(f.base + "/api/v2/tickets/" + id) // quiet
	http.Get(f.base + "/api/v2/roles")         // quiet
}

// DatadogURL is where Datadog lives.
var DatadogURL = os.Getenv("DD_SITE")

func datadogRoles(id string) {
	http.Get("https://api.datadoghq.com/api/v2/roles/" + id + "/permissions")       // quiet
	http.Get(fmt.Sprintf("https://api.%s/api/v2/roles/%s/users", DatadogURL, id))   // quiet
	http.Get(fmt.Sprintf("https://api.%s/api/v2/users", os.Getenv("DATADOG_SITE"))) // quiet
}

func influx() {
	http.Post(os.Getenv("INFLUXDB_URL")+"/api/v2/users", "application/json", nil) // quiet
	http.Get("http://localhost:8086/api/v2/users")                                // quiet
	http.Get(os.Getenv("INFLUX_HOST") + "/api/v2/authorizations")                 // quiet
}

type sftpgoAdmin struct{ baseURL string }

func (s sftpgoAdmin) users() { http.Get(s.baseURL + "/api/v2/users") } // quiet

type tfeClient struct{ address string }

func (t tfeClient) workspaces(org string) {
	http.Get(t.address + "/api/v2/organizations/" + org + "/workspaces") // quiet
	http.Get("https://app.terraform.io/api/v2/organizations/" + org)     // quiet
}

func signoz(id string)   { http.Get(os.Getenv("SIGNOZ_ENDPOINT") + "/api/v2/users/" + id) } // quiet
func launchDarkly()      { http.Get("https://app.launchdarkly.com/api/v2/users") }          // quiet
func alertmanager()      { http.Get(os.Getenv("ALERTMANAGER_URL") + "/api/v2/status") }     // quiet
func qiita(id string)    { http.Get("https://qiita.com/api/v2/users/" + id) }               // quiet
func jumpcloud(i string) { http.Get("https://console.jumpcloud.com/api/v2/users/" + i) }    // quiet
