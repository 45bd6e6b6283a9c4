package frontend

import (
	"context"
	"crypto/rand"
	"encoding/base64"

	"fmt"
	"strings"
	"testing"

	"github.com/scopevet/scopevet/policy"
)

func newScanner(t testing.TB) *Scanner {
	t.Helper()
	table, err := policy.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	edition, err := table.Edition("")
	if err != nil {
		t.Fatal(err)
	}
	return &Scanner{Table: table, Edition: edition, Domains: []string{"login.example.com"}}
}

// secret makes up text that looks like a client secret.
func fakeSecret() string {
	b := make([]byte, 32)
	rand.Read(b)
	return fmt.Sprintf("s%x", b)
}

// token makes up a token; its signature is none.
func fakeToken(claims string) string {
	enc := base64.RawURLEncoding.EncodeToString
	return enc([]byte(`{"alg":"RS256","typ":"JWT"}`)) + "." + enc([]byte(claims)) + "." + enc([]byte("no signature at all"))
}

// check scans a text and compares rule@line:column of the findings.
func check(t *testing.T, name, text string, want ...string) {
	t.Helper()
	r := newScanner(t).Text(context.Background(), []byte(text), Source{Format: FormatOf(name), Public: true, Template: strings.HasSuffix(name, ".tmpl")})
	var got []string
	for _, f := range r.Findings {
		got = append(got, strings.TrimSpace(fmt.Sprintf("%s@%d:%d %s", f.Rule, f.Line, f.Column, strings.TrimSpace(f.Method+" "+f.Path))))
		if strings.ContainsAny(f.Message, "\n\x00") {
			t.Errorf("%s: message %q is not one line", name, f.Message)
		}
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s:\n%.600s\ngot:\n%s\nwant:\n%s", name, text, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestCalls(t *testing.T) {
	for _, c := range []struct {
		name string
		text string
		want []string
	}{
		{"literal", `fetch("https://t.auth0.com/api/v2/users")`, []string{"spa-endpoint@1:1 GET /api/v2/users"}},
		{"minified constants", `const a="https://t.auth0.com",b=a+"/api/v2/users";fetch(b,{headers:h})`, []string{"spa-endpoint@1:51 GET /api/v2/users"}},
		{"template", "const d = 'login.example.com'\nawait fetch(`https://${d}/api/v2/users/${id}/roles`, {\n  method: 'POST'\n})", []string{"spa-endpoint@2:7 POST /api/v2/users/{id}/roles"}},
		{"configuration object", `const cfg={domain:"t.eu.auth0.com"}; window.fetch("https://"+cfg.domain+"/api/v2/clients")`, []string{"spa-endpoint@1:38 GET /api/v2/clients"}},
		{"ES5 concat", `var o="t.auth0.com";fetch("https://".concat(o,"/api/v2/").concat("roles"),{method:"DELETE"===x?"GET":"GET"})`, []string{"spa-endpoint@1:21 GET /api/v2/roles"}},
		{"axios verb", `import axios from "axios"; axios.delete("https://t.auth0.com/api/v2/users/"+id)`, []string{"spa-endpoint@1:28 DELETE /api/v2/users/{id}"}},
		{"axios instance", `const Wt=ie.create({baseURL:"https://t.auth0.com/api/v2"});Wt.get("/users")`, []string{"spa-endpoint@1:60 GET /api/v2/users"}},
		{"axios defaults", `axios.defaults.baseURL="https://t.auth0.com/api/v2/"; axios.post("connections", {name})`, []string{"spa-endpoint@1:55 POST /api/v2/connections"}},
		{"axios configuration", `Q({url:"https://t.auth0.com/api/v2/users",method:"post",data:{}})`, []string{"spa-endpoint@1:1 POST /api/v2/users"}},
		{"jQuery", `$.ajax({url:"https://t.auth0.com/api/v2/logs",type:"GET"})`, []string{"spa-endpoint@1:1 GET /api/v2/logs"}},
		{"XMLHttpRequest", `var x=new XMLHttpRequest();x.open("PATCH","https://t.auth0.com/api/v2/clients/"+c)`, []string{"spa-endpoint@1:28 PATCH /api/v2/clients/{id}"}},
		{"URL", `fetch(new URL("/api/v2/users", "https://t.auth0.com"))`, []string{"spa-endpoint@1:1 GET /api/v2/users"}},
		{"wrapper", "async function R(e,t){const r=await fetch(\"https://t.auth0.com/api/v2\"+e,t);return r.json()}\nR(\"/users\");R(\"/userinfo\")", []string{"spa-endpoint@2:1 GET /api/v2/users", "endpoint-unknown@2:13 GET /api/v2/userinfo"}},
		{"wrapper with a method", "const api=(path,method)=>fetch(`https://t.auth0.com/api/v2${path}`,{method});\napi('/users/'+id,'DELETE');api('/users')", []string{"spa-endpoint@2:1 DELETE /api/v2/users/{id}", "spa-endpoint@2:28 GET /api/v2/users"}},
		{"management client", `const m=new ManagementClient({domain:"t.auth0.com",token:k});m.users.getAll();m.deleteUser({id})`, []string{"spa-endpoint@1:62 GET /api/v2/users", "spa-endpoint@1:79 DELETE /api/v2/users/{id}"}},
		{"audience says whose base it is", "const audience='https://t.auth0.com/api/v2/';\nconst f = base => fetch(`${base}/api/v2/users`)", []string{"spa-endpoint@2:19 GET /api/v2/users"}},
		{"name of the base", "fetch(`${import.meta.env.VITE_AUTH0_URL}/api/v2/users`)", []string{"spa-endpoint@1:1 GET /api/v2/users"}},
		{"TypeScript", "const url: string = 'https://t.auth0.com/api/v2/users'\nconst r = await axios.get<User[]>(url)", []string{"spa-endpoint@2:17 GET /api/v2/users"}},
		{"body", `fetch("https://t.auth0.com/api/v2/users/"+u,{method:"PATCH",body:JSON.stringify({app_metadata:{admin:true}})})`, []string{"spa-body@1:1 PATCH /api/v2/users/{id}"}},
		{"regular expressions", `const q=/["'/]/g,w=a/b/c;if(q)/'/.test(w);fetch("https://t.auth0.com/api/v2/users")`, []string{"spa-endpoint@1:43 GET /api/v2/users"}},

		{"settings of jQuery", "var settings = {\n  \"url\": \"https://t.auth0.com/api/v2/users\",\n  \"method\": \"GET\"\n}\n$.ajax(settings).done(function (r) { console.log(r) })", []string{"spa-endpoint@5:1 GET /api/v2/users"}},
		{"options of axios", "var options = {method: 'DELETE', url: 'https://t.auth0.com/api/v2/users/%7Bid%7D'};\naxios.request(options).then(f)", []string{"spa-endpoint@2:1 DELETE /api/v2/users/{id}"}},
		{"Angular", "class Users {\n  private base = 'https://t.auth0.com/api/v2'\n  constructor(private http: HttpClient) {}\n  all() { return this.http.get<User[]>(`${this.base}/users`) }\n}", []string{"spa-endpoint@4:18 GET /api/v2/users"}},
		{"imported configuration", "import { environment } from './environment'\nexport const all = () => fetch(`https://${environment.auth0.domain}/api/v2/users?per_page=50`)", []string{"spa-endpoint@2:26 GET /api/v2/users"}},
		{"superagent", "request.get('https://t.auth0.com/api/v2/connections').set('Authorization', token)", []string{"spa-endpoint@1:1 GET /api/v2/connections"}},
		{"method of a class", "class Api{constructor(){this.root='https://t.auth0.com/api/v2/'}send(path,o){return fetch(this.root+path,o)}users(){return this.send('users')}}", []string{"spa-endpoint@1:124 GET /api/v2/users"}},
		{"reassigned", "let u='https://t.auth0.com';if(x)u='https://other.example';fetch(u+'/api/v2/users')", []string{"spa-endpoint@1:60 GET /api/v2/users"}},

		{"own user", "fetch(`https://t.auth0.com/api/v2/users/${user.sub}`)", nil},
		{"own server", `fetch("/api/v2/users");fetch("api/v2/users");axios.get("/api/v2/users")/* auth0 */`, nil},
		{"another product", `fetch("https://acme.zendesk.com/api/v2/users.json");const d="t.auth0.com";fetch("https://api.example.org/api/v2/users")`, nil},
		{"comments", "// fetch('https://t.auth0.com/api/v2/users')\n/* fetch('https://t.auth0.com/api/v2/users') */ // auth0", nil},
		{"shadowed", `const e="https://t.auth0.com";function f(e){return fetch(e+"/api/v2/users")}f("https://other.example")`, nil},
		{"documentation link", `const doc="https://auth0.com/docs/api/management/v2#!/Users/get_users";open("https://t.auth0.com/api/v2/users")`, nil},
		{"audience", `createAuth0Client({domain:"t.auth0.com",clientId:"x",authorizationParams:{audience:"https://t.auth0.com/api/v2/",scope:"openid read:current_user"}})`, nil},
		{"code for Auth0", `exports.onExecutePostLogin = async (event) => { await axios.get("https://t.auth0.com/api/v2/users") }`, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := "a.js"
			if c.name == "TypeScript" || c.name == "Angular" {
				file = "a.ts"
			}
			check(t, file, c.text, c.want...)
		})
	}
}

