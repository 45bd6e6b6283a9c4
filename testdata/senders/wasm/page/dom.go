//go:build js && wasm

package page

import (
	"syscall/js"

	"honnef.co/go/js/dom/v2"
)

// Button asks when it is pressed.
func Button(id string) {
	button := dom.GetWindow().Document().GetElementByID("load")
	button.AddEventListener("click", false, func(dom.Event) {
		js.Global().Call("fetch", "https://"+domain+"/api/v2/users/"+id) // call GET /api/v2/users/{id}
	})
}
