package observe

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// A table says which requests each method of an SDK sends; the key is
// "package Type.Method", and a method that sends nothing has an empty list.
type table map[string][]string

// parseTable reads the part of a table's text that holds for one version.
func parseTable(r io.Reader, version string) (table, error) {
	var (
		entries  = make(table)
		versions []string
		pkg      string
		lines    = bufio.NewScanner(r)
	)
	for n := 1; lines.Scan(); n++ {
		text, _, _ := strings.Cut(lines.Text(), "#")
		word, rest, _ := strings.Cut(strings.TrimSpace(text), " ")
		rest = strings.TrimSpace(rest)
		switch word {
		case "", "sdk":
		case "versions":
			versions = strings.Fields(rest)
		case "package":
			pkg = rest
		default:
			applies, requests, err := parseEntry(rest, versions, version)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
			key := pkg + " " + word
			if _, double := entries[key]; double && applies {
				return nil, fmt.Errorf("line %d: a second entry of %s for %s", n, key, version)
			}
			if applies {
				entries[key] = requests
			}
		}
	}
	if !slices.Contains(versions, version) {
		return nil, fmt.Errorf("the table does not cover %s, only %s", version, strings.Join(versions, ", "))
	}
	return entries, lines.Err()
}

// parseEntry reads "[FROM..TO] REQUESTS", where the range is optional.
func parseEntry(text string, versions []string, version string) (applies bool, requests []string, err error) {
	applies = true
	if ranged, ok := strings.CutPrefix(text, "["); ok {
		var bounds string
		if bounds, text, ok = strings.Cut(ranged, "]"); !ok {
			return false, nil, fmt.Errorf("version range without an end")
		}
		from, to, _ := strings.Cut(bounds, "..")
		first, last := slices.Index(versions, from), slices.Index(versions, to)
		if first < 0 || last < first {
			return false, nil, fmt.Errorf("[%s] is no range of the table's versions", bounds)
		}
		applies = slices.Contains(versions[first:last+1], version)
	}
	text = strings.TrimSpace(text)
	if text == "-" {
		return applies, nil, nil
	}
	for request := range strings.SplitSeq(text, ",") {
		requests = append(requests, strings.Join(strings.Fields(request), " "))
	}
	slices.Sort(requests)
	return applies, requests, nil
}

// diff lists, one sentence each, how the table departs from what was seen.
func (t table) diff(seen []observation) []string {
	var differences []string
	unseen := maps.Clone(t)
	for _, o := range seen {
		requests, known := t[o.key()]
		delete(unseen, o.key())
		switch {
		case !known && len(o.requests) > 0:
			differences = append(differences, fmt.Sprintf("%s is missing: it sends %s", o.key(), list(o.requests)))
		case !slices.Equal(requests, o.requests):
			differences = append(differences, fmt.Sprintf("%s sends %s, the table says %s", o.key(), list(o.requests), list(requests)))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(unseen)) {
		differences = append(differences, fmt.Sprintf("%s is no method of this version's clients", key))
	}
	return differences
}

// format writes what was seen as a table.
func format(s SDK, seen []observation) string {
	var b strings.Builder
	fmt.Fprintf(&b, "sdk %s\nversions %s\n", s.Path, s.version())
	pkg := ""
	for _, o := range seen {
		if o.pkg != pkg {
			pkg = o.pkg
			fmt.Fprintf(&b, "package %s\n", pkg)
		}
		fmt.Fprintf(&b, "%s  %s\n", o.name, list(o.requests))
	}
	return b.String()
}

// list writes requests as the table does.
func list(requests []string) string {
	if len(requests) == 0 {
		return "-"
	}
	return strings.Join(requests, ", ")
}
