module example.com/senders/resty2

go 1.26.0

require github.com/go-resty/resty/v2 v2.16.5

require golang.org/x/net v0.33.0 // indirect
