package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/scopevet/scopevet/analyzer"
	"github.com/scopevet/scopevet/internal/frontend"
	"github.com/scopevet/scopevet/internal/frontend/shipped"
	"github.com/scopevet/scopevet/internal/rendered"
	"github.com/scopevet/scopevet/internal/report"
	"github.com/scopevet/scopevet/policy"
)

// judgeFrontend looks into the files that the packages ship to browsers and
// puts what is wrong in them into the input.
func (s *session) judgeFrontend(ctx context.Context, in *report.Input, o Options) error {
	least, err := parseConfidence(o.Confidence)
	if err != nil {
		return err
	}
	var pkgs []shipped.Package
	for _, p := range s.program.GoPackages() {
		pkgs = append(pkgs, shipped.Package(p))
	}
	var folders []string
	for _, file := range s.files {
		for _, dir := range file.Frontend {
			folders = append(folders, filepath.Join(file.Dir, filepath.FromSlash(dir)))
		}
	}
	files, cuts := shipped.Find(ctx, pkgs, folders)
	receipt := &in.Receipt.Frontend
	receipt.Cuts = append(receipt.Cuts, cuts...)
	if len(files) == 0 {
		return ctx.Err()
	}
	if o.Progress != nil {
		o.Progress("reading front-end files")
	}
	reports, err := s.scanFiles(ctx, files)
	if err != nil {
		return err
	}
	for i, r := range reports {
		name := s.program.Places.Path(files[i].Path)
		if r.Err != nil {
			receipt.Cuts = append(receipt.Cuts, fmt.Sprintf("%s: %s", name, reason(r.Err)))
			continue
		}
		for _, cut := range r.Cuts {
			receipt.Cuts = append(receipt.Cuts, name+": "+cut)
		}
		if r.Format == frontend.Other {
			continue
		}
		receipt.Files++
		receipt.Bytes += r.Bytes
		if r.MapHasSources && files[i].Public {
			receipt.SourceMaps++
		}
		severity := s.frontendSeverity(files[i].Path)
		if files[i].Template {
			r.Findings = append(r.Findings, shownIn(files[i], in)...)
		}
		for _, f := range r.Findings {
			if c := analyzer.Confidence(f.Confidence); c >= least {
				s.addFrontend(in, files[i], f, severity(f))
			}
		}
	}
	return ctx.Err()
}

// shownIn returns where a template's file writes out a secret that the Go code of
// its package, or of one that imports it, gives to templates.
func shownIn(file shipped.File, in *report.Input) []frontend.Finding {
	var data []analyzer.TemplateData
	for _, r := range in.Results {
		if r.Package == file.By.Package || in.Reaches(r.Package, file.By.Package) {
			data = append(data, r.TemplateData...)
		}
	}
	if len(data) == 0 {
		return nil
	}
	info, err := os.Stat(file.Path)
	if err != nil || info.Size() > frontend.MaxBytes {
		return nil // the receipt says so
	}
	text, err := os.ReadFile(file.Path)
	if err != nil {
		return nil
	}
	var out []frontend.Finding
	for _, at := range rendered.Paths(filepath.Base(file.Path), string(text)) {
		for _, d := range data {
			if slices.Contains(d.Paths, at.Path) {
				out = append(out, frontend.Finding{
					Rule: d.Rule, Line: at.Line, Column: at.Column, Confidence: frontend.Confidence(d.Confidence),
					Message: fmt.Sprintf("%s is rendered into the page as {{.%s}}: whoever opens the page can read it; leave it out of the data that %s:%d gives to the template", d.What, at.Path, in.File(d.Frame), d.Line),
				})
			}
		}
	}
	return out
}

