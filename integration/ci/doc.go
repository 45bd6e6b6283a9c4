// Package ci runs the steps of action.yml and of ci/gitlab.yml as a runner
// would: their scripts, out of the YAML, in a checkout, with the variables set.
// It knows nothing of what scopevet finds.
package ci
