module example.com/senders/oauth2

go 1.26.0

require golang.org/x/oauth2 v0.25.0

require golang.org/x/net v0.34.0
