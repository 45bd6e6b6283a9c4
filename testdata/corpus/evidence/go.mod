module example.com/evidence

go 1.26.0
