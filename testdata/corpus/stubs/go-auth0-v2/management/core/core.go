// Package core is a stub of the SDK's package of that name.
package core

import "context"

type (
	// RequestOption adapts a request.
	RequestOption interface{ applyRequestOptions() }
	// Option is any of the option types.
	Option struct{}
	// ClientCredentialsOption is one that code may make itself.
	ClientCredentialsOption struct{ ClientID, ClientSecret string }
)

func (*Option) applyRequestOptions() {}

func (*ClientCredentialsOption) applyRequestOptions() {}

// Response is an answer with its headers.
type Response[T any] struct {
	StatusCode int
	Body       T
}

// Page is one of several.
type Page[T any] struct{ Results []T }

// GetNextPage asks the same endpoint again.
func (p *Page[T]) GetNextPage(ctx context.Context) (*Page[T], error) { return nil, nil }

// Iterator goes through the pages.
func (p *Page[T]) Iterator() *PageIterator[T] { return nil }

// PageIterator goes through the pages.
type PageIterator[T any] struct{}

// Next asks the same endpoint again where it must.
func (i *PageIterator[T]) Next(ctx context.Context) bool { return false }
