// Package management has the names of the SDK's package and nothing to do with
// it: it manages the users of a ticket shop.
package management

import (
	"context"
	"database/sql"
)

// RequestOption is the shop's.
type RequestOption func()

// Management holds the shop's managers.
type Management struct{ User *UserManager }

// UserManager manages the shop's users.
type UserManager struct{ db *sql.DB }

// New opens the shop.
func New(domain string) (*Management, error) { return &Management{&UserManager{}}, nil }

// List lists the shop's users.
func (m *UserManager) List(ctx context.Context, opts ...RequestOption) ([]string, error) {
	_, err := m.db.QueryContext(ctx, "SELECT name FROM users") // quiet
	return nil, err
}

// Delete deletes one.
func (m *UserManager) Delete(ctx context.Context, id string, opts ...RequestOption) error {
	_, err := m.db.ExecContext(ctx, "DELETE FROM users WHERE id = ?", id)
	return err
}
