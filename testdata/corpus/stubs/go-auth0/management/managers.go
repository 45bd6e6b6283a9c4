package management

import "context"

// The managers that the corpus only deletes with.
type (
	ActionManager               manager
	BrandingThemeManager        manager
	ClientGrantManager          manager
	ConnectionManager           manager
	CustomDomainManager         manager
	DeviceCredentialsManager    manager
	EncryptionKeyManager        manager
	EnrollmentManager           manager
	EventStreamManager          manager
	FlowManager                 manager
	FormManager                 manager
	GrantManager                manager
	HookManager                 manager
	LogStreamManager            manager
	NetworkACLManager           manager
	RefreshTokenManager         manager
	ResourceServerManager       manager
	RuleConfigManager           manager
	RuleManager                 manager
	SelfServiceProfileManager   manager
	SessionManager              manager
	TokenExchangeProfileManager manager
	UserAttributeProfileManager manager
)

// Delete deletes by id.
func (m *ActionManager) Delete(ctx context.Context, id string, opts ...RequestOption) error {
	return nil
}

// Delete deletes by id.
func (m *BrandingThemeManager) Delete(ctx context.Context, id string, opts ...RequestOption) error {
	return nil
}

// Delete deletes by id.
func (m *ClientGrantManager) Delete(ctx context.Context, id string, opts ...RequestOption) error {
	return nil
}

// Delete deletes by id.
func (m *ConnectionManager) Delete(ctx context.Context, id string, opts ...RequestOption) error {
	return nil
}

// Delete deletes by id.
func (m *CustomDomainManager) Delete(ctx context.Context, id string, opts ...RequestOption) error {
	return nil
}

// Delete deletes by id.
func (m *DeviceCredentialsManager) Delete(ctx context.Context, id string, opts ...RequestOption) error {
	return nil
}

// Delete deletes by id.
func (m *EncryptionKeyManager) Delete(ctx context.Context, id string, opts ...RequestOption) error {
	return nil
}

// Delete deletes by id.
func (m *EnrollmentManager) Delete(ctx context.Context, id string, opts ...RequestOption) error {
	return nil
}

// Delete deletes by id.
func (m *EventStreamManager) Delete(ctx context.Context, id string, opts ...RequestOption) error {
	return nil
}

// Delete deletes by id.
func (m *FlowManager) Delete(ctx context.Context, id string, opts ...RequestOption) error { return nil }

// Delete deletes by id.
func (m *FormManager) Delete(ctx context.Context, id string, opts ...RequestOption) error { return nil }

// Delete deletes by id.
func (m *GrantManager) Delete(ctx context.Context, id string, opts ...RequestOption) error {
	return nil
}

// Delete deletes by id.
func (m *HookManager) Delete(ctx context.Context, id string, opts ...RequestOption) error { return nil }

// Delete deletes by id.
func (m *LogStreamManager) Delete(ctx context.Context, id string, opts ...RequestOption) error {
	return nil
}

// Delete deletes by id.
func (m *NetworkACLManager) Delete(ctx context.Context, id string, opts ...RequestOption) error {
	return nil
}

// Delete deletes by id.
func (m *RefreshTokenManager) Delete(ctx context.Context, id string, opts ...RequestOption) error {
	return nil
}

// Delete deletes by id.
func (m *ResourceServerManager) Delete(ctx context.Context, id string, opts ...RequestOption) error {
	return nil
}

// Delete deletes by id.
func (m *RuleConfigManager) Delete(ctx context.Context, id string, opts ...RequestOption) error {
	return nil
}

// Delete deletes by id.
func (m *RuleManager) Delete(ctx context.Context, id string, opts ...RequestOption) error { return nil }

// Delete deletes by id.
func (m *SelfServiceProfileManager) Delete(ctx context.Context, id string, opts ...RequestOption) error {
	return nil
}

// Delete deletes by id.
func (m *SessionManager) Delete(ctx context.Context, id string, opts ...RequestOption) error {
	return nil
}

// Delete deletes by id.
func (m *TokenExchangeProfileManager) Delete(ctx context.Context, id string, opts ...RequestOption) error {
	return nil
}

// Delete deletes by id.
func (m *UserAttributeProfileManager) Delete(ctx context.Context, id string, opts ...RequestOption) error {
	return nil
}

// List lists connections.
func (m *ConnectionManager) List(ctx context.Context, opts ...RequestOption) (*ConnectionList, error) {
	return nil, nil
}

// ConnectionList is a page of connections.
type ConnectionList struct{}

// RemoveAllSecrets sends two requests.
func (m *HookManager) RemoveAllSecrets(ctx context.Context, hookID string, opts ...RequestOption) error {
	return nil
}

// GuardianManager holds further managers.
type GuardianManager struct {
	Enrollment  *EnrollmentManager
	MultiFactor *MultiFactorManager
}

// MultiFactorManager holds further managers.
type MultiFactorManager struct {
	DUO *MultiFactorDUO
}

// MultiFactorDUO is about one factor.
type MultiFactorDUO manager

// Read reads its settings.
func (m *MultiFactorDUO) Read(ctx context.Context, opts ...RequestOption) (*MultiFactorDUOSettings, error) {
	return nil, nil
}

// MultiFactorDUOSettings are its settings.
type MultiFactorDUOSettings struct{}
