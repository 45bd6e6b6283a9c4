package main

import (
	_ "embed"
	"strings"

	"github.com/scopevet/scopevet/internal/send"
)

//go:embed senders.txt
var internals string

// senders returns the table that the SDK's own source is read with: the
// program's rows, which know the SDK's low-level functions, and rows for the
// SDK's internal packages, which no other code can call.
func senders(path string) (*send.Table, error) {
	t := send.Builtin()
	return t, t.Read("gen/senders.txt", strings.ReplaceAll(internals, "SDK", path))
}
