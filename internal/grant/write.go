package grant

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
)

// A Wanted is the grant that a program should have, for Write.
type Wanted struct {
	Client string // what to call the client
	Title  string // one line about the program
	Scopes []WantedScope
	Notes  []string // lines about what the grant may lack
}

// A WantedScope is a scope with the reason for it.
type WantedScope struct {
	Name string
	Why  string // one line: the calls that need it
	// Danger says how the scope leads to taking over accounts or the tenant,
	// or is "".
	Danger string
}

// Formats lists the formats of Write.
func Formats() []string { return []string{"terraform", "deploy-cli", "auth0-cli"} }

// Write writes grants for the Management API in the format of a tool, ready
// to paste. Clients are named after programs; the comment on top says what to
// put in their place. It writes no more than one grant of each name.
func Write(w io.Writer, format string, grants []Wanted) error {
	var b bytes.Buffer
	var write func(*bytes.Buffer, []Wanted)
	switch format {
	case "terraform":
		write = writeTerraform
	case "deploy-cli":
		write = writeDeployCLI
	case "auth0-cli":
		write = writeAuth0CLI
	default:
		return fmt.Errorf("unknown grant format %q: use %s", format, strings.Join(Formats(), ", "))
	}
	write(&b, distinct(grants))
	_, err := w.Write(b.Bytes())
	return err
}

// distinct sorts the grants by client and gives each one a name of its own.
func distinct(grants []Wanted) []Wanted {
	grants = slices.Clone(grants)
	slices.SortStableFunc(grants, func(a, b Wanted) int {
		return cmp.Or(cmp.Compare(label(a.Client), label(b.Client)), cmp.Compare(a.Title, b.Title))
	})
	taken := make(map[string]bool)
	for i := range grants {
		name := grants[i].Client
		for n := 2; taken[label(name)]; n++ {
			name = fmt.Sprintf("%s-%d", grants[i].Client, n)
		}
		taken[label(name)] = true
		grants[i].Client = name
	}
	return grants
}

func writeTerraform(out *bytes.Buffer, grants []Wanted) {
	fmt.Fprintln(out, "# Needs the provider auth0/auth0, a variable auth0_domain with the tenant's domain, and a resource")
	fmt.Fprintln(out, "# auth0_client for each client; the names of those are to be replaced by yours.")
	for _, g := range grants {
		name := label(g.Client)
		fmt.Fprintln(out)
		comments(out, "", g)
		fmt.Fprintf(out, "resource \"auth0_client_grant\" %q {\n", name)
		fmt.Fprintf(out, "  client_id = auth0_client.%s.id\n", name)
		fmt.Fprintln(out, `  audience  = "https://${var.auth0_domain}/api/v2/"`)
		if len(g.Scopes) == 0 {
			fmt.Fprintln(out, "  scopes    = []")
		} else {
			fmt.Fprintln(out, "  scopes = [")
			for i, s := range g.Scopes {
				item := fmt.Sprintf("%q,", s.Name)
				if r := remark(s); r != "" {
					item = fmt.Sprintf("%-*s%s", column(g.Scopes, i), item, r)
				}
				fmt.Fprintf(out, "    %s\n", item)
			}
			fmt.Fprintln(out, "  ]")
		}
		fmt.Fprintln(out, "}")
	}
}

// column returns how wide the scopes are whose remarks stand above one another
// with that of scope i, as terraform fmt has it.
func column(scopes []WantedScope, i int) int {
	for i > 0 && remark(scopes[i-1]) != "" {
		i--
	}
	width := 0
	for ; i < len(scopes) && remark(scopes[i]) != ""; i++ {
		width = max(width, len(fmt.Sprintf("%q,", scopes[i].Name)))
	}
	return width
}

func writeDeployCLI(out *bytes.Buffer, grants []Wanted) {
	fmt.Fprintln(out, "# Each client_id is the name of a client in the same tenant.yaml: put yours in.")
	if len(grants) == 0 {
		fmt.Fprintln(out, "clientGrants: []")
		return
	}
	fmt.Fprintln(out, "clientGrants:")
	for _, g := range grants {
		comments(out, "  ", g)
		fmt.Fprintf(out, "  - client_id: %s\n", quoted(g.Client))
		fmt.Fprintln(out, "    audience: https://##AUTH0_DOMAIN##/api/v2/")
		if len(g.Scopes) == 0 {
			fmt.Fprintln(out, "    scope: []")
			continue
		}
		fmt.Fprintln(out, "    scope:")
		for _, s := range g.Scopes {
			fmt.Fprintf(out, "      - %s%s\n", s.Name, remark(s))
		}
	}
}

func writeAuth0CLI(out *bytes.Buffer, grants []Wanted) {
	fmt.Fprintln(out, "#!/bin/sh")
	fmt.Fprintln(out, "# Replace each client_id by the id of your client (auth0 apps list) and TENANT by the tenant's domain. For a grant")
	fmt.Fprintln(out, "# that exists: auth0 api patch client-grants/GRANT_ID --data '{\"scope\": [...]}'")
	for _, g := range grants {
		fmt.Fprintln(out)
		comments(out, "", g)
		for _, s := range g.Scopes {
			if r := remark(s); r != "" {
				fmt.Fprintf(out, "# %s:%s\n", s.Name, strings.TrimPrefix(r, " #"))
			}
		}
		scopes := make([]string, len(g.Scopes))
		for i, s := range g.Scopes {
			scopes[i] = "    " + quoted(s.Name)
		}
		list := "[]"
		if len(scopes) > 0 {
			list = "[\n" + strings.Join(scopes, ",\n") + "\n  ]"
		}
		fmt.Fprintf(out, "auth0 api post client-grants --data '{\n  \"client_id\": %s,\n  \"audience\": \"https://TENANT/api/v2/\",\n  \"scope\": %s\n}'\n",
			quoted(strings.ReplaceAll(g.Client, "'", "")), list)
	}
}

// comments writes what is to be known of a grant above it.
func comments(out *bytes.Buffer, indent string, g Wanted) {
	if g.Title != "" {
		fmt.Fprintf(out, "%s# %s\n", indent, oneLine(g.Title))
	}
	for _, note := range g.Notes {
		fmt.Fprintf(out, "%s# %s\n", indent, oneLine(note))
	}
}

// remark is a comment behind a scope.
func remark(s WantedScope) string {
	why := oneLine(s.Why)
	if s.Danger != "" {
		why = strings.TrimPrefix(why+"; dangerous: "+oneLine(s.Danger), "; ")
	}
	if why == "" {
		return ""
	}
	return " # " + why
}

// oneLine keeps text from breaking out of a comment.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, s)
}

// quoted writes a string that JSON and YAML read alike.
func quoted(s string) string {
	b, err := json.Marshal(s)
	if err != nil { // a string always marshals
		return `""`
	}
	return string(b)
}

// label turns a name into one that Terraform accepts.
func label(name string) string {
	s := strings.Map(func(r rune) rune {
		if r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return unicode.ToLower(r)
		}
		return '_'
	}, name)
	if s == "" || unicode.IsDigit(rune(s[0])) {
		s = "_" + s
	}
	return s
}
