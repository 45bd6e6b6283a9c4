package observe

import (
	"cmp"
	"context"
	"fmt"
	"reflect"
	"slices"
)

// An observation is what one method was seen to do.
type observation struct {
	method
	requests []string // sorted "METHOD /api/v2/..." with {} for arguments
	failure  error    // why nothing could be seen, e.g. what f returned
}

// observe calls every method of the SDK's clients in every way there is.
func (s SDK) observe() ([]observation, error) {
	tenant := newServer()
	defer tenant.Close()
	root, err := s.New(tenant.Listener.Addr().String())
	if err != nil {
		return nil, err
	}
	var all []observation
	for _, m := range s.methods(root) {
		all = append(all, s.observeMethod(m, tenant))
	}
	slices.SortFunc(all, func(a, b observation) int {
		return cmp.Or(cmp.Compare(a.pkg, b.pkg), cmp.Compare(a.name, b.name))
	})
	return all, nil
}

// observeMethod calls m with full and with empty arguments, each flag on and
// off, and with each of the server's answers; what it sends is the union,
// because all of these may decide about it.
func (s SDK) observeMethod(m method, tenant *server) observation {
	o := observation{method: m}
	if m.skip() {
		return o
	}
	for depth := fullDepth; depth >= 0; depth-- {
		for _, flag := range []bool{true, false} {
			for _, answer := range answers() {
				tenant.expect(answer)
				err := invoke(m.call, &filler{enums: s.Enums, depth: depth, flag: flag})
				for _, request := range tenant.received() {
					if path, ok := s.template(request); ok {
						o.requests = append(o.requests, path)
					} else {
						err = fmt.Errorf("it sends %s", request)
					}
				}
				if err != nil {
					o.failure = err
				}
			}
		}
	}
	slices.Sort(o.requests)
	o.requests = slices.Compact(o.requests)
	if len(o.requests) > 0 {
		o.failure = nil
	}
	return o
}

// invoke calls f, and asks a page that it returns for the next one.
func invoke(f reflect.Value, with *filler) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	for _, result := range f.Call(with.arguments(f.Type())) {
		if failure, ok := result.Interface().(error); ok {
			return failure
		}
		if next := result.MethodByName("GetNextPage"); next.IsValid() && !result.IsNil() {
			next.Call([]reflect.Value{reflect.ValueOf(context.Background())})
		}
	}
	return nil
}
