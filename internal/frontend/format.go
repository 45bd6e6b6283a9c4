package frontend

import (
	"bytes"
	"path"
	"strings"
)

// A Format says how a file is read.
type Format int

const (
	// Other files, such as images, are not looked into.
	Other Format = iota
	// Script is JavaScript and its dialects.
	Script
	// Markup is HTML, templates of it, and components that look like it.
	Markup
	// Data is JSON, with or without comments.
	Data
	// Env is a list of NAME=value lines.
	Env
	// SourceMap is the JSON that leads from built code to its sources.
	SourceMap
)

// FormatOf tells the format by the name of a file. Compressed files have the
// format of what is in them.
func FormatOf(name string) Format {
	base := strings.ToLower(path.Base(name))
	base = strings.TrimSuffix(base, ".gz")
	if base == ".env" || strings.HasPrefix(base, ".env.") {
		return Env
	}
	switch path.Ext(base) {
	case ".js", ".mjs", ".cjs", ".jsx", ".ts", ".tsx", ".mts", ".cts":
		return Script
	case ".html", ".htm", ".xhtml", ".gohtml", ".tmpl", ".tpl", ".gotmpl", ".vue", ".svelte", ".svg", ".astro":
		return Markup
	case ".json", ".jsonc", ".json5", ".webmanifest":
		return Data
	case ".env":
		return Env
	case ".map":
		return SourceMap
	}
	return Other
}

// binary recognises files whose name lies about them: no text format holds a
// NUL byte.
func binary(text []byte) bool {
	return bytes.IndexByte(text[:min(len(text), 8192)], 0) >= 0
}

// utf8Text turns UTF-16 with a byte order mark into UTF-8 and takes away the
// mark of UTF-8 itself. Positions then count in the new text, as editors do.
func utf8Text(text []byte) []byte {
	return bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
}
