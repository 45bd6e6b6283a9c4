// Package pages puts secrets into templates.
package pages

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"os"
	"strings"
	texttemplate "text/template"
)

var page = template.Must(template.New("page").Parse(`<script>auth0.init({domain: "{{.Domain}}", clientSecret: "{{.Auth.ClientSecret}}"})</script>`))

var careful = template.Must(template.New("careful").Parse(`{{if .Auth.ClientSecret}}<p>{{.Domain}} is configured</p>{{end}}`))

type auth struct{ ClientID, ClientSecret string }

type data struct {
	Domain string
	Auth   auth
}

func show(w http.ResponseWriter, r *http.Request) {
	d := data{Domain: "club.eu.auth0.com", Auth: auth{ClientSecret: os.Getenv("AUTH0_CLIENT_SECRET")}}
	page.Execute(w, d)    // want `client secret \(environment variable AUTH0_CLIENT_SECRET\) is rendered by the template as \{\{.Auth.ClientSecret\}\}: whoever opens the page can read it; keep it.*\[client-secret-public\]`
	careful.Execute(w, d) // want `client secret \(environment variable AUTH0_CLIENT_SECRET\) reaches the template's data: a page that renders it shows it to whoever opens it; keep it.*\[client-secret-public\]`
}

//go:embed views
var views embed.FS

var embedded = template.Must(template.ParseFS(views, "views/*.html"))

func entries(w http.ResponseWriter, t *template.Template) {
	t.ExecuteTemplate(w, "config.html", map[string]any{"Domain": "club.eu.auth0.com", "Secret": os.Getenv("AUTH0_CLIENT_SECRET")}) // want `reaches the template's data.*\[client-secret-public\]`
	t.ExecuteTemplate(w, "config.html", map[string]any{"Domain": os.Getenv("AUTH0_DOMAIN")})                                       // quiet
}

// render is what every handler calls.
func render(w http.ResponseWriter, name string, data any) {
	var b bytes.Buffer
	if err := template.Must(template.ParseFiles(name)).Execute(&b, data); err != nil {
		return
	}
	b.WriteTo(w)
}

func login(w http.ResponseWriter, r *http.Request) {
	render(w, "login.html", auth{"portal", os.Getenv("AUTH0_CLIENT_SECRET")}) // want `reaches the template's data.*via render.*\[client-secret-public\]`
	render(w, "login.html", auth{ClientID: "portal"})                         // quiet
}

var script = texttemplate.Must(texttemplate.New("script").Parse(`window.secret = "{{.ClientSecret}}"`))

func text(w http.ResponseWriter, r *http.Request) {
	script.Execute(w, auth{ClientSecret: os.Getenv("AUTH0_CLIENT_SECRET")}) // want `is rendered by the template as \{\{.ClientSecret\}\}.*\[client-secret-public\]`
}

// What a text template makes is no page by itself.
func deployment() string {
	var b strings.Builder
	_ = script.Execute(&b, auth{ClientSecret: os.Getenv("AUTH0_CLIENT_SECRET")}) // quiet
	return b.String()
}

// Register makes them reachable.
func Register(mux *http.ServeMux, t *template.Template) {
	mux.HandleFunc("/show", show)
	mux.HandleFunc("/login", login)
	mux.HandleFunc("/text", text)
	mux.HandleFunc("/entries", func(w http.ResponseWriter, r *http.Request) { entries(w, t); entries(w, embedded) })
	_ = deployment()
}
