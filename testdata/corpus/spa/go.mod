module example.com/spa

go 1.26.0

require (
	github.com/auth0/go-auth0 v1.33.0
	github.com/maxence-charriere/go-app/v10 v10.1.11
)

// A stub with the SDK's signatures: the corpus needs no network.
replace github.com/auth0/go-auth0 => ../stubs/go-auth0

replace github.com/maxence-charriere/go-app/v10 => ../stubs/go-app
