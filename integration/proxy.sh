# Functions for the scripts of these folders; they are sourced.

# module_proxy DIR makes a folder that the go command takes for a module proxy,
# with what is committed here as v1.0.0 of the module, and points GOPROXY to it.
# Everything else comes from the module cache or from the proxy that is set, and
# the module cache stays as it is: a new one takes what is downloaded.
module_proxy() {
	local dir=$1 root versions excluded=() mod cache
	cache=$(go env GOMODCACHE)/cache/download
	root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
	versions=$dir/github.com/scopevet/scopevet/@v
	mkdir -p "$versions"
	# Modules in folders below are not part of it.
	while read -r mod; do
		excluded+=(":(exclude)$(dirname "$mod")")
	done < <(git -C "$root" ls-files -- '*/go.mod')
	git -C "$root" archive --format=zip --prefix=github.com/scopevet/scopevet@v1.0.0/ -o "$versions/v1.0.0.zip" HEAD -- . "${excluded[@]}"
	git -C "$root" show HEAD:go.mod > "$versions/v1.0.0.mod"
	echo '{"Version": "v1.0.0", "Time": "2001-02-03T04:05:06Z"}' > "$versions/v1.0.0.info"
	echo v1.0.0 > "$versions/list"
	GOPROXY=file://$dir,file://$cache,$(go env GOPROXY)
	export GOPROXY GONOSUMDB=github.com/scopevet/scopevet GOMODCACHE=$dir/modules
}
