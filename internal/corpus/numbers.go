package corpus

import (
	"fmt"
	"strings"
)

// Numbers say how much a module tries and what of it is known to fail.
type Numbers struct {
	Cases       int // what the lines are to give, nothing included
	Misses      int // marked miss
	Wrong       int // marked wrong
	Differences int // marked only
}

// Count counts the expectations of a module. A line of which only false
// reports are known is a case like one that is quiet.
func (m *Module) Count() Numbers {
	type line struct {
		file string
		line int
	}
	var n Numbers
	wrong := map[line]bool{}
	for _, e := range m.Expectations {
		if e.Mark == Wrong {
			n.Wrong++
			wrong[line{e.File, e.Line}] = true
		} else {
			n.Cases++
		}
		if e.Mark == Miss {
			n.Misses++
		}
		if len(e.Only) > 0 {
			n.Differences++
		}
	}
	for _, e := range m.Expectations {
		if e.Mark != Wrong {
			delete(wrong, line{e.File, e.Line})
		}
	}
	n.Cases += len(wrong)
	return n
}

// Worse tells what of the numbers is worse than before, "" where nothing is.
func (n Numbers) Worse(before Numbers) string {
	var out []string
	if n.Cases < before.Cases {
		out = append(out, fmt.Sprintf("%d cases, and there were %d", n.Cases, before.Cases))
	}
	for _, c := range []struct {
		what        string
		now, before int
	}{
		{"known misses", n.Misses, before.Misses},
		{"known false reports", n.Wrong, before.Wrong},
		{"known differences between drivers", n.Differences, before.Differences},
	} {
		if c.now > c.before {
			out = append(out, fmt.Sprintf("%d %s, and there were %d", c.now, c.what, c.before))
		}
	}
	return strings.Join(out, "; ")
}

const numbersHeader = `# What the modules of the corpus expect, and how much of it is known to fail.
# Cases may only rise; the other numbers may only fall. A test compares them,
# and writes them with -update as long as that is so.
#
#                  cases  misses  wrong  differences
`

// FormatNumbers writes the numbers of all modules, a line each.
func FormatNumbers(modules []*Module) string {
	var b strings.Builder
	b.WriteString(numbersHeader)
	for _, m := range modules {
		n := m.Count()
		fmt.Fprintf(&b, "%-18s %5d %7d %6d %12d\n", m.Name, n.Cases, n.Misses, n.Wrong, n.Differences)
	}
	return b.String()
}

// ParseNumbers reads what FormatNumbers wrote, by module.
func ParseNumbers(text string) (map[string]Numbers, error) {
	out := map[string]Numbers{}
	for i, line := range strings.Split(text, "\n") {
		line, _, _ = strings.Cut(line, "#")
		if strings.TrimSpace(line) == "" {
			continue
		}
		var name string
		var n Numbers
		if _, err := fmt.Sscan(line, &name, &n.Cases, &n.Misses, &n.Wrong, &n.Differences); err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
		out[name] = n
	}
	return out, nil
}
