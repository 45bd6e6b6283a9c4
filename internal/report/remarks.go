package report

// Remarks say what a reader should know of a chosen set of scopes.
type Remarks struct {
	// Choices are calls that more than one set opens, with the reason for the
	// one that was taken.
	Choices []Remark
	// Options are narrower or other sets that suffice in part.
	Options []Remark
	// Unlocks are scopes that would add fields to answers.
	Unlocks []Remark
	// Dangers are the dangerous ones among the chosen scopes.
	Dangers []Danger
	// Undocumented are endpoints for which Auth0 documents no scope.
	Undocumented []string
}

// A Remark is about one endpoint.
type Remark struct {
	Endpoint string `json:"endpoint"` // "GET /api/v2/users"
	Scopes   string `json:"scopes"`   // "read:users", "read:clients and read:client_keys"
	Text     string `json:"text"`
}

// A Danger is a scope that leads to taking over accounts or the tenant.
type Danger struct {
	Scope  string `json:"scope"`
	Why    string `json:"why"`
	Source string `json:"source"` // address of Auth0's page about the ability
}

// A paragraph is a heading with lines, at the end of a section.
type paragraph struct {
	title string
	lines []string
	whole bool // too important to be cut short
}

func (r *Remarks) paragraphs() []paragraph {
	var out []paragraph
	add := func(title string, lines []string) {
		if len(lines) > 0 {
			out = append(out, paragraph{title: title, lines: lines})
		}
	}
	texts := func(remarks []Remark) (lines []string) {
		for _, m := range remarks {
			lines = append(lines, m.Endpoint+": "+m.Text)
		}
		return lines
	}
	var dangers []string
	for _, d := range r.Dangers {
		dangers = append(dangers, d.Scope+": "+d.Why)
	}
	add("dangerous", dangers)
	for i := range out {
		out[i].whole = true
	}
	add("had a choice", texts(r.Choices))
	add("other options", texts(r.Options))
	add("more fields", texts(r.Unlocks))
	add("no scope documented", r.Undocumented)
	return out
}
