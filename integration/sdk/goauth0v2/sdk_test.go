package goauth0v2

import (
	"testing"

	"github.com/auth0/go-auth0/v2"
	"github.com/auth0/go-auth0/v2/management/client"
	"github.com/auth0/go-auth0/v2/management/option"

	"github.com/scopevet/scopevet/integration/sdk/observe"
)

func sdk() observe.SDK {
	return observe.SDK{
		Path:    "github.com/auth0/go-auth0/v2",
		Version: auth0.Version,
		Table:   "go-auth0-v2.txt",
		New: func(address string) (any, error) {
			return client.New(address, option.WithInsecure())
		},
	}
}

func TestObserve(t *testing.T) { observe.Observe(t, sdk()) }
func TestTable(t *testing.T)   { observe.Table(t, sdk()) }
