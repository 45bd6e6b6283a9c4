module example.com/sdkv2

go 1.26.0

require github.com/auth0/go-auth0/v2 v2.14.0

// A stub with the SDK's signatures: the corpus needs no network.
replace github.com/auth0/go-auth0/v2 => ../stubs/go-auth0-v2
