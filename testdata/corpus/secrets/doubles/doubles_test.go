package doubles

import "testing"

func TestNew(t *testing.T) {
	if _, err := New(t.Context(), "127.0.0.1", "demo-not-a-real-secret-0018"); err != nil { // quiet
		t.Fatal(err)
	}
}
