package eval

import "testing"

// However many questions a package is asked, they end: each takes few steps
// once all before took a great many.
func TestQuestionsBecomeBrief(t *testing.T) {
	var p Package
	for asked := 0; asked <= maxSpent; asked += maxSteps {
		if p.begin(); p.steps != maxSteps {
			t.Fatalf("a question gets %d steps after %d", p.steps, asked)
		}
		p.steps = 0 // it took them all
	}
	for range 3 {
		if p.begin(); p.steps != briefSteps {
			t.Errorf("a question gets %d steps after %d", p.steps, p.spent)
		}
	}
}
