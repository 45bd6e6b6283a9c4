module example.com/suppress

go 1.26.0

require github.com/auth0/go-auth0 v1.33.0

// A stub with the SDK's signatures: the corpus needs no network.
replace github.com/auth0/go-auth0 => ../stubs/go-auth0
