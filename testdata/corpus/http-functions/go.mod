module example.com/httpfunctions

go 1.26.0
