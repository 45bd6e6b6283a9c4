//go:build js && wasm

// Web is the members' page. It is compiled to WebAssembly and runs in the
// browser of whoever is signed in.
package main

import (
	"context"
	"syscall/js"

	"golang.org/x/oauth2"

	"example.com/boathouse/internal/config"
	"example.com/boathouse/internal/tenant"
)

func main() {
	session := js.Global().Get("auth0Session")
	cfg := &config.Config{Domain: session.Get("domain").String()}
	ctx := context.Background()
	token := oauth2.StaticTokenSource(&oauth2.Token{AccessToken: session.Get("token").String()})
	p := &page{
		cfg:    cfg,
		tenant: tenant.New(cfg, oauth2.NewClient(ctx, token)),
		me:     session.Get("sub").String(),
	}
	go p.show(ctx)
	p.on("leave", func() error { return p.leave(ctx) })
	select {}
}
