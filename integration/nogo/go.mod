module github.com/scopevet/scopevet/integration/nogo

go 1.26.0
