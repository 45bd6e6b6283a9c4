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
	client := oauth2.NewClient(ctx, token)
	p := &page{
		cfg:    cfg,
		http:   client,
		tenant: tenant.New(cfg, client),
		me:     session.Get("sub").String(),
	}
	go p.show(ctx)
	p.on("rename", func() error { return p.rename(ctx, p.typed("name")) })
	p.on("paint", func() error { return p.paint(ctx, p.typed("theme")) })
	p.on("forget", func() error { return p.forget(ctx) })
	p.on("leave", func() error { return p.leave(ctx) })
	select {}
}
