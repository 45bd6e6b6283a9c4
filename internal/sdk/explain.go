package sdk

import (
	"slices"
	"strings"
)

// An Entry is a method of the SDK under one import path.
type Entry struct {
	SDK      string   // import path of the SDK: "github.com/auth0/go-auth0/v2"
	Package  string   // relative to SDK: "management/users/identities"
	Client   string   // "UserManager", "Client"
	Method   string   // "Link"
	Versions []string // releases that the table was made of, oldest first
	// Variants are what the method sends, by releases, oldest first. More than
	// one means that releases disagree.
	Variants []Method
}

// String names the method as code does that imports its package:
// "management.UserManager.List".
func (e Entry) String() string { return packageName(e.Package) + "." + e.Client + "." + e.Method }

// shortName names a method for people: "UserManager.List". The later releases,
// which call every client Client, need the package: "users.Client.List".
func shortName(pkg, client, method string) string {
	if generated(client) {
		return packageName(pkg) + "." + client + "." + method
	}
	return client + "." + method
}

// packageName is what people call a package: users for management/users, and
// for management/users/client, too.
func packageName(pkg string) string {
	if path, ok := strings.CutSuffix(pkg, "/client"); ok {
		pkg = path
	}
	return pkg[strings.LastIndexByte(pkg, '/')+1:]
}

// generated reports whether a client type is one of the releases from v2 on,
// which are made by a generator.
func generated(client string) bool { return client == "Client" || client == "RawClient" }

// Explain returns the methods that a name can mean, in all SDKs: by type
// ("UserManager.List"), by the field that holds the client ("User.List",
// "Users.Get", "client.Users.Identities.Link"), or by package and type
// ("identities.Client.Link"). Raw clients are meant only where the name says
// RawClient or WithRawResponse. Case does not matter.
func (ts *Tables) Explain(name string) []Entry {
	parts := strings.Split(strings.ToLower(strings.NewReplacer("(", "", ")", "", "*", "").Replace(name)), ".")
	if len(parts) < 2 || slices.Contains(parts, "") {
		return nil
	}
	method, holder := parts[len(parts)-1], parts[:len(parts)-1]
	// A name may begin with a variable or a package: client.Users.List.
	for ; len(holder) > 0; holder = holder[1:] {
		var out []Entry
		for _, t := range ts.tables {
			out = append(out, t.explain(holder, method)...)
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

func (t *Table) explain(holder []string, method string) []Entry {
	var out []Entry
	for _, pkg := range t.Packages() {
		clients, _ := t.Clients(pkg)
		for _, typ := range t.clients(pkg) {
			if !holds(holder, pkg, typ) {
				continue
			}
			for name, variants := range clients[typ].Methods {
				if strings.EqualFold(name, method) {
					out = append(out, Entry{t.Path, pkg, typ, name, t.Versions, variants})
				}
			}
		}
	}
	return out
}

// holds reports whether a name in lower case, without the method, means a
// client type.
func holds(holder []string, pkg, typ string) bool {
	last := holder[len(holder)-1]
	if !generated(typ) {
		// All types of these releases stand in one package.
		return len(holder) == 1 && (strings.EqualFold(last, typ) || strings.EqualFold(last+"manager", typ))
	}
	fields := strings.Split(strings.TrimSuffix(pkg, "/client"), "/")[1:]
	if raw := last == "rawclient" || last == "withrawresponse"; raw != (typ == "RawClient") {
		return false
	}
	byType := last == "client" || last == "rawclient"
	if byType || last == "withrawresponse" {
		holder = holder[:len(holder)-1]
	}
	if byType && len(holder) == 1 {
		// identities.Client: the package's name alone.
		return fields[len(fields)-1] == holder[0]
	}
	return slices.Equal(fields, holder)
}
