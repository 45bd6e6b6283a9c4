package load

import (
	"bytes"
	"context"
	goscanner "go/scanner"
	"go/token"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"golang.org/x/tools/go/packages"

	"github.com/scopevet/scopevet/internal/jwt"
	"github.com/scopevet/scopevet/internal/triage"
)

// A scanner tells from the text of a file alone whether it can have to do
// with Auth0. Reading text costs a hundredth of type-checking it.
type scanner struct {
	domains []string // lower case
	bare    bool     // "/api/v2" is enough
}

func newScanner(cfg *Config) *scanner {
	s := &scanner{bare: cfg.Bare || len(cfg.Domains) > 0}
	for _, d := range cfg.Domains {
		s.domains = append(s.domains, strings.ToLower(d))
	}
	return s
}

// hit tells whether text speaks of Auth0, or holds what may be one of its
// tokens or endpoints.
func (s *scanner) hit(text []byte) bool {
	return s.named(text) || s.bare && bytes.Contains(text, []byte("/api/v2"))
}

// named tells whether text names Auth0 or a tenant's domain, or holds what may
// be a token.
func (s *scanner) named(text []byte) bool {
	if mentionsAuth0(text) || bytes.Contains(text, []byte(jwt.Mark)) && jwt.Begins(string(text)) {
		return true
	}
	if len(s.domains) > 0 {
		lower := bytes.ToLower(text)
		for _, d := range s.domains {
			if bytes.Contains(lower, []byte(d)) {
				return true
			}
		}
	}
	return false
}

// ForBrowser returns those of the files that speak of Auth0 and that only a
// build for js/wasm includes.
func ForBrowser(files []string) []string {
	cfg := new(Config)
	scan := newScanner(cfg)
	var found []string
	for _, name := range files {
		if includes(cfg, browser(), name) && scan.file(name, false) {
			found = append(found, name)
		}
	}
	return found
}

// mentionsAuth0 looks for the name in any case, as triage.NamesAuth0 does. It jumps from digit to digit,
// which are rarer in source text than letters.
func mentionsAuth0(text []byte) bool {
	for start := 0; ; {
		i := bytes.IndexByte(text[start:], '0')
		if i < 0 {
			return false
		}
		at := start + i
		before := text[start:at]
		if start = at + 1; len(before) > 0 && strings.IndexByte("_-", before[len(before)-1]) >= 0 {
			before = before[:len(before)-1]
		}
		if n := len(before) - len("auth"); n >= 0 && bytes.EqualFold(before[n:], []byte("auth")) {
			return true
		}
	}
}

// file reads a file and tells whether it is a hit. A file that cannot be read
// is none: whoever compiles it says so. That a comment mentions a path says
// nothing: the path has to be in a request.
//
// In a package that is named after Auth0 the API's paths are enough.
func (s *scanner) file(name string, ours bool) bool {
	text, err := os.ReadFile(name)
	if err != nil {
		return false
	}
	return ours && bytes.Contains(text, []byte("/api/v2")) || s.named(text) || new(triage.Exchange).With(string(text)) || s.hit(text) && s.inLiterals(text) ||
		triage.NamesAuth0(filepath.Base(name))
}

// code tells whether a file is a hit outside of its comments as well. Other
// people's libraries name Auth0 as an example; what matters is what they do.
func (s *scanner) code(name string) bool {
	text, err := os.ReadFile(name)
	return err == nil && s.hit(text) && s.inLiterals(text)
}

func (s *scanner) inLiterals(text []byte) bool {
	var tokens goscanner.Scanner
	tokens.Init(token.NewFileSet().AddFile("", -1, len(text)), text, nil, 0)
	for {
		_, tok, literal := tokens.Scan()
		if tok == token.EOF {
			return false
		}
		if tok.IsLiteral() && s.hit([]byte(literal)) {
			return true
		}
	}
}

// packages returns the packages that have a file that is a hit: anywhere in
// it for the user's own, in code for others.
func (s *scanner) packages(ctx context.Context, pkgs []*packages.Package, mine func(*packages.Package) bool) (map[*packages.Package]bool, error) {
	byFile := make(map[string][]*packages.Package) // test variants share files
	for _, pkg := range pkgs {
		for _, name := range pkg.GoFiles {
			byFile[name] = append(byFile[name], pkg)
		}
	}
	var (
		hits  = make(map[*packages.Package]bool)
		mu    sync.Mutex
		wg    sync.WaitGroup
		names = make(chan string)
	)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for name := range names {
				pkg := byFile[name][0]
				if mine(pkg) && s.file(name, triage.NamesAuth0(pkg.PkgPath)) || !mine(pkg) && s.code(name) {
					mu.Lock()
					for _, pkg := range byFile[name] {
						hits[pkg] = true
					}
					mu.Unlock()
				}
			}
		})
	}
	for name := range byFile {
		if ctx.Err() != nil {
			break
		}
		names <- name
	}
	close(names)
	wg.Wait()
	return hits, ctx.Err()
}
