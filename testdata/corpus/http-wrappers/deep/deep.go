// Package deep has wrappers five deep around Auth0.
package deep

import (
	"context"

	"example.com/httpwrappers/tenant"
)

type layer1 struct{ c *tenant.Client }

func (l *layer1) call(ctx context.Context, m, p string) error { return l.c.Do(ctx, m, p) }

type layer2 struct{ next *layer1 }

func (l layer2) send(ctx context.Context, path, verb string) error {
	return l.next.call(ctx, verb, "/"+path)
}

type layer3 struct{ layer2 }

func (l layer3) modify(ctx context.Context, kind, id, verb string) error {
	return l.send(ctx, kind+"/"+id, verb)
}

func layer4(ctx context.Context, l layer3, kind, id string, write bool) error {
	verb := "GET"
	if write {
		verb = "PATCH"
	}
	return l.modify(ctx, kind, id, verb)
}

func layer5(ctx context.Context, l layer3, kind string) error {
	return layer4(ctx, l, kind, "x1", true)
}

// Touch is on top of them.
func Touch(ctx context.Context, l layer3) error {
	return layer5(ctx, l, "clients") // call GET /api/v2/clients/{id}, PATCH /api/v2/clients/{id}
}
