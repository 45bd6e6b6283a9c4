// Package odd is correct and odd.
package odd

import (
	. "fmt"
	"iter"
	"net/http"
	_ "net/url"
	"unsafe"
)

const api = "https://club.eu.auth0.com/api/v2"

type (
	loop                          struct{ next *loop }
	self                          []self
	chain                         func() chain
	alias                         = loop
	box[T any, P interface{ *T }] struct{ p P }
)

func _() { http.Get(api + "/users") } // call GET /api/v2/users

func init() { http.Get(api + "/roles") } // call GET /api/v2/roles

func init() { http.Get(api + "/clients") } // call GET /api/v2/clients

func naked() (url string) {
	defer func() { url = api + "/grants" }()
	url = api + "/flows"
	return
}

func deferred() { http.Get(naked()) } // call GET /api/v2/flows // call GET /api/v2/grants

func labels(n int) {
	url := api
again:
	for range n {
		switch {
		case n > 3:
			url = api + "/logs"
			continue again
		case n > 2:
			goto done
		}
		n++
		goto again
	}
done:
	http.Get(url) // call GET /api/v2/logs
}

func ranges() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, name := range [...]string{"connections", "custom-domains"} {
			if !yield(api + "/" + name) {
				return
			}
		}
	}
}

func iterated() {
	for url := range ranges() {
		http.Get(url) // call GET /api/v2/connections, GET /api/v2/custom-domains
	}
}

func (*loop) get(url string) { http.Get(url) }

func promoted() {
	var s struct {
		alias
		*self
	}
	s.get(api + "/branding")                                                       // call GET /api/v2/branding
	(*loop).get(nil, api+"/stats/daily")                                           // call GET /api/v2/stats/daily
	func(f func(string) (*http.Response, error)) { f(api + "/prompts") }(http.Get) // miss call GET /api/v2/prompts
}

func bytesOf() {
	b := []byte(api + "/logs")
	http.Get(unsafe.String(&b[0], len(b))) // quiet
	http.Get(Sprint(api, "/keys/signing")) // call GET /api/v2/keys/signing
}

func recursion(url string) string {
	if len(url) > 100 {
		return url
	}
	return recursion(url + "/x")
}

func recursive() {
	http.Get(recursion(api + "/users")) // call GET /api/v2/users
}

func selects(a, b chan string, c chan<- string) {
	select {
	case url := <-a:
		http.Get(url) // quiet
	case c <- api + "/roles": // quiet
	default:
	}
	var f chain
	for f != nil {
		f = f()
	}
	_ = box[int, *int]{}
	panic(recover())
}
