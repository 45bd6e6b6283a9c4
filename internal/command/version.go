package command

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"

	"github.com/scopevet/scopevet/policy"
)

// Version writes the versions of the program and of what it judges by.
func Version(w io.Writer) error {
	table, err := policy.Embedded()
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "scopevet %s, built with %s\n", ownVersion(), runtime.Version())
	fmt.Fprintf(w, "table    %s  %d endpoints  %s\n", table.Date(), len(table.Operations()), table.Hash())
	for _, name := range table.EditionNames() {
		edition, err := table.Edition(name)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "edition  %s  %s\n", edition.Date, edition.Name)
	}
	return nil
}

// ownVersion is the version of the module that the program was built from.
func ownVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
