module github.com/scopevet/scopevet/integration/leaks

go 1.26.0

require github.com/scopevet/scopevet v0.0.0

require (
	golang.org/x/tools v0.52.0 // indirect
	gopkg.in/yaml.v3 v3.0.1 // indirect
)

replace github.com/scopevet/scopevet => ../..
