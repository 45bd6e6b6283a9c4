module example.com/current-user

go 1.26.0

require golang.org/x/oauth2 v0.30.0

// A stub with the package's signatures: the corpus needs no network.
replace golang.org/x/oauth2 => ../stubs/oauth2
