module github.com/scopevet/scopevet

go 1.26

require (
	golang.org/x/tools v0.52.0
	gopkg.in/yaml.v3 v3.0.1
)
