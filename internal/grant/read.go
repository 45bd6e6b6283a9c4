package grant

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// The bounds of what is read. A tenant's whole configuration stays far below
// them.
const (
	maxFileSize = 16 << 20
	maxFiles    = 2000
	maxGrants   = 5000
)

// Read reads the grants for the Management API from a file or a directory:
//
//   - Terraform: a .tf or .tf.json file, or a directory with such files. Other
//     files of the same directory give the values of locals and variables.
//   - Deploy CLI: tenant.yaml, its JSON form, or the directory form (a folder
//     grants or clientGrants with a JSON file for each grant, or the folder
//     above it).
//   - Auth0 CLI: the JSON that "auth0 api get client-grants" prints, or the
//     commands that package grant writes.
//   - Tokens: a JWT, decoded without looking at its signature, or the JSON of
//     its claims or of a token endpoint's answer.
//
// Which it is shows in the contents. name may end in "#CLIENT", which keeps
// the grants of that client only. An error names the file, and the line where
// there is one.
func Read(name string) (*Set, error) {
	path, client, chosen := strings.Cut(name, "#")
	s := &Set{Path: filepath.ToSlash(path)}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: there is no such file or directory with grants", s.Path)
	case err != nil:
		return nil, err
	case info.IsDir():
		err = s.readDir(path)
	default:
		err = s.readFile(path)
	}
	if err != nil {
		return nil, err
	}
	if len(s.Grants) > maxGrants {
		return nil, fmt.Errorf("%s: more than %d grants", s.Path, maxGrants)
	}
	s.sort()
	if chosen {
		if s.Grants, err = s.Named(client); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (s *Set) readDir(dir string) error {
	if names, err := filesIn(dir, ".tf", ".tf.json"); err != nil {
		return err
	} else if len(names) > 0 {
		return s.readTerraform(dir, names)
	}
	for _, sub := range []string{"grants", "clientGrants", "."} {
		names, err := filesIn(filepath.Join(dir, sub), ".json")
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if len(names) == 0 {
			continue
		}
		for _, name := range names {
			if err := s.readFile(name); err != nil {
				return err
			}
		}
		return nil
	}
	for _, name := range []string{"tenant.yaml", "tenant.yml"} {
		if path := filepath.Join(dir, name); isFile(path) {
			return s.readFile(path)
		}
	}
	return fmt.Errorf("%s: no grants in this directory: neither *.tf, nor grants/*.json, nor tenant.yaml", s.Path)
}

func (s *Set) readFile(name string) error {
	shown := filepath.ToSlash(name)
	base := filepath.Base(name)
	if strings.HasSuffix(base, ".tf") || strings.HasSuffix(base, ".tf.json") {
		return s.readTerraform(filepath.Dir(name), []string{name})
	}
	data, err := contents(name)
	if err != nil {
		return err
	}
	trimmed := bytes.TrimSpace(data)
	switch ext := filepath.Ext(base); {
	case len(trimmed) == 0:
		return fmt.Errorf("%s: the file is empty", shown)
	case ext == ".sh" || bytes.HasPrefix(trimmed, []byte("#!")):
		return s.readCommands(shown, data)
	case looksLikeJWT(trimmed):
		return s.readToken(shown, trimmed)
	case ext == ".yaml" || ext == ".yml":
		return s.readYAML(shown, data)
	case trimmed[0] == '{' || trimmed[0] == '[':
		return s.readJSON(shown, data)
	}
	return fmt.Errorf("%s: not a file with grants that is known: Terraform (*.tf), the Deploy CLI's tenant.yaml, JSON of the Auth0 CLI, or a token", shown)
}

// filesIn returns the files of a directory with one of the endings, sorted.
func filesIn(dir string, endings ...string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if !e.IsDir() && slices.ContainsFunc(endings, func(ending string) bool { return strings.HasSuffix(e.Name(), ending) }) {
			names = append(names, filepath.Join(dir, e.Name()))
		}
	}
	if len(names) > maxFiles {
		return nil, fmt.Errorf("%s: more than %d files", filepath.ToSlash(dir), maxFiles)
	}
	return names, nil
}

func contents(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFileSize+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxFileSize {
		return nil, fmt.Errorf("%s: larger than %d MiB", filepath.ToSlash(name), maxFileSize>>20)
	}
	return data, nil
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}
