module example.com/shown

go 1.26.0

require (
	github.com/acme/settings v1.0.0
	github.com/auth0/go-auth0 v1.33.0
	golang.org/x/oauth2 v0.32.0
)

// Stubs with the libraries' signatures: the corpus needs no network.
replace (
	github.com/acme/settings => ../stubs/settings
	github.com/auth0/go-auth0 => ../stubs/go-auth0
	golang.org/x/oauth2 => ../stubs/oauth2
)
