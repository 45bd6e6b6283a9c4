// Package management is a stub of the SDK's v2 package of that name: signatures
// without bodies.
package management

type (
	// GetUserRequestParameters is a request's query.
	GetUserRequestParameters struct{ Fields *string }
	// ListUsersRequestParameters is a request's query.
	ListUsersRequestParameters struct{ Q *string }
	// UpdateUserRequestContent is a request's body.
	UpdateUserRequestContent struct {
		Blocked     *bool           `json:"blocked,omitempty"`
		AppMetadata *map[string]any `json:"app_metadata,omitempty"`
	}
	// LinkUserIdentityRequestContent is a request's body.
	LinkUserIdentityRequestContent struct {
		LinkWith *string `json:"link_with,omitempty"`
	}
	// User is an answer.
	User struct{ UserID *string }
	// UserIdentity is an answer.
	UserIdentity struct{ UserID *string }
)
