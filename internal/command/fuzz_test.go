package command

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// FuzzRefusal reads what people copy out of logs.
func FuzzRefusal(f *testing.F) {
	for _, s := range []string{
		"Insufficient scope, expected any of: read:users,update:users",
		`{"statusCode":403,"message":"Insufficient scope, expected any of: read:users\nread:users"}`,
		"expected all of a:b expected any of c:d", "EXPECTED ONE OF", "",
	} {
		f.Add(s)
	}
	scope := regexp.MustCompile(`^[a-z_]+:[a-z0-9_]+$`)
	f.Fuzz(func(t *testing.T, text string) {
		scopes, ok := Refusal(text)
		if ok != (len(scopes) > 0) {
			t.Errorf("%q: %v, %v", text, scopes, ok)
		}
		for i, s := range scopes {
			if !scope.MatchString(s) || !strings.Contains(text, s) || slices.Contains(scopes[:i], s) {
				t.Errorf("%q: %v", text, scopes)
			}
		}
		if again, _ := Refusal("expected any of: " + strings.Join(scopes, ", ")); !slices.Equal(again, scopes) {
			t.Errorf("%v is read as %v", scopes, again)
		}
	})
}