func TestSecrets(t *testing.T) {
	s := fakeSecret()
	for _, c := range []struct{ name, file, text, want string }{
		{"beside a domain", "a.js", `x({domain:"t.auth0.com",clientId:"abc",clientSecret:"S"})`, "client-secret-public@1:53"},
		{"by a name", "a.js", `const q="S";new ManagementClient({clientSecret:q})`, "client-secret-public@1:112"},
		{"shorthand", "a.js", "const clientSecret = 'S'\nconst o = {domain: 't.auth0.com', clientSecret}", "client-secret-public@2:35"},
		{"token request", "a.js", `fetch("https://t.auth0.com/oauth/token",{method:"POST",body:JSON.stringify({grant_type:"client_credentials",client_id:"a",client_secret:"S"})})`, "client-secret-public@1:137"},
		{"form", "a.js", `const b=new URLSearchParams();b.append("client_secret","S");fetch("https://t.auth0.com/oauth/token",{body:b})`, "client-secret-public@1:56"},
		{"form text", "a.js", `fetch("https://t.auth0.com/oauth/token",{body:"grant_type=client_credentials&client_secret=S"})`, "client-secret-public@1:47"},
		{"JSON in text", "a.js", `const c=JSON.parse('{"domain":"t.auth0.com","clientSecret":"S"}')`, "client-secret-public@1:20"},
		{"Vite's environment", "a.js", `const e={BASE_URL:"/",VITE_AUTH0_CLIENT_SECRET:"S",MODE:"production"}`, "client-secret-public@1:48"},
		{"window", "a.js", `window.AUTH0_CLIENT_SECRET = "S"`, "client-secret-public@1:30"},
		{"environment", "src/a.ts", `new Auth0Client({domain, clientSecret: import.meta.env.VITE_AUTH0_SECRET})`, "client-secret-public@1:40"},
		{"JSON", "config.json", "{\n  \"auth0\": {\n    \"clientSecret\": \"S\"\n  }\n}", "client-secret-public@3:21"},
		{".env", ".env", "# comment\nAUTH0_DOMAIN=t.auth0.com\nCLIENT_SECRET=\"S\"\n", "client-secret-public@3:15"},
		{"inline script", "index.html", "<html>\n<script>\n  var c = {domain: 't.auth0.com', client_secret: 'S'}\n</script>", "client-secret-public@3:50"},
		{"attribute", "index.html", `<div data-auth0-client-secret="S"></div>`, "client-secret-public@1:32"},
		{"hidden field", "index.html", `<form action="https://t.auth0.com/oauth/token"><input type="hidden" name="client_secret" value="S"></form>`, "client-secret-public@1:97"},
		{"meta", "index.html", `<meta name="auth0-client-secret" content="S">`, "client-secret-public@1:43"},
		{"template action", "index.tmpl", `<script>const c={domain:"t.auth0.com",clientSecret:"{{.Secret}}"}</script>`, "client-secret-public@1:52"},
		{"event handler", "index.html", `<button onclick="new ManagementClient({clientSecret:'S'})">`, "client-secret-public@1:18"},

		{"documentation's request", "a.js", `var s={"url":"https://t.auth0.com/oauth/token","data":"{\"client_id\":\"a\",\"client_secret\":\"S\",\"grant_type\":\"client_credentials\"}"};`, "client-secret-public@1:55"},
		{"variable", "a.js", "const domain = 't.auth0.com'\nconst CLIENT_SECRET = 'S'\n", "client-secret-public@2:23"},
		{"named variable", "a.js", `var AUTH0_CLIENT_SECRET="S"`, "client-secret-public@1:25"},
		{"sum", "a.js", `const s="S",d="t.auth0.com";post("https://"+d+"/oauth/token","grant_type=client_credentials&client_secret="+s)`, "client-secret-public@1:126"},
		{"another provider", "a.js", `google({clientSecret:"S"});const d="t.auth0.com";x={okta:{clientSecret:"S"}}`, ""},
		{"another issuer", "a.js", `const t="t.auth0.com";x={issuer:"https://id.example.org",clientSecret:"S"}`, ""},
		{"no Auth0", "a.js", `x({clientSecret:"S"})`, ""},
		{"placeholder", "a.js", `x({domain:"t.auth0.com",clientSecret:"YOUR_CLIENT_SECRET"});y({domain:"t.auth0.com",client_secret:""});z({domain:"t.auth0.com",client_secret:"${S}"})`, ""},
		{"public settings", "a.js", `x({domain:"t.auth0.com",clientId:"S",connection:"S"})`, ""},
		{"schema", "a.json", `{"info":"https://t.auth0.com","client_secret":{"type":"string"},"token_endpoint_auth_method":"client_secret_basic"}`, ""},
		{"comment", "a.js", "// {domain: 't.auth0.com', clientSecret: 'S'}", ""},
		{"HTML comment", "index.html", "<!-- <script>x={domain:'t.auth0.com',clientSecret:'S'}</script> -->", ""},
		{"parameter", "a.js", `function f(e){return{domain:"t.auth0.com",clientSecret:e.clientSecret}}`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.ReplaceAll(c.text, `S"`, s+`"`)
			text = strings.ReplaceAll(text, `S\"`, s+`\"`)
			text = strings.ReplaceAll(text, `'S'`, "'"+s+"'")
			var want []string
			if c.want != "" {
				want = []string{c.want}
			}
			check(t, c.file, text, want...)
		})
	}
}

