module example.com/httpurls

go 1.26.0
