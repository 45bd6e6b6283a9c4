package servers

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// A double of Auth0.
func TestHandler(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(handler))
	defer server.Close()
	if _, err := http.Get(server.URL + "/api/v2/users"); err != nil { // quiet
		t.Fatal(err)
	}
	handler(httptest.NewRecorder(), httptest.NewRequest("GET", "/api/v2/users", nil)) // quiet
}
