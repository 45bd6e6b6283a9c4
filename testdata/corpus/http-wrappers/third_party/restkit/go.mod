module example.com/restkit

go 1.26.0
