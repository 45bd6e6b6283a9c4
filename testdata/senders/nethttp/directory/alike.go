package directory

import (
	"net/http"
	"strings"
)

// Audience is the API's identifier, and no request.
func Audience() string { return "https://" + tenant + "/api/v2/" }

// Token asks the Authentication API.
func Token() (*http.Response, error) {
	return http.Post("https://"+tenant+"/oauth/token", "application/json", strings.NewReader(`{"audience":"`+Audience()+`"}`))
}

// Serve answers requests; it sends none.
func Serve(mux *http.ServeMux) {
	mux.HandleFunc("/api/v2/users", func(w http.ResponseWriter, r *http.Request) {
		if strings.TrimPrefix(r.URL.Path, "/api/v2/users/") == "" {
			http.NotFound(w, r)
		}
	})
}