func TestTokens(t *testing.T) {
	tok := fakeToken(`{"iss":"https://t.auth0.com/","aud":"https://t.auth0.com/api/v2/","scope":"read:users update:users","exp":1767225600}`)
	check(t, "a.js", `const h={Authorization:"Bearer `+tok+`"}`, "management-token-public@1:24")
	check(t, "a.js", `const h="`+tok[:40]+`"+"`+tok[40:]+`"`, "management-token-public@1:9")
	check(t, "a.json", `{"token":"`+tok+`"}`, "management-token-public@1:10")
	check(t, ".env", "TOKEN="+tok, "management-token-public@1:7")
	check(t, "a.html", `<div data-t="`+tok+`">`, "management-token-public@1:14")
	list := fakeToken(`{"aud":["https://login.example.com/api/v2/","https://t.auth0.com/userinfo"]}`)
	check(t, "a.js", "x=`"+list+"`", "management-token-public@1:3")
	for _, quiet := range []string{`{"iss":"https://t.auth0.com/","aud":"client"}`, `{"aud":"https://api.example.org/api/v2/"}`, `{"aud":3}`, `not json`} {
		check(t, "a.js", `const t="`+fakeToken(quiet)+`"`)
	}
	r := newScanner(t).Text(context.Background(), []byte(`x="`+tok+`"`), Source{Format: Script, Public: true})
	const want = "for t.auth0.com with 2 scopes, valid until 2026-01-01"
	if m := r.Findings[0].Message; !strings.Contains(m, want) || strings.Contains(m, tok[:12]) {
		t.Errorf("message %q", m)
	}
}

