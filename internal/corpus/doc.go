// Package corpus reads what the modules of testdata/corpus expect of scopevet,
// and compares it with what a driver reports. Only tests import it.
//
// The expectations are comments at the end of the lines that they are about:
//
//	// call GET /api/v2/users/{id}         a call of the inventory; more of them after commas
//	// unresolved SUBSTRING                an unresolved request, and a part of its reason
//	// want "regexp"                       an error or a warning, with the rule in brackets, which it names; more after spaces
//	// note "regexp"                       a note, other than that of an unresolved request
//	// quiet: REMARK                       a line that is mistaken for a call easily
//
// One comment can hold several, each after its own slashes. Behind a word,
// "+1" moves the expectation to the next line, for places that take no second
// comment; such a comment may have a line for itself.
//
// A word in front marks what is known to be wrong, so that it can be counted:
//
//	// miss call GET /api/v2/users         should be found, and is not
//	// wrong call GET /api/v2/users        is found, and should not be
//	// only standalone want "regexp"       is found by these drivers alone; more of them after commas
//
// A mark that is no longer true fails the comparison, as does everything that
// is reported on a line that does not expect it.
package corpus
