module github.com/auth0/go-auth0

go 1.26.0
