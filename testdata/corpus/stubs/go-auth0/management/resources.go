package management

import "context"

// Role is a role.
type Role struct{ ID, Name *string }

// RoleList is a page of roles.
type RoleList struct{ Roles []*Role }

// RoleManager is about roles.
type RoleManager manager

// Create creates a role.
func (m *RoleManager) Create(ctx context.Context, r *Role, opts ...RequestOption) error { return nil }

// Read reads a role.
func (m *RoleManager) Read(ctx context.Context, id string, opts ...RequestOption) (*Role, error) {
	return nil, nil
}

// Delete deletes a role.
func (m *RoleManager) Delete(ctx context.Context, id string, opts ...RequestOption) error { return nil }

// List lists roles.
func (m *RoleManager) List(ctx context.Context, opts ...RequestOption) (*RoleList, error) {
	return nil, nil
}

// Users lists the users that have a role.
func (m *RoleManager) Users(ctx context.Context, id string, opts ...RequestOption) (*UserList, error) {
	return nil, nil
}

// Organization is an organization.
type Organization struct{ ID, Name *string }

// OrganizationManager is about organizations.
type OrganizationManager manager

// Create creates an organization.
func (m *OrganizationManager) Create(ctx context.Context, o *Organization, opts ...RequestOption) error {
	return nil
}

// Delete deletes an organization.
func (m *OrganizationManager) Delete(ctx context.Context, id string, opts ...RequestOption) error {
	return nil
}

// ReadByName reads an organization.
func (m *OrganizationManager) ReadByName(ctx context.Context, name string, opts ...RequestOption) (*Organization, error) {
	return nil, nil
}

// AddMembers adds users.
func (m *OrganizationManager) AddMembers(ctx context.Context, id string, members []string, opts ...RequestOption) error {
	return nil
}

// Client is an application.
type Client struct {
	ClientID     *string `json:"client_id,omitempty"`
	Name         *string `json:"name,omitempty"`
	ClientSecret *string `json:"client_secret,omitempty"`
}

// GetClientID returns the ClientID field.
func (c *Client) GetClientID() string { return *c.ClientID }

// GetClientSecret returns the ClientSecret field.
func (c *Client) GetClientSecret() string { return *c.ClientSecret }

// ClientList is a page of applications.
type ClientList struct{ Clients []*Client }

// ClientManager is about applications.
type ClientManager manager

// Read reads an application.
func (m *ClientManager) Read(ctx context.Context, id string, opts ...RequestOption) (*Client, error) {
	return nil, nil
}

// Update updates an application.
func (m *ClientManager) Update(ctx context.Context, id string, c *Client, opts ...RequestOption) error {
	return nil
}

// List lists applications.
func (m *ClientManager) List(ctx context.Context, opts ...RequestOption) (*ClientList, error) {
	return nil, nil
}

// Delete deletes an application.
func (m *ClientManager) Delete(ctx context.Context, id string, opts ...RequestOption) error {
	return nil
}

// RotateSecret gives an application another secret.
func (m *ClientManager) RotateSecret(ctx context.Context, id string, opts ...RequestOption) (*Client, error) {
	return nil, nil
}

// Job is a job.
type Job struct{ ID, Status *string }

// JobManager is about jobs.
type JobManager manager

// Read reads a job.
func (m *JobManager) Read(ctx context.Context, id string, opts ...RequestOption) (*Job, error) {
	return nil, nil
}

// ExportUsers starts an export.
func (m *JobManager) ExportUsers(ctx context.Context, j *Job, opts ...RequestOption) error {
	return nil
}

// TenantManager is about the tenant's settings.
type TenantManager manager

// Tenant is the tenant's settings.
type Tenant struct{}

// Read reads them.
func (m *TenantManager) Read(ctx context.Context, opts ...RequestOption) (*Tenant, error) {
	return nil, nil
}

// Ticket is a ticket.
type Ticket struct{ UserID *string }

// TicketManager is about tickets.
type TicketManager manager

// ChangePassword makes a ticket for another password.
func (m *TicketManager) ChangePassword(ctx context.Context, t *Ticket, opts ...RequestOption) error {
	return nil
}
