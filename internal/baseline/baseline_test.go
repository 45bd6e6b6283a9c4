package baseline_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/scopevet/scopevet/internal/baseline"
	"github.com/scopevet/scopevet/internal/report"
)

func findings() []report.Finding {
	return []report.Finding{
		{Rule: "spa-endpoint", Package: "m/web", Function: "users", Method: "GET", Path: "/api/v2/users", File: "web/users.go", Line: 7},
		{Rule: "spa-endpoint", Package: "m/web", Function: "users", Method: "GET", Path: "/api/v2/users", File: "web/users.go", Line: 9},
		{Rule: "client-secret-literal", Package: "m/cmd", Function: "main", File: "cmd/main.go", Line: 3, Message: "client secret PLACEHOLDER"},
		{Rule: "scope-excess", File: "terraform/grants.tf", Line: 4, Scopes: []string{"read:logs"}},
	}
}

func TestABaselineKnowsMeaningsNotPlaces(t *testing.T) {
	var text bytes.Buffer
	if err := baseline.Of(findings()).Write(&text); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(text.String(), "PLACEHOLDER") {
		t.Errorf("the file quotes a message:\n%s", text.String())
	}
	b, err := baseline.Read(&text)
	if err != nil {
		t.Fatal(err)
	}

	moved := findings()
	for i := range moved {
		moved[i].Line += 100
		moved[i].Message = "in other words"
	}
	slices.Reverse(moved)
	if fresh, known, gone := b.Apply(moved); len(fresh) != 0 || known != 4 || gone != 0 {
		t.Errorf("moved lines: new %v, known %d, gone %d", fresh, known, gone)
	}

	more := append(findings(), report.Finding{Rule: "spa-endpoint", Package: "m/web", Function: "users", Method: "GET", Path: "/api/v2/users", Line: 11})
	if fresh, _, _ := b.Apply(more); len(fresh) != 1 || fresh[0].Line != 11 {
		t.Errorf("one more of the same: new %v", fresh)
	}
	if fresh, known, gone := b.Apply(findings()[1:3]); len(fresh) != 0 || known != 2 || gone != 2 {
		t.Errorf("two repaired: new %v, known %d, gone %d", fresh, known, gone)
	}
	other := findings()[:1]
	other[0].Function = "roles"
	if fresh, _, _ := b.Apply(other); len(fresh) != 1 {
		t.Errorf("another function: new %v", fresh)
	}
}

func TestWhatIsNoBaseline(t *testing.T) {
	for _, text := range []string{"", "[]", `{"version":2}`, `{"version":1,"ignore":[]}`} {
		if _, err := baseline.Read(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), "not a baseline") {
			t.Errorf("%q gives %v", text, err)
		}
	}
}
