# Functions for the scripts of these folders; they are sourced.

# blocks PAGE INFO prints the text of the page's blocks whose opening fence ends
# in INFO: blocks docs/x.md "yaml golangci file".
blocks() {
	local text
	text=$(awk -v fence="\`\`\`$2" '$0 == fence { on = 1; next } /^```$/ { on = 0 } on' "$1")
	if [[ -z $text ]]; then
		echo "$1 has no block \"$2\"" >&2
		return 1
	fi
	printf '%s\n' "$text"
}
