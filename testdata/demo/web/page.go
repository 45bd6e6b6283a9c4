//go:build js && wasm

package main

import (
	"context"
	"net/http"
	"syscall/js"

	"example.com/boathouse/internal/config"
	"example.com/boathouse/internal/tenant"
)

// A page shows the signed-in member.
type page struct {
	cfg    *config.Config
	http   *http.Client // with the member's token
	tenant *tenant.Client
	me     string // the member's id
}

func (p *page) show(ctx context.Context) {
	member, err := p.tenant.Member(ctx, p.me)
	if err != nil {
		p.say("profile", err.Error())
		return
	}
	p.say("profile", member.Name)
	names, err := p.roster(ctx)
	if err != nil {
		p.say("roster", err.Error())
		return
	}
	p.say("roster", names)
}

// leave ends the membership.
func (p *page) leave(ctx context.Context) error {
	return p.tenant.Remove(ctx, p.me)
}

// on runs do whenever a button is pressed.
func (p *page) on(button string, do func() error) {
	pressed := js.FuncOf(func(js.Value, []js.Value) any {
		go func() {
			if err := do(); err != nil {
				p.say("notice", err.Error())
			}
		}()
		return nil
	})
	js.Global().Get("document").Call("getElementById", button).Call("addEventListener", "click", pressed)
}

// typed returns what is in an input field.
func (p *page) typed(field string) string {
	return js.Global().Get("document").Call("getElementById", field).Get("value").String()
}

// say puts text into an element.
func (p *page) say(element, text string) {
	js.Global().Get("document").Call("getElementById", element).Set("textContent", text)
}
