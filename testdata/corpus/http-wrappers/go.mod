module example.com/httpwrappers

go 1.26.0

require (
	example.com/restkit v0.0.0
	example.com/wire v0.0.0
)

// Somebody else's libraries, in the same repository for the corpus's sake.
replace (
	example.com/restkit => ./third_party/restkit
	example.com/wire => ./third_party/wire
)
