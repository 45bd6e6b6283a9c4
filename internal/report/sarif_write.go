package report

import (
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/scopevet/scopevet/analyzer"
)

// A Tool says who found what is reported, for formats that name it.
type Tool struct {
	Version string // of the program: "v1.2.3", or "(devel)"
	// ReadFile reads a file by the name that findings give it. The report
	// quotes nothing from it; SARIF counts columns in UTF-16, and only the
	// line itself tells where that is.
	ReadFile func(name string) ([]byte, error)
}

// The names of what relative addresses begin at. The first is what hosts of
// code replace by the root of the checkout.
const (
	sourceRoot  = "%SRCROOT%"
	moduleCache = "GOMODCACHE"
	goRoot      = "GOROOT"
)

// SARIF writes the findings as a SARIF 2.1.0 log. Text from the code is never
// quoted: a snippet could hold the very secret that a finding is about.
func (c *Check) SARIF(w io.Writer, tool Tool) error {
	s := &sarif{columns: newColumns(tool.ReadFile), rules: make(map[string]int)}
	version, ok := strings.CutPrefix(tool.Version, "v")
	if !ok {
		version = "0.0.0-devel" // readers compare versions
	}
	driver := sarifDriver{
		Name: "scopevet", FullName: "scopevet " + tool.Version, Version: version, SemanticVersion: version,
		InformationURI: homepage, Rules: s.describe(analyzer.Rules()), Notifications: notificationKinds(),
	}
	run := sarifRun{
		Tool: sarifTool{driver}, Invocations: []sarifInvocation{c.Receipt.invocation()},
		AutomationDetails: sarifAutomation{"scopevet/"}, BaseIDs: baseIDs(),
		ColumnKind: "utf16CodeUnits", Results: []sarifResult{}, Properties: sarifRunProperties{c.Receipt},
	}
	prints := fingerprints(c.Findings)
	for i := range c.Findings {
		run.Results = append(run.Results, s.result(&c.Findings[i], prints[i]))
	}
	return JSON(w, sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0", Runs: []sarifRun{run},
	})
}

const homepage = "https://github.com/scopevet/scopevet"

type sarif struct {
	columns *columns
	rules   map[string]int // index by name
}

// describe turns the rules' pages into descriptions.
func (s *sarif) describe(rules []analyzer.Rule) []sarifRule {
	var out []sarifRule
	for i, r := range rules {
		s.rules[r.Name] = i
		text := plainText(r.Page)
		short, why := summaryOf(text), sectionOf(text, "Why")
		if why == "" {
			why = short
		}
		level := sarifRuleLevel{Enabled: r.Severity != analyzer.Off, Level: r.Severity.String()}
		if !level.Enabled {
			level.Level = "none"
		}
		out = append(out, sarifRule{
			ID: r.Name, Short: sarifText{Text: short}, Full: sarifText{Text: why},
			HelpURI: r.URL, Help: sarifText{Text: text, Markdown: r.Page}, Configuration: level,
		})
	}
	return out
}

func baseIDs() map[string]sarifArtifact {
	base := func(text string) sarifArtifact { return sarifArtifact{Description: &sarifText{Text: text}} }
	return map[string]sarifArtifact{
		sourceRoot:  base("The directory in which scopevet ran."),
		moduleCache: base("The module cache of Go: go env GOMODCACHE."),
		goRoot:      base("The root of Go: go env GOROOT."),
	}
}

// The kinds of notifications, by index.
const (
	problemKind = iota
	excludedKind
	unreadKind
	faultKind
)

func notificationKinds() []sarifRule {
	kind := func(id, level, text string) sarifRule {
		return sarifRule{
			ID: id, Short: sarifText{Text: text}, Full: sarifText{Text: text},
			HelpURI: homepage, Help: sarifText{Text: text, Markdown: text}, Configuration: sarifRuleLevel{true, level},
		}
	}
	return []sarifRule{
		problemKind:  kind("package-problem", "warning", "A package is not in order and was analysed as far as possible."),
		excludedKind: kind("files-excluded", "note", "Files that speak of Auth0 are left out by their build constraints."),
		unreadKind:   kind("grants-unread", "warning", "What is granted could not be read, or not be judged."),
		faultKind:    kind("tool-fault", "error", "The tool itself failed on a package."),
	}
}

// invocation tells what the run could not look at.
func (r *Receipt) invocation() sarifInvocation {
	inv := sarifInvocation{Successful: len(r.Faults) == 0, Notifications: []sarifNotification{}}
	kinds := notificationKinds()
	add := func(kind int, text string) {
		inv.Notifications = append(inv.Notifications, sarifNotification{
			Descriptor: sarifReference{kinds[kind].ID, kind}, Level: kinds[kind].Configuration.Level, Message: sarifMessage(text),
		})
	}
	for _, p := range r.Problems {
		add(problemKind, p.Package+" is not in order, and analysed as far as possible: "+p.Reason)
	}
	for _, e := range r.Excluded {
		add(excludedKind, "the build constraint "+e.Constraint+" leaves out "+count(e.Files, "file")+" that speak of Auth0")
	}
	for _, gap := range r.Unread {
		add(unreadKind, gap)
	}
	for _, fault := range r.Faults {
		add(faultKind, fault)
	}
	return inv
}

