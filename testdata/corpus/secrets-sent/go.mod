module example.com/secretssent

go 1.26.0

require (
	example.com/grants v0.0.0
	github.com/auth0/go-auth0 v1.33.0
	golang.org/x/oauth2 v0.32.0
)

// Stubs with the libraries' signatures, and somebody else's library: the corpus
// needs no network.
replace (
	example.com/grants => ./third_party/grants
	github.com/auth0/go-auth0 => ../stubs/go-auth0
	golang.org/x/oauth2 => ../stubs/oauth2
)
