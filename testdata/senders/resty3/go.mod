module example.com/senders/resty3

go 1.26.0

require resty.dev/v3 v3.0.0-beta.3

require golang.org/x/net v0.33.0 // indirect
