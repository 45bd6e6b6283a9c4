package command_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/scopevet/scopevet/internal/command"
	"github.com/scopevet/scopevet/internal/drivertest"
	"github.com/scopevet/scopevet/internal/report"
)

const frontendModule = `
-- go.mod --
module example.com/m

go 1.26
-- .scopevet.yaml --
version: 1
domains: [login.example.com]
frontend: [assets]
rules:
  endpoint-unknown: off
-- web/web.go --
// Package web serves the front end.
package web

import (
	"embed"
	"net/http"
)

//go:embed dist
var dist embed.FS

// Serve serves it.
func Serve() error { return http.ListenAndServe("localhost:8080", http.FileServerFS(dist)) }
-- web/dist/index.html --
<script>
  fetch('https://login.example.com/api/v2/users')
</script>
-- web/dist/site.css --
-- assets/app.js --
fetch('https://login.example.com/api/v2/nothing')
fetch('https://login.example.com/api/v2/clients', {method: 'POST'})
-- assets/broken.js --
binary
-- other.js --
fetch('https://login.example.com/api/v2/users')
`

func TestCheckReadsFrontEnds(t *testing.T) {
	t.Setenv("GOFLAGS", "-mod=mod")
	t.Setenv("GOWORK", "off")
	dir := drivertest.Unpack(t, frontendModule)
	if err := os.WriteFile(filepath.Join(dir, "assets", "broken.js"), []byte("auth0\x00\x01"), 0o666); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	options := command.Options{Dir: dir, Patterns: []string{"./..."}}
	status, err := command.Check(context.Background(), options, command.Output{Format: "text", Stdout: &stdout, Stderr: &stderr}, "")
	if err != nil || status != command.Findings {
		t.Fatalf("status %d, error %v", status, err)
	}
	const want = `assets/app.js:2:1: POST /api/v2/clients needs create:clients, which a public client never receives; proxy it through your backend [spa-endpoint]
web/dist/index.html:2:3: GET /api/v2/users is outside the current-user allowlist: a browser's token can only read its own user; call GET /api/v2/users/{id} with read:current_user, or proxy it through your backend (shipped by web/web.go:9) [spa-endpoint]
`
	if got := stdout.String(); got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
	for _, line := range []string{"2 front-end files, 187 bytes\n", "left out of the front-end files: assets/broken.js: binary, whatever its name says\n"} {
		if !strings.Contains(stderr.String(), line) {
			t.Errorf("the receipt lacks %q:\n%s", line, &stderr)
		}
	}

	stdout.Reset()
	if _, err := command.Check(context.Background(), options, command.Output{Format: "json", Stdout: &stdout, Stderr: &stderr}, ""); err != nil {
		t.Fatal(err)
	}
	var check report.Check
	if err := json.Unmarshal(stdout.Bytes(), &check); err != nil {
		t.Fatal(err)
	}
	if n := len(check.Findings); n != 2 || check.Receipt.Frontend.Files != 2 || len(check.Receipt.Frontend.Cuts) != 1 {
		t.Fatalf("%d findings, receipt %+v", n, check.Receipt.Frontend)
	}
	f := check.Findings[1]
	if len(f.Chain) != 1 || f.Chain[0].File != "web/web.go" || f.Chain[0].Line != 9 || f.Package != "example.com/m/web" || f.Context != "spa" || f.Severity != "error" {
		t.Errorf("finding %+v", f)
	}
}

const templateModule = `
-- go.mod --
module example.com/m

go 1.26
-- web/web.go --
// Package web shows Auth0's settings.
package web

import (
	"html/template"
	"net/http"
	"os"
)

var pages = template.Must(template.ParseFiles("views/one.html", "views/two.html"))

func show(w http.ResponseWriter, r *http.Request) {
	_ = pages.ExecuteTemplate(w, "one.html", map[string]string{"Secret": os.Getenv("AUTH0_CLIENT_SECRET")})
}

// Register makes it reachable.
func Register() { http.HandleFunc("/", show) }
-- web/views/one.html --
<script>
  init({secret: "{{.Secret}}"})
</script>
-- web/views/two.html --
{{if .Secret}}<p>There is one.</p>{{end}}
`

// TestCheckReadsTemplates shows that of what a template gets, the file says
// what it renders.
func TestCheckReadsTemplates(t *testing.T) {
	t.Setenv("GOFLAGS", "-mod=mod")
	t.Setenv("GOWORK", "off")
	var stdout, stderr bytes.Buffer
	options := command.Options{Dir: drivertest.Unpack(t, templateModule), Patterns: []string{"./..."}}
	status, err := command.Check(context.Background(), options, command.Output{Format: "text", Stdout: &stdout, Stderr: &stderr}, "")
	if err != nil || status != command.Findings {
		t.Fatalf("status %d, error %v", status, err)
	}
	const want = `web/views/one.html:2:20: client secret (environment variable AUTH0_CLIENT_SECRET) is rendered into the page as {{.Secret}}: whoever opens the page can read it; leave it out of the data that web/web.go:13 gives to the template (shipped by web/web.go:10) [client-secret-public]
web/web.go:13:6: client secret (environment variable AUTH0_CLIENT_SECRET) reaches the template's data: a page that renders it shows it to whoever opens it; keep it on the server and rotate it [client-secret-public]
`
	if got := stdout.String(); got != want {
		t.Errorf("printed\n%s\nwant\n%s\n%s", got, want, &stderr)
	}
}
