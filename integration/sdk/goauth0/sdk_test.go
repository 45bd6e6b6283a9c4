package goauth0

import (
	"testing"

	"github.com/auth0/go-auth0"
	"github.com/auth0/go-auth0/management"

	"github.com/scopevet/scopevet/integration/sdk/observe"
)

func sdk() observe.SDK {
	return observe.SDK{
		Path:    "github.com/auth0/go-auth0",
		Version: auth0.Version,
		Table:   "go-auth0.txt",
		New: func(address string) (any, error) {
			return management.New(address, management.WithInsecure())
		},
		Enums: map[string]string{
			"management.PromptType": "login-passwordless",
		},
	}
}

func TestObserve(t *testing.T) { observe.Observe(t, sdk()) }
func TestTable(t *testing.T)   { observe.Table(t, sdk()) }
