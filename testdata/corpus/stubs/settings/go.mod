module github.com/acme/settings

go 1.26.0
