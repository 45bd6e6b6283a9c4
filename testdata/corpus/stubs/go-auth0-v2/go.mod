module github.com/auth0/go-auth0/v2

go 1.26.0
