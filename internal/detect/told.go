package detect

import (
	"strings"

	"github.com/scopevet/scopevet/internal/lazy"
)

var (
	methodName = lazy.Regexp(`^[A-Z]{3,10}$`)
	pathWord   = lazy.Regexp(`^[A-Za-z0-9{}_.:-]{0,24}$`)
)

// told is a path that the endpoint table does not know, as people may read it:
// what is too long for a word could be a secret in the wrong place.
func told(path string) string {
	segs := strings.Split(path, "/")
	for i, seg := range segs {
		if !pathWord().MatchString(seg) {
			segs[i] = "{}"
		}
	}
	return strings.Join(segs, "/")
}
