module example.com/grants

go 1.26.0

require golang.org/x/oauth2 v0.32.0