func TestTokenRequests(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"auth0-spa-js 2", `createAuth0Client({domain:"t.auth0.com",authorizationParams:{audience:"https://t.auth0.com/api/v2/",scope:"openid read:users read:current_user"}})`, []string{"spa-scope@1:107"}},
		{"auth0-spa-js 1, minified", `const d="t.auth0.com";Xe({domain:d,audience:"https://".concat(d,"/api/v2/"),scope:"read:users"})`, []string{"spa-scope@1:83"}},
		{"auth0.js", `new auth0.WebAuth({domain:"t.auth0.com",audience:"https://t.auth0.com/api/v2/",responseType:"token id_token",scope:"openid"})`, []string{"implicit-grant@1:93"}},
		{"Lock", `new Auth0Lock(id,"t.auth0.com",{auth:{audience:"https://t.auth0.com/api/v2/",params:{scope:"update:users"}}})`, []string{"spa-scope@1:92"}},
		{"JSX", `const a=<Auth0Provider domain="t.auth0.com" authorizationParams={{audience:"https://t.auth0.com/api/v2/",scope:"delete:users"}}/>`, []string{"spa-scope@1:112"}},
		{"JSX, flat", `const a=<Auth0Provider domain="t.auth0.com" audience="https://t.auth0.com/api/v2/" scope="delete:users">x</Auth0Provider>`, []string{"spa-scope@1:90"}},
		{"compiled JSX", `p.jsx(Ye,{domain:"t.auth0.com",authorizationParams:{audience:"https://t.auth0.com/api/v2/",scope:"delete:users"}})`, []string{"spa-scope@1:98"}},
		{"silent", `const c={audience:"https://t.auth0.com/api/v2/"};getTokenSilently({scope:"read:clients"})`, []string{"spa-scope@1:74"}},
		{"address", `location="https://t.auth0.com/authorize?response_type=token&scope=read%3Ausers&audience=https%3A%2F%2Ft.auth0.com%2Fapi%2Fv2%2F"`, []string{"implicit-grant@1:10", "spa-scope@1:10"}},
		{"misspelt", `x({audience:"https://t.auth0.com/api/v2/",scope:"read:curent_user"})`, []string{"scope-unknown@1:49"}},

		{"another API", `x({domain:"t.auth0.com",audience:"https://api.example.org",scope:"read:users"});y={audience:"https://t.auth0.com/api/v2/"}`, nil},
		{"no audience", `x({domain:"t.auth0.com",scope:"read:users",responseType:"token"})`, nil},
	} {
		t.Run(c.name, func(t *testing.T) { check(t, "a.js", c.text, c.want...) })
	}
}

// Of files that are named like scripts and hold something else, only the
// beginning is looked at, and the report says so.
func TestNoScript(t *testing.T) {
	text := "fetch(\"https://t.auth0.com/api/v2/users\"); " + strings.Repeat("# @ \\ 1x ", 1<<18)
	r := newScanner(t).Text(t.Context(), []byte(text), Source{Format: Script, Public: true})
	if len(r.Findings) != 1 || r.Findings[0].Rule != "spa-endpoint" || len(r.Cuts) != 1 {
		t.Errorf("got %v", r)
	}
}
