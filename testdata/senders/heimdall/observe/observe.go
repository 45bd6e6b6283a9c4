// Package observe asks SigNoz, which has users as well.
package observe

import (
	"net/http"

	"github.com/gojek/heimdall/v7/httpclient"
)

// SigNozUsers lists them.
func SigNozUsers(host string) (*http.Response, error) {
	return httpclient.NewClient().Get("https://"+host+"/api/v2/users", nil)
}
