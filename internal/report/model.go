package report

// version is the JSON format's version. Fields are only ever added to it.
const version = 1

// A Check is what the check command reports.
type Check struct {
	Version  int       `json:"version"`
	Findings []Finding `json:"findings"`
	Receipt  Receipt   `json:"receipt"`
}

// A Finding is one thing that is wrong, at one place.
type Finding struct {
	Rule       string   `json:"rule"`
	Severity   string   `json:"severity"`   // "error", "warning" or "note"
	Confidence string   `json:"confidence"` // "certain", "likely" or "possible"
	Message    string   `json:"message"`
	File       string   `json:"file"` // relative to the working directory, with forward slashes
	Line       int      `json:"line"`
	Column     int      `json:"column"` // in bytes, from 1
	Function   string   `json:"function"`
	Package    string   `json:"package"`
	Context    string   `json:"context"`
	Method     string   `json:"method"`
	Path       string   `json:"path"`
	Scopes     []string `json:"scopes"`
	Chain      []Frame  `json:"chain"`

	// Fixes are ways to repair it; formats that can carry them do.
	Fixes []Fix `json:"-"`
	// Foreign is set when the file belongs to another module.
	Foreign bool `json:"-"`
}

// A Fix is a way to repair what is wrong: edits that belong together.
type Fix struct {
	Message string
	Edits   []Edit
}

// An Edit replaces text in a file. Columns are in bytes, from 1; the end is
// exclusive.
type Edit struct {
	File               string
	Line, Column       int
	EndLine, EndColumn int
	Text               string
}

// A Frame is one step from a finding or a call down to the request itself.
type Frame struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	Function string `json:"function"`

	foreign bool // the file belongs to another module
}

// Scopes is what the scopes command reports.
type Scopes struct {
	Version    int          `json:"version"`
	Calls      []Call       `json:"calls"`
	Unresolved []Unresolved `json:"unresolved"`
	Programs   []Program    `json:"programs"`
	Scopes     []string     `json:"scopes"` // smallest set for all calls together
	Receipt    Receipt      `json:"receipt"`

	sections []section // of the text format
}

// A Call is one call of the Management API.
type Call struct {
	File       string     `json:"file"`
	Line       int        `json:"line"`
	Column     int        `json:"column"`
	Function   string     `json:"function"`
	Package    string     `json:"package"`
	Method     string     `json:"method"`
	Path       string     `json:"path"`
	AnyOf      [][]string `json:"any_of"` // each set of scopes suffices; empty when none is documented
	Contexts   []string   `json:"contexts"`
	Confidence string     `json:"confidence"`
	SDK        string     `json:"sdk"`
	Chain      []Frame    `json:"chain"`

	note string // what decided between alternatives
}

// An Unresolved is a request whose method or path could not be worked out.
type Unresolved struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	Function string `json:"function"`
	Reason   string `json:"reason"`

	column int
}

// A Program is a main package with the scopes that its calls need.
type Program struct {
	Package string   `json:"package"`
	Context string   `json:"context"`
	Scopes  []string `json:"scopes"`

	Kind         string   `json:"kind"`    // "spa", "m2m" or "unknown"
	Guessed      bool     `json:"guessed"` // all that it imports counts as reached
	Calls        []Need   `json:"calls"`
	Unresolved   int      `json:"unresolved"`
	Dangerous    []Danger `json:"dangerous"` // among the scopes
	Choices      []Remark `json:"choices"`   // calls that other sets open too
	Options      []Remark `json:"options"`   // sets that suffice in part
	Unlocks      []Remark `json:"unlocks"`   // scopes that add fields to answers
	Undocumented []string `json:"undocumented"`
	Notes        []string `json:"notes"`
}

// A Need is an endpoint that a program calls, with the scopes that were chosen
// for it; none where Auth0 documents none or the program can hold none.
type Need struct {
	Method string   `json:"method"`
	Path   string   `json:"path"`
	File   string   `json:"file"`
	Line   int      `json:"line"`
	Scopes []string `json:"scopes"`
	Trail  []string `json:"trail"` // functions from main to the one that makes the call
}

// A Receipt says what a run looked at, so that a clean result can be told
// from one that saw nothing.
type Receipt struct {
	Packages   int        `json:"packages"` // matched by the patterns
	Files      int        `json:"files"`    // Go files in them
	Calls      int        `json:"calls"`
	Unresolved int        `json:"unresolved"`
	Suppressed int        `json:"suppressed"` // findings that a directive took away
	Accepted   int        `json:"accepted"`   // findings that a baseline took away
	Contexts   []string   `json:"contexts"`
	Platforms  []string   `json:"platforms"` // build configurations, "linux/amd64"
	Rules      []string   `json:"rules"`     // that ran
	Table      Table      `json:"table"`
	Policies   []string   `json:"policies"` // policy files
	Problems   []Problem  `json:"problems"`
	Excluded   []Excluded `json:"excluded"`
	Faults     []string   `json:"faults"` // the tool's own failures
	Unread     []string   `json:"unread"` // what is granted and could not be read, or not be judged
	Frontend   Frontend   `json:"frontend"`

	built int // packages with SSA
}

// A Table names the reading of Auth0's documents that a run judged by.
type Table struct {
	Date    string `json:"date"`
	Hash    string `json:"hash"`
	Edition string `json:"edition"` // of the allowlist for public clients
}

// A Problem is a package that could not be analysed, or only in part.
type Problem struct {
	Package string `json:"package"`
	Reason  string `json:"reason"`
}

// Excluded counts the files that speak of Auth0 and that no configuration
// includes.
type Excluded struct {
	Constraint string `json:"constraint"`
	Files      int    `json:"files"`
}
