module example.com/senders/nethttp

go 1.26.0
