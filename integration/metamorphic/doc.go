// Package metamorphic changes the code of the corpus and analyses it again.
//
// A transformation keeps what the code does: names are changed, helpers
// extracted, declarations reordered. The calls and their scopes have to stay
// the same. A mutation breaks the code: nothing is known of what is to be
// found, and the analyzer has to come to an end all the same.
package metamorphic
