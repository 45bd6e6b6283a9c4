package auth0v5

import (
	"testing"

	"gopkg.in/auth0.v5"
	"gopkg.in/auth0.v5/management"

	"github.com/scopevet/scopevet/integration/sdk/observe"
)

func sdk() observe.SDK {
	return observe.SDK{
		Path:    "gopkg.in/auth0.v5",
		Version: auth0.Version,
		Table:   "auth0.v5.txt",
		New: func(address string) (any, error) {
			return management.New(address, management.WithInsecure())
		},
	}
}

func TestObserve(t *testing.T) { observe.Observe(t, sdk()) }
func TestTable(t *testing.T)   { observe.Table(t, sdk()) }
