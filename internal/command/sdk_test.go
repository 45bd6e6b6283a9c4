package command

import (
	"bytes"
	"context"
	"path/filepath"
	"testing"

	"github.com/scopevet/scopevet/internal/drivertest"
)

// sdkStub is as much of the SDK as the tests call: the analyzer goes by import
// paths and names alone.
const sdkStub = `
-- sdk/go.mod --
module github.com/auth0/go-auth0

go 1.26
-- sdk/management/management.go --
package management

import "context"

type Management struct {
	User   *UserManager
	Role   *RoleManager
	Client *ClientManager
	Log    *LogManager
}

type (
	Option        func(*Management)
	RequestOption interface{}
	User          struct {
		AppMetadata *map[string]interface{} ` + "`json:\"app_metadata,omitempty\"`" + `
	}
	UserList      struct{}
	Role          struct{}
	Client        struct{}
	Log           struct{}
	UserManager   struct{}
	RoleManager   struct{}
	ClientManager struct{}
	LogManager    struct{}
)

func New(domain string, options ...Option) (*Management, error) { return &Management{}, nil }

func WithClientCredentials(ctx context.Context, id, secret string) Option { return nil }

func (m *UserManager) List(ctx context.Context, opts ...RequestOption) (*UserList, error) { return nil, nil }
func (m *UserManager) Read(ctx context.Context, id string, opts ...RequestOption) (*User, error) { return nil, nil }
func (m *UserManager) Delete(ctx context.Context, id string, opts ...RequestOption) error { return nil }
func (m *UserManager) Update(ctx context.Context, id string, u *User, opts ...RequestOption) error { return nil }
func (m *RoleManager) Create(ctx context.Context, r *Role, opts ...RequestOption) error { return nil }
func (m *ClientManager) Delete(ctx context.Context, id string, opts ...RequestOption) error { return nil }
func (m *LogManager) Read(ctx context.Context, id string, opts ...RequestOption) (*Log, error) { return nil, nil }
-- app/go.mod --
module example.com/app

go 1.26

require github.com/auth0/go-auth0 v1.2.0

replace github.com/auth0/go-auth0 => ../sdk
`

// unpack makes the module example.com/app with the files of an archive, whose
// names begin with app/.
func unpack(t *testing.T, archive string) string {
	t.Helper()
	for _, name := range []string{"GOFLAGS", "GOWORK", "GOOS", "GOARCH"} {
		t.Setenv(name, "")
	}
	t.Setenv("GOPROXY", "off")
	return filepath.Join(drivertest.Unpack(t, sdkStub+archive), "app")
}

// run runs a command in a directory and returns its standard output, its
// exit status and its error.
func run(t *testing.T, dir string, command func(ctx context.Context, o Options, out Output) (int, error)) (string, int, error) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	o := Options{Dir: dir, Patterns: []string{"./..."}}
	status, err := command(context.Background(), o, Output{Stdout: &stdout, Stderr: &stderr})
	return stdout.String(), status, err
}
