package summary_test

import (
	"testing"

	"github.com/scopevet/scopevet/internal/summary"
	"github.com/scopevet/scopevet/internal/value"
)

func TestDecide(t *testing.T) {
	param := value.Of(value.Symbol{Kind: value.Param, Name: "method"})
	either := value.Join(value.Text("GET"), value.Text("POST"))
	for _, test := range []struct {
		name     string
		choice   summary.Choice
		possible bool
		open     int
	}{
		{"holds", summary.Choice{Value: value.Text("GET"), Text: "GET"}, true, 0},
		{"does not", summary.Choice{Value: value.Text("POST"), Text: "GET"}, false, 0},
		{"is excluded", summary.Choice{Value: value.Text("GET"), Text: "GET", Not: true}, false, 0},
		{"is another", summary.Choice{Value: value.Text("POST"), Text: "GET", Not: true}, true, 0},
		{"may hold", summary.Choice{Value: either, Text: "GET"}, true, 0},
		{"may be another", summary.Choice{Value: either, Text: "GET", Not: true}, true, 0},
		{"the caller knows", summary.Choice{Value: param, Text: "GET"}, true, 1},
		{"nobody knows", summary.Choice{Value: value.Unknown("os.Args"), Text: "GET"}, true, 0},
	} {
		got, possible := summary.Effect{}.Under([]summary.Choice{test.choice}).Decide()
		if possible != test.possible || possible && len(got.Only) != test.open {
			t.Errorf("%s: got %v with %d open conditions, want %v with %d", test.name, possible, len(got.Only), test.possible, test.open)
		}
	}
}
