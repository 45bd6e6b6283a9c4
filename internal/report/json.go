package report

import (
	"encoding/json"
	"io"
)

// JSON writes a report of either command. Field order is fixed, and
// characters that only HTML minds stay readable.
func JSON(w io.Writer, report any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(report)
}
