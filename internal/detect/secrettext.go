package detect

import (
	"strings"

	"github.com/scopevet/scopevet/internal/lazy"
	"github.com/scopevet/scopevet/internal/value"
)

var (
	secretInJSON = lazy.Regexp(`"client_secret"\s*:\s*(?:"((?:[^"\\]|\\.)*)"|(` + "\x00" + `))`)
	secretInForm = lazy.Regexp(`(?:^|[&?])client_secret=([^&\s]*)`)
	tokenRequest = lazy.Regexp(`grant_type=|client_id=`)
)

// secretsInText finds the values of the client secrets in JSON objects and
// encoded forms.
func secretsInText(texts value.Set) value.Set {
	var out []value.Set
	for _, pat := range texts.Alts {
		var flat strings.Builder
		var holes []value.Piece
		for _, piece := range pat {
			if piece.Hole == nil {
				flat.WriteString(strings.ReplaceAll(piece.Text, "\x00", ""))
				continue
			}
			flat.WriteString("\x00")
			holes = append(holes, piece)
		}
		found := secretInJSON().FindAllStringSubmatchIndex(flat.String(), -1)
		if tokenRequest().MatchString(flat.String()) {
			found = append(found, secretInForm().FindAllStringSubmatchIndex(flat.String(), -1)...)
		}
		for _, at := range found {
			from, to := at[2], at[3]
			if from < 0 {
				from, to = at[4], at[5]
			}
			out = append(out, refill(flat.String()[from:to], holes[strings.Count(flat.String()[:from], "\x00"):]))
		}
	}
	return value.Join(out...)
}

// refill puts holes back where a text marks them.
func refill(flat string, holes []value.Piece) value.Set {
	parts := strings.Split(flat, "\x00")
	sets := []value.Set{value.Text(parts[0])}
	for i, text := range parts[1:] {
		sets = append(sets, value.Set{Alts: []value.Pattern{{holes[i]}}}, value.Text(text))
	}
	return value.Concat(sets...)
}
