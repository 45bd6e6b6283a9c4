package shipped

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// unpack writes an archive into a folder.
func unpack(t *testing.T, archive string) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const tree1 = `
-- cmd/web/config.json --
-- cmd/web/dist/index.html --
-- cmd/web/dist/.env --
-- cmd/web/dist/_build.js --
-- cmd/web/dist/assets/app.js --
-- cmd/web/dist/assets/app.js.map --
-- cmd/web/dist/assets/logo.png --
-- cmd/web/dist/other/go.mod --
-- cmd/web/dist/other/x.js --
-- static/site.js --
-- static/node_modules/a.js --
-- templates/a.tmpl --
-- templates/sub/b.tmpl --
`

func TestFind(t *testing.T) {
	for _, c := range []struct {
		name, code string
		want       string // path, p for public, t for template, line
	}{
		{"embed", "import _ \"embed\"\n\n//go:embed dist \"config.json\"\nvar f []byte", `
cmd/web/config.json p 5
cmd/web/dist/assets/app.js p 5
cmd/web/dist/assets/app.js.map p 5
cmd/web/dist/index.html p 5`},
		{"embed all", "import _ \"embed\"\n\n//go:embed all:dist\nvar f []byte", `
cmd/web/dist/.env p 5
cmd/web/dist/_build.js p 5
cmd/web/dist/assets/app.js p 5
cmd/web/dist/assets/app.js.map p 5
cmd/web/dist/index.html p 5`},
		{"embedded data", "import _ \"embed\"\n\n//go:embed *.json\nvar f []byte", `
cmd/web/config.json 5`},
		{"file server", "import \"net/http\"\n\nconst dir = \"./static\"\n\nvar h = http.FileServer(http.Dir(dir))", `
static/site.js p 7`},
		{"os.DirFS", "import (\"net/http\"; \"os\"; \"path/filepath\")\n\nvar h = http.FileServerFS(os.DirFS(filepath.Join(\"cmd\", \"web\", \"dist\", \"assets\")))", `
cmd/web/dist/assets/app.js p 5
cmd/web/dist/assets/app.js.map p 5`},
		{"gin", "import \"github.com/gin-gonic/gin\"\n\nfunc f(r *gin.Engine) {\n\tr.Static(\"/s\", \"static\")\n\tr.LoadHTMLGlob(\"templates/*.tmpl\")\n}", `
static/site.js p 6
templates/a.tmpl p t 7`},
		{"echo", "import \"github.com/labstack/echo/v4\"\n\nfunc f(e *echo.Echo) {\n\te.File(\"/\", \"static/site.js\")\n}", `
static/site.js p 6`},
		{"echo middleware", "import \"github.com/labstack/echo/v4/middleware\"\n\nvar c = middleware.StaticConfig{Root: \"static\"}", `
static/site.js p 5`},
		{"fiber", "import \"github.com/gofiber/fiber/v3/middleware/static\"\n\nvar h = static.New(\"./static\")", `
static/site.js p 5`},
		{"templates", "import \"html/template\"\n\nvar t = template.Must(template.New(\"\").ParseFiles(\"templates/a.tmpl\", \"templates/sub/b.tmpl\"))", `
templates/a.tmpl p t 5
templates/sub/b.tmpl p t 5`},
		{"templates by a helper", "import \"html/template\"\n\nfunc f(name string) { template.ParseFiles(\"templates/\" + name + \".tmpl\") }", `
templates/a.tmpl p t 5`},
		{"templates where it runs", "import (\"html/template\"; \"path/filepath\")\n\nfunc f(wd, name string) { template.ParseFiles(filepath.Join(wd, \"./templates/sub/\"+name+\".tmpl\")) }", `
templates/sub/b.tmpl p t 5`},
		{"templates of any name", "import \"html/template\"\n\nfunc f(dir, name string) { template.ParseFiles(name, dir+\"/\"+name+\".tmpl\", \"templates/\"+name) }", ""},
		{"outside", "import \"net/http\"\n\nvar h, i = http.Dir(\"/srv\"), http.Dir(\"../..\")", ""},
		{"other methods", "import \"net/http\"\n\nfunc f(x interface{ Static(a, b string) }) { x.Static(\"/\", \"static\"); http.Dir(name()) }", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := unpack(t, tree1+"-- cmd/web/web.go --\npackage web\n\n"+c.code+"\n")
			pkg := Package{ImportPath: "example.com/m/cmd/web", Dir: filepath.Join(dir, "cmd", "web"), ModuleDir: dir,
				GoFiles: []string{filepath.Join(dir, "cmd", "web", "web.go")}}
			files, _ := Find(context.Background(), []Package{pkg}, nil)
			var got []string
			for _, f := range files {
				rel, err := filepath.Rel(dir, f.Path)
				if err != nil {
					t.Fatal(err)
				}
				line := filepath.ToSlash(rel)
				if f.Public {
					line += " p"
				}
				if f.Template {
					line += " t"
				}
				got = append(got, fmt.Sprintf("%s %d", line, f.By.Line))
			}
			if want := strings.TrimSpace(c.want); strings.Join(got, "\n") != want {
				t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), want)
			}
		})
	}
}

func TestFindFoldersOfThePolicy(t *testing.T) {
	dir := unpack(t, tree1)
	if err := os.Symlink(dir, filepath.Join(dir, "static", "loop")); err != nil {
		t.Skip(err)
	}
	if err := os.Symlink(filepath.Join(dir, "nowhere"), filepath.Join(dir, "static", "gone.js")); err != nil {
		t.Skip(err)
	}
	files, cuts := Find(context.Background(), nil, []string{filepath.Join(dir, "static"), filepath.Join(dir, "missing")})
	if len(files) != 1 || !files[0].Public || files[0].By.Line != 0 || filepath.Base(files[0].Path) != "site.js" {
		t.Errorf("files: %+v", files)
	}
	if want := []string{"folders named node_modules"}; !slices.Equal(cuts, want) {
		t.Errorf("cuts: %q", cuts)
	}
}
