package command

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

// replaceFile writes a file, or leaves the one that is there as it is: a full
// disk or an interrupted run never leaves half of it.
func replaceFile(name string, data []byte) error {
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target // the link stays
	}
	mode := os.FileMode(0o666)
	if info, err := os.Stat(name); err == nil {
		if !info.Mode().IsRegular() {
			return os.WriteFile(name, data, mode) // a device or a pipe
		}
		mode = info.Mode().Perm()
	}
	fresh := fmt.Sprintf("%s.%d.new", name, os.Getpid())
	err := createFile(fresh, data, mode)
	if err == nil {
		if err = os.Rename(fresh, name); err != nil {
			os.Remove(fresh) //nolint:errcheck // the first error is the one to tell
		}
	}
	// The user named another file.
	if path := (*os.PathError)(nil); errors.As(err, &path) {
		path.Path = name
	}
	return err
}

// createFile writes a file that is not there yet, whole or not at all.
func createFile(name string, data []byte, mode os.FileMode) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err != nil {
		os.Remove(name) //nolint:errcheck // the first error is the one to tell
	}
	return err
}
