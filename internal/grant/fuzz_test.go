package grant_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/scopevet/scopevet/internal/grant"
)

// FuzzRead looks for input that Read neither reads nor refuses.
func FuzzRead(f *testing.F) {
	for _, seed := range []struct{ name, text string }{
		{"a.tf", "locals {\n a = [\"read:users\"]\n}\nresource \"auth0_client_grant\" \"a\" {\n for_each = toset(local.a)\n client_id = each.key\n audience = \"https://${var.d}/api/v2/\"\n scopes = concat(local.a, [each.value])\n}\n"},
		{"a.tf", "resource \"auth0_client_grant\" \"a\" {\n count = 2\n audience = format(\"https://%s/api/v2/\", 1)\n scopes = merge({a = null}, var.x)[0]\n allow_all_scopes = null\n}\n"},
		{"a.tf.json", `{"resource":{"auth0_client_grant":{"a":{"client_id":"x","audience":"https://t/api/v2/","scopes":["a:b"]}}}}`},
		{"a.yaml", "clientGrants:\n - &a {client_id: x, audience: 'https://t/api/v2/', scope: [a, @@B@@, *a]}\n"},
		{"a.json", `[{"audience":"https://t/api/v2/","scope":["read:users",1,null]}]`},
		{"a.json", `{"scope":"a b","aud":["https://t/api/v2/"]}`},
		{"a.sh", "x --data '{\"audience\":\"https://t/api/v2/\"}'"},
		{"token", "eyJ9.eyJ9.x"},
	} {
		f.Add(seed.name, seed.text)
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, name, text string) {
		switch name {
		case "a.tf", "a.tf.json", "a.yaml", "a.json", "a.sh", "token":
		default:
			return
		}
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		defer func() { _ = os.Remove(path) }()
		s, err := grant.Read(path)
		if err != nil {
			return
		}
		for i := range s.Grants {
			if g := &s.Grants[i]; g.File == "" || g.Line < 1 {
				t.Errorf("a grant without a place: %+v", g)
			}
		}
	})
}
