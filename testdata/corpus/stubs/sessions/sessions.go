// Package sessions stands in for the library of the same name in the modules
// of the corpus, so that they need no network.
package sessions

import "net/http"

// A Session is a user's.
type Session struct{ Values map[interface{}]interface{} }

// A CookieStore keeps sessions in cookies.
type CookieStore struct{}

// NewCookieStore returns one.
func NewCookieStore(keys ...[]byte) *CookieStore { return nil }

// Get returns the session of a request.
func (s *CookieStore) Get(r *http.Request, name string) (*Session, error) { return nil, nil }
