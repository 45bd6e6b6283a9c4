package corpus

import (
	"slices"
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	const source = `package p

func f() {
	a() // call GET /api/v2/users, POST /api/v2/users // want "one" "two"
	b() // miss call GET /api/v2/roles
	c() // wrong call GET /api/v2/roles
	d() // only vet,checker want "three"
	e() // quiet: looks like a call
	// unresolved+1 os.Args
	g() // a remark for people
}
`
	expectations, err := Parse("p.go", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	m := &Module{Expectations: expectations}
	all := []Report{
		{"p.go", 4, Call, "GET /api/v2/users"},
		{"p.go", 4, Call, "POST /api/v2/users"},
		{"p.go", 4, Want, "message one"},
		{"p.go", 4, Want, "message two"},
		{"p.go", 6, Call, "GET /api/v2/roles"},
		{"p.go", 10, Unresolved, "path comes from os.Args"},
	}
	three := Report{"p.go", 7, Want, "message three"}
	for _, test := range []struct {
		name    string
		driver  string
		reports []Report
		want    string // part of the only problem, "" for none
	}{
		{"as expected", "standalone", all, ""},
		{"a difference", "vet", append(all[:6:6], three), ""},
		{"a difference that is gone", "standalone", append(all[:6:6], three), "standalone reports it as well"},
		{"a difference that is missing", "vet", all, "p.go:7: want three is not reported"},
		{"missing", "standalone", all[1:], "p.go:4: call GET /api/v2/users is not reported"},
		{"a false report that is gone", "standalone", append(all[:4:4], all[5]), "no longer reported"},
		{"unexpected", "standalone", append(all[:6:6], Report{"p.go", 8, Call, "GET /api/v2/users"}), "p.go:8: unexpected call"},
	} {
		t.Run(test.name, func(t *testing.T) {
			problems := m.Check(test.driver, test.reports, Call, Unresolved, Want)
			if test.driver == "standalone" && strings.Contains(test.want, "as well") {
				problems = problems[1:] // it is unexpected there, too
			}
			switch {
			case test.want == "" && len(problems) > 0:
				t.Errorf("unexpected problems: %q", problems)
			case test.want != "" && (len(problems) != 1 || !strings.Contains(problems[0], test.want)):
				t.Errorf("the problems are %q, and one with %q should be", problems, test.want)
			}
		})
	}
	if got, want := m.Count(), (Numbers{Cases: 9, Misses: 1, Wrong: 1, Differences: 1}); got != want {
		t.Errorf("the numbers are %+v, and should be %+v", got, want)
	}
	found := slices.Concat(all[:6], []Report{{"p.go", 5, Call, "GET /api/v2/roles"}})
	if problems := strings.Join(m.Check("standalone", found, Call), "\n"); !strings.Contains(problems, "take the word miss away") {
		t.Errorf("a miss that is found is no problem: %s", problems)
	}
}

func TestBadExpectations(t *testing.T) {
	for _, comment := range []string{"call /api/v2/users", "call", "unresolved", "want message", `want "("`} {
		if _, err := Parse("p.go", []byte("package p // "+comment+"\n")); err == nil || !strings.HasPrefix(err.Error(), "p.go:1: ") {
			t.Errorf("%q: the error is %v, and should name the place", comment, err)
		}
	}
}

func TestNumbers(t *testing.T) {
	before := Numbers{Cases: 5, Misses: 2}
	for now, worse := range map[Numbers]bool{
		before:                                false,
		{Cases: 6, Misses: 1}:                 false,
		{Cases: 4, Misses: 2}:                 true,
		{Cases: 6, Misses: 3}:                 true,
		{Cases: 6, Misses: 2, Wrong: 1}:       true,
		{Cases: 6, Misses: 2, Differences: 1}: true,
	} {
		if got := now.Worse(before); (got != "") != worse {
			t.Errorf("%+v after %+v: %q", now, before, got)
		}
	}
}