func (s *sarif) result(f *Finding, print string) sarifResult {
	out := sarifResult{
		RuleID: f.Rule, RuleIndex: s.rule(f.Rule), Level: f.Severity, Message: sarifMessage(f.Message),
		Locations:    []sarifLocation{s.location(f)},
		Fingerprints: map[string]string{fingerprintName: print},
		Properties: sarifResultProperties{
			Confidence: f.Confidence, Package: f.Package, Context: f.Context, Method: f.Method, Path: f.Path, Scopes: f.Scopes,
		},
	}
	if len(f.Chain) > 0 {
		first := s.location(f)
		first.Message = &sarifText{Text: "The call that is reported."}
		steps := []sarifFlowStep{{first}}
		for _, frame := range f.Chain {
			steps = append(steps, sarifFlowStep{flowLocation(frame)})
		}
		out.CodeFlows = []sarifCodeFlow{{[]sarifThreadFlow{{steps}}}}
	}
	for _, fix := range f.Fixes {
		out.Fixes = append(out.Fixes, s.fix(&fix))
	}
	return out
}

// rule returns the index of a rule; -1, which stands for none, if it is not
// among the rules that have a page.
func (s *sarif) rule(name string) int {
	if i, ok := s.rules[name]; ok {
		return i
	}
	return -1
}

func (s *sarif) location(f *Finding) sarifLocation {
	out := sarifLocation{Physical: sarifPhysical{Artifact: artifact(f.File, f.Foreign)}}
	if f.Line > 0 {
		out.Physical.Region = &sarifRegion{StartLine: f.Line, StartColumn: s.columns.at(f.File, f.Line, f.Column)}
	}
	if f.Function != "" {
		out.Logical = []sarifLogical{{plain(f.Package + "." + f.Function), "function"}}
	}
	return out
}

func flowLocation(f Frame) sarifLocation {
	out := sarifLocation{Physical: sarifPhysical{Artifact: artifact(f.File, f.foreign)}}
	if f.Line > 0 {
		out.Physical.Region = &sarifRegion{StartLine: f.Line}
	}
	if f.Function != "" {
		m := sarifMessage("in " + f.Function)
		out.Message = &m
	}
	return out
}

func (s *sarif) fix(fix *Fix) sarifFix {
	out := sarifFix{Description: sarifMessage(fix.Message)}
	for _, e := range fix.Edits {
		i := slices.IndexFunc(out.Changes, func(c sarifChange) bool { return c.Artifact == artifact(e.File, false) })
		if i < 0 {
			i = len(out.Changes)
			out.Changes = append(out.Changes, sarifChange{Artifact: artifact(e.File, false)})
		}
		out.Changes[i].Replacements = append(out.Changes[i].Replacements, sarifReplacement{
			Deleted: sarifRegion{
				StartLine: e.Line, StartColumn: s.columns.at(e.File, e.Line, e.Column),
				EndLine: e.EndLine, EndColumn: s.columns.at(e.File, e.EndLine, e.EndColumn),
			},
			Inserted: sarifText{Text: e.Text},
		})
	}
	return out
}

// artifact is the address of a file: of the user's own code, or
// "module@version/path" and "std/path" of others'.
func artifact(file string, foreign bool) sarifArtifact {
	switch {
	case foreign && strings.HasPrefix(file, "std/"):
		return sarifArtifact{URI: "src/" + relativeURI(strings.TrimPrefix(file, "std/")), URIBaseID: goRoot}
	case foreign:
		return sarifArtifact{URI: relativeURI(inModuleCache(file)), URIBaseID: moduleCache}
	case strings.HasPrefix(file, "/"):
		return sarifArtifact{URI: (&url.URL{Scheme: "file", Path: file}).String()}
	}
	return sarifArtifact{URI: relativeURI(file), URIBaseID: sourceRoot}
}

// inModuleCache writes upper-case letters of a module's path and version as
// the module cache does, for file systems that do not tell them apart.
func inModuleCache(file string) string {
	at := strings.Index(file, "@")
	if at < 0 {
		return file
	}
	end := len(file)
	if i := strings.Index(file[at:], "/"); i >= 0 {
		end = at + i
	}
	var b strings.Builder
	for _, r := range file[:end] {
		if 'A' <= r && r <= 'Z' {
			b.WriteByte('!')
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String() + file[end:]
}

// relativeURI makes a relative reference of a file name. A colon in it would
// make a scheme of what stands before.
func relativeURI(file string) string {
	parts := strings.Split(file, "/")
	for i, p := range parts {
		parts[i] = strings.ReplaceAll(url.PathEscape(p), ":", "%3A")
	}
	return strings.Join(parts, "/")
}

// sarifMessage makes a sentence of a message. Brackets before a parenthesis
// would be a link, which text from code must not be able to make.
func sarifMessage(s string) sarifText {
	return sarifText{Text: strings.ReplaceAll(plain(s), "](", `\](`) + "."}
}
