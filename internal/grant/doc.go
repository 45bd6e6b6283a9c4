// Package grant reads and writes client grants: what an Auth0 tenant lets a
// confidential client do with the Management API, as Terraform, the Deploy
// CLI, the Auth0 CLI and tokens say it.
//
// It knows these file formats and nothing else: not what a scope opens, not
// which code needs it, and not what a finding is. It talks to no network, runs
// no command and never shows the text of a token.
package grant
