package management

import "context"

// User is a user.
type User struct {
	ID           *string
	Email        *string
	Password     *string
	UserMetadata *map[string]interface{}
	AppMetadata  *map[string]interface{}
}

// UserList is a page of users.
type UserList struct{ Users []*User }

// HasNext tells whether there are more pages.
func (l *UserList) HasNext() bool { return false }

// UserIdentityLink says which identity to link.
type UserIdentityLink struct {
	LinkWith *string
	UserID   *string
}

// UserManager is about users.
type UserManager manager

// Create creates a user.
func (m *UserManager) Create(ctx context.Context, u *User, opts ...RequestOption) error { return nil }

// Read reads a user.
func (m *UserManager) Read(ctx context.Context, id string, opts ...RequestOption) (*User, error) {
	return nil, nil
}

// Update updates a user.
func (m *UserManager) Update(ctx context.Context, id string, u *User, opts ...RequestOption) error {
	return nil
}

// Delete deletes a user.
func (m *UserManager) Delete(ctx context.Context, id string, opts ...RequestOption) error { return nil }

// List lists users.
func (m *UserManager) List(ctx context.Context, opts ...RequestOption) (*UserList, error) {
	return nil, nil
}

// Roles lists a user's roles.
func (m *UserManager) Roles(ctx context.Context, id string, opts ...RequestOption) (*RoleList, error) {
	return nil, nil
}

// AssignRoles gives a user roles.
func (m *UserManager) AssignRoles(ctx context.Context, id string, roles []*Role, opts ...RequestOption) error {
	return nil
}

// Link links two identities.
func (m *UserManager) Link(ctx context.Context, id string, il *UserIdentityLink, opts ...RequestOption) ([]User, error) {
	return nil, nil
}

// Summarize is newer than every release that is known.
func (m *UserManager) Summarize(ctx context.Context, id string, opts ...RequestOption) (*User, error) {
	return nil, nil
}

// String is no call of the API.
func (m *UserManager) String() string { return "" }
