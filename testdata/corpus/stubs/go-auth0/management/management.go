// Package management stands in for the SDK's package of the same name.
package management

import (
	"context"
	"net/http"
)

// Option configures a client.
type Option func(*Management)

// WithClientCredentials authenticates with a client's secret.
func WithClientCredentials(ctx context.Context, clientID, clientSecret string) Option { return nil }

// WithClientCredentialsAndAudience does so for another audience.
func WithClientCredentialsAndAudience(ctx context.Context, clientID, clientSecret, audience string) Option {
	return nil
}

// WithClientCredentialsPrivateKeyJwt authenticates with a client's private key.
func WithClientCredentialsPrivateKeyJwt(ctx context.Context, clientID, privateKey, algorithm string) Option {
	return nil
}

// WithStaticToken authenticates with a token.
func WithStaticToken(token string) Option { return nil }

// WithInsecure allows plain HTTP, for tests.
func WithInsecure() Option { return nil }

// RequestOption changes one request.
type RequestOption interface{ apply(*http.Request) }

// Parameter adds a query parameter.
func Parameter(key, value string) RequestOption { return nil }

// Page asks for one page.
func Page(n int) RequestOption { return nil }

// Management is the client; each field has the methods of one resource.
type Management struct {
	Action               *ActionManager
	BrandingTheme        *BrandingThemeManager
	Client               *ClientManager
	ClientGrant          *ClientGrantManager
	Connection           *ConnectionManager
	CustomDomain         *CustomDomainManager
	DeviceCredentials    *DeviceCredentialsManager
	EncryptionKey        *EncryptionKeyManager
	EventStream          *EventStreamManager
	Flow                 *FlowManager
	Form                 *FormManager
	Grant                *GrantManager
	Guardian             *GuardianManager
	Hook                 *HookManager
	Job                  *JobManager
	LogStream            *LogStreamManager
	NetworkACL           *NetworkACLManager
	Organization         *OrganizationManager
	RefreshToken         *RefreshTokenManager
	ResourceServer       *ResourceServerManager
	Role                 *RoleManager
	Rule                 *RuleManager
	RuleConfig           *RuleConfigManager
	SelfServiceProfile   *SelfServiceProfileManager
	Session              *SessionManager
	Tenant               *TenantManager
	Ticket               *TicketManager
	TokenExchangeProfile *TokenExchangeProfileManager
	User                 *UserManager
	UserAttributeProfile *UserAttributeProfileManager
}

// New returns a client of a tenant.
func New(domain string, options ...Option) (*Management, error) { return &Management{}, nil }

// URI returns the URL of an endpoint.
func (m *Management) URI(path ...string) string { return "" }

// NewRequest makes a request.
func (m *Management) NewRequest(ctx context.Context, method, uri string, payload interface{}, options ...RequestOption) (*http.Request, error) {
	return nil, nil
}

// Do sends one.
func (m *Management) Do(req *http.Request) (*http.Response, error) { return nil, nil }

// Request makes and sends one.
func (m *Management) Request(ctx context.Context, method, uri string, payload interface{}, options ...RequestOption) error {
	return nil
}

type manager struct{ management *Management }
