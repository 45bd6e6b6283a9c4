package grant

import (
	"fmt"
	"regexp"
)

// readCommands reads a shell script with calls of the Auth0 CLI as Write
// writes them: the grant is the JSON behind --data.
func (s *Set) readCommands(file string, data []byte) error {
	for _, m := range regexp.MustCompile(`(?m)^[^#\n]*--data\s+'([^']*)'`).FindAllSubmatchIndex(data, -1) {
		before := &jsonParser{data: data, line: 1, column: 1}
		before.advance(m[2])
		root, err := parseJSON(file, data[m[2]:m[3]])
		if err != nil {
			return fmt.Errorf("%s:%d: the data of this command is not JSON", file, before.line)
		}
		if field(root, "audience") == nil {
			continue
		}
		shift(root, before.line-1, before.column-1)
		if err := s.grant(file, root); err != nil {
			return err
		}
	}
	if len(s.Grants) == 0 {
		return fmt.Errorf("%s: no command with a client grant in it (auth0 api post client-grants --data '{...}')", file)
	}
	return nil
}
