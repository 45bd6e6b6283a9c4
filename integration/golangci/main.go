// Command golangci is golangci-lint with scopevet as one more linter.
package main

import (
	"fmt"
	"os"

	"github.com/golangci/golangci-lint/v2/pkg/commands"
	"github.com/golangci/golangci-lint/v2/pkg/exitcodes"

	_ "github.com/scopevet/scopevet/golangci"
)

func main() {
	// Without a version, golangci-lint tells builds apart by their contents,
	// and caches nothing from one for the other.
	if err := commands.Execute(commands.BuildInfo{}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(exitcodes.Failure)
	}
}
