module github.com/scopevet/scopevet/integration/failures

go 1.26.0
