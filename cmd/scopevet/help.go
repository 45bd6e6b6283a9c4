package main

// helpText returns the help for a sub-command, or for the whole.
func helpText(topic string) string {
	switch topic {
	case "check":
		return checkHelp + analysisHelp + statusHelp
	case "scopes":
		return scopesHelp + analysisHelp
	case "init":
		return initHelp + analysisHelp
	case "diff":
		return diffHelp + analysisHelp
	case "explain":
		return explainHelp
	case "version":
		return versionHelp
	}
	return generalHelp + statusHelp
}

const generalHelp = `Scopevet finds the Auth0 Management API calls in Go code, and the scopes they need.

  scopevet ./...                      what is wrong: one line a finding
  scopevet scopes ./...               what is there: calls and scopes, program by program
  scopevet init                       write a policy file for the code as it is
  scopevet diff origin/main           calls and scopes that a change adds or removes
  scopevet explain spa-endpoint       a rule: why it exists, what to do instead
  scopevet explain "GET /api/v2/users"    an endpoint: which scopes open it
  scopevet explain read:users         a scope: which endpoints it opens
  scopevet version                    the table it judges by, with its date

  go vet -vettool=$(which scopevet) ./...    the same rules under go vet

A file .scopevet.yaml beside go.mod says which packages are public programs:

  version: 1
  contexts:
    - {name: web, kind: spa, packages: [./web/...]}

Flags come before packages; "scopevet check -h" and "scopevet scopes -h" list them.
`

const checkHelp = `Usage: scopevet [check] [flags] [packages]

Reports what is wrong, as file:line:column: message [rule]. Without packages it
looks at the one in the working directory.

  scopevet ./...
  scopevet -fail-on error -format json ./cmd/... > findings.json

  -fail-on error|warning|note|off    least severity that fails the run (default warning)
  -baseline FILE                     report only what the file does not hold
  -write-baseline                    write all findings to the baseline, and report none
  -today 2027-01-31                  judge ignore directives that end (until=DATE) by this date
  -path-prefix DIR                   what stands before the paths, as with a module below a repository's root
  -format sarif|github|gitlab|markdown    for code scanning, as annotations of a workflow,
                                     as a code quality report, for a pull request
`

const scopesHelp = `Usage: scopevet scopes [flags] [packages]

Lists every call with the scope that opens it: the smallest set of scopes for
each program (main package), then the calls that no program reaches.

  scopevet scopes ./...
  scopevet scopes -format terraform ./cmd/sync > grants.tf
  scopevet scopes -check grants.tf ./cmd/sync

  -format markdown                   the same for a pull request
  -format terraform|deploy-cli|auth0-cli    the grant of each program, ready to paste
  -check FILE                        compare a committed grant with the code; exit status 1 if they differ
  -why SCOPE                         every way from main to the calls that need a scope
`

const initHelp = `Usage: scopevet init [flags] [packages]

Writes .scopevet.yaml beside go.mod: a context for each program that makes
calls, with its kind and the smallest set of scopes for it. A file that is
there stays as it is. Without packages it looks at the whole module.

`

const diffHelp = `Usage: scopevet diff [flags] REVISION [packages]
       scopevet diff [flags] OLD.json NEW.json

Lists the calls and scopes that the programs have now and did not have at a
revision of the git repository, or that a report of scopes -format json has
and another has not. Exit status 1 if a program needs more than before. The
revision is looked at in a temporary directory; nothing else is touched.

  scopevet diff origin/main
  scopevet diff -format markdown origin/main ./cmd/... > comment.md

  -format markdown                   the same for a pull request
`

const analysisHelp = `  -format text|json                  how to write the report (default text)
  -policy FILE                       policy file (default .scopevet.yaml beside go.mod or go.work)
  -confidence certain|likely|possible    how sure it must be that a call goes to Auth0 (default likely)
  -tests                             look at test files too
  -tags a,b                          build tags
  -goos OS, -goarch ARCH             exactly this configuration, without js/wasm beside it
  -C DIR                             change to DIR first
  -v                                 say more on standard error
`

const explainHelp = `Usage: scopevet explain WHAT
       scopevet explain [flags] 'TEXT OF A 403 ANSWER' [packages]

WHAT is a rule, an endpoint, a scope or a method of the SDK. For a refusal it
names the endpoints that answer so; with packages, the calls in them.

  scopevet explain client-secret-literal
  scopevet explain "PATCH /api/v2/users/{id}"
  scopevet explain update:users_app_metadata
  scopevet explain UserManager.List
  scopevet explain 'Insufficient scope, expected any of: read:users' ./...
`

const versionHelp = `Usage: scopevet version

Prints the version of the program, and the date and hash of the table of
endpoints and of the allowlist editions that it judges by.
`

const statusHelp = `
Exit status: 0 nothing to report, 1 findings, 2 usage or load error, 3 nothing was analysed.
`