// scanFiles scans the files under the editions of the allowlist that their
// policies name.
func (s *session) scanFiles(ctx context.Context, files []shipped.File) ([]frontend.Report, error) {
	scanner := &frontend.Scanner{Table: s.table}
	edition := ""
	for _, file := range s.files {
		scanner.Domains = append(scanner.Domains, file.Domains...)
		edition = file.Edition
	}
	var err error
	if scanner.Edition, err = s.table.Edition(edition); err != nil {
		return nil, err
	}
	inputs := make([]frontend.File, len(files))
	for i, f := range files {
		dir := filepath.Dir(f.Path)
		inputs[i] = frontend.File{
			Path: filepath.ToSlash(f.Path), Public: f.Public, Template: f.Template,
			Open: func(name string) (io.ReadCloser, error) { return os.Open(filepath.Join(dir, name)) },
		}
	}
	return scanner.ScanAll(ctx, inputs), nil
}

// frontendSeverity returns the severities of findings in a file: those of the
// policy that is nearest above it, else the rules' own.
func (s *session) frontendSeverity(name string) func(frontend.Finding) analyzer.Severity {
	nearest := new(policy.File)
	for _, file := range s.files {
		if rel, err := filepath.Rel(file.Dir, name); err == nil && filepath.IsLocal(rel) && len(file.Dir) > len(nearest.Dir) {
			nearest = file
		}
	}
	of := severityIn(nearest)
	return func(f frontend.Finding) analyzer.Severity {
		if severity := of(f.Rule); !f.Uncertain || severity < analyzer.Note {
			return severity
		}
		return analyzer.Note
	}
}

// addFrontend adds one finding, with the Go line that ships the file.
func (s *session) addFrontend(in *report.Input, file shipped.File, f frontend.Finding, severity analyzer.Severity) {
	if severity == analyzer.Off {
		return
	}
	out := report.Finding{
		Rule: f.Rule, Severity: severity.String(), Confidence: analyzer.Confidence(f.Confidence).String(), Message: f.Message,
		File: s.program.Places.Path(file.Path), Line: f.Line, Column: f.Column, Package: file.By.Package,
		Method: f.Method, Path: f.Path, Scopes: f.Scopes, Chain: []report.Frame{},
	}
	if file.Public {
		out.Context = string(policy.SPA)
	}
	if out.Scopes == nil {
		out.Scopes = []string{}
	}
	var remarks []string
	if o := f.Origin; o != nil {
		remarks = append(remarks, fmt.Sprintf("built from %s:%d:%d", o.Source, o.Line, o.Column))
	}
	if by := file.By; by.Line > 0 {
		name := s.program.Places.Path(by.File)
		remarks = append(remarks, fmt.Sprintf("shipped by %s:%d", name, by.Line))
		out.Chain = append(out.Chain, report.Frame{File: name, Line: by.Line, Function: by.Function})
	}
	if len(remarks) > 0 {
		out.Message += " (" + strings.Join(remarks, ", ") + ")"
	}
	in.Program = append(in.Program, out)
}

// reason is what went wrong with a file, without its name.
func reason(err error) string {
	p := &os.PathError{}
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}

// scanLiterals returns what looks into pages and scripts that stand in Go
// code.
func (s *session) scanLiterals(ctx context.Context) func([]string) []analyzer.FrontendFinding {
	scanner := &frontend.Scanner{Table: s.table}
	edition := ""
	for _, file := range s.files {
		scanner.Domains = append(scanner.Domains, file.Domains...)
		edition = file.Edition
	}
	var err error
	if scanner.Edition, err = s.table.Edition(edition); err != nil {
		return nil
	}
	return func(literals []string) []analyzer.FrontendFinding {
		pieces := make([]frontend.Piece, len(literals))
		for i, lit := range literals {
			pieces[i].Literal = lit
		}
		var out []analyzer.FrontendFinding
		for _, f := range scanner.Literal(ctx, pieces...) {
			out = append(out, analyzer.FrontendFinding{
				Piece: f.Piece, At: f.At, Rule: f.Rule, Message: f.Message, Method: f.Method, Path: f.Path,
				Scopes: f.Scopes, Confidence: analyzer.Confidence(f.Confidence),
			})
		}
		return out
	}
}
