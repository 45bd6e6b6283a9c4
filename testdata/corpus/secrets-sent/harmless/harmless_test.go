package harmless

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
)

func TestToken(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	http.PostForm(server.URL+"/oauth/token", url.Values{"client_secret": {"demo-not-a-real-secret-0174"}}) // quiet
}
