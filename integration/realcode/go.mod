module github.com/scopevet/scopevet/integration/realcode

go 1.26.0
