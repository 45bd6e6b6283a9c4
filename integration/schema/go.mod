module github.com/scopevet/scopevet/integration/schema

go 1.26.0

replace github.com/scopevet/scopevet => ../..

require (
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.3
	github.com/scopevet/scopevet v0.0.0-00010101000000-000000000000
	gopkg.in/yaml.v3 v3.0.1
)

require (
	golang.org/x/text v0.41.0 // indirect
	golang.org/x/tools v0.52.0 // indirect
)
