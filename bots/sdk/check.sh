#!/usr/bin/env bash
# Checks SDKs as their users meet them: for each language, its probe must read and write every part of the protocol, and the bot
# that `arena new` writes must build with its one command, be admitted, and win against `idle`.
#
#   bots/sdk/check.sh [LANGUAGE...]     all but Rust, which `cargo test` checks
#
# Compilers come from the package registries (bots/toolchains.sh). A language whose compiler cannot be had is left out, and
# named. ARENA names the program to check with; without it target/release/arena is taken, and built where it is missing.
set -euo pipefail

# shellcheck source=bots/toolchains.sh
source "$(dirname "${BASH_SOURCE[0]}")/../toolchains.sh"
languages=("$@")
((${#languages[@]} > 0)) || languages=(c cpp zig go assemblyscript javascript lua python)
arena="${ARENA:-${CARGO_TARGET_DIR:-$root/target}/release/arena}"
[[ -x "$arena" ]] || (cd "$root" && cargo build --release -p arena)
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
export ROBODROME_CACHE="$work/cache"

get_compiler() {
    case "$1" in
    c | cpp | zig) get_zig ;;
    go) get_go ;;
    assemblyscript) get_asc ;;
    javascript | lua | python) ;;
    *) echo "bots/sdk/check.sh: there is no SDK to check for '$1'" >&2 && exit 2 ;;
    esac
}

# Builds a language's probe; says where it is.
build_probe() {
    local to="$work/probe.wasm" sdk="bots/sdk/$1"
    case "$1" in
    cpp)
        "${zig[@]}" c++ -target wasm32-wasi -std=c++20 -O1 -fno-exceptions -Wall -Wextra -Werror \
            -Wl,-z,stack-size=$STACK_BYTES -Ibots/sdk/c -Ibots/sdk/cpp "$sdk/tests/probe.cpp" -o "$to"
        ;;
    zig)
        "${zig[@]}" fmt --check "$sdk" bots/samples >&2
        "${zig[@]}" build-exe -target wasm32-wasi -O ReleaseSmall --stack $STACK_BYTES --dep robodrome \
            "-Mroot=$sdk/tests/probe.zig" "-Mrobodrome=$sdk/robodrome/robodrome.zig" "-femit-bin=$to"
        ;;
    go)
        (cd "$sdk/tests" && GOOS=wasip1 GOARCH=wasm "${go[@]}" vet . && GOOS=wasip1 GOARCH=wasm "${go[@]}" build -o "$to" .)
        ;;
    assemblyscript)
        "${asc[@]}" "$sdk/tests/probe.ts" -o "$to" --config none --runtime incremental --exportStart _start -O1 \
            --maximumMemory 256 --use "abort=$sdk/robodrome/wasi/abort"
        ;;
    javascript) to="$sdk/tests/probe.js" ;;
    lua) to="$sdk/tests/probe.lua" ;;
    python) to="$sdk/tests/probe.py" ;;
    esac
    echo "$to"
}

check_probe() {
    local probe
    [[ "$1" == c ]] && return # C's are in bots/sdk/rust/tests/c.rs; C++ rests on it
    probe="$(build_probe "$1")"
    "$python" bots/sdk/probe/check.py "$arena" feed "$probe"
}

# What `arena new` writes and says must work as it stands.
check_template() {
    local next build program
    rm -rf "$work/my-$1"
    (cd "$work" && "$arena" new --lang "$1" "my-$1" --json >next.json)
    next="$("$python" -c 'import json, sys; print(*json.load(open(sys.argv[1]))["next"][:2], sep="\n")' "$work/next.json")"
    build="$(sed -n 1p <<<"$next")"
    program="$(sed -n 's/^arena check //p' <<<"$next")"
    (
        cd "$work"
        export PATH="$tools/venv/bin:$PATH"
        # Go's settings for a build without a network, as arguments of env.
        [[ "$1" != go ]] || export "${go[@]:1:${#go[@]}-2}"
        bash -c "$build" >build.log 2>&1 || { cat build.log >&2 && exit 1; }
    )
    "$arena" check "$work/my-$1/$program" --json >"$work/check.json"
    "$arena" run "$work/my-$1/$program" idle --json --out "$work/match.replay" >"$work/run.json"
    "$python" - "$1" "$work/check.json" "$work/run.json" <<'PYTHON'
import json, sys
language, check, run = sys.argv[1], *(json.load(open(path)) for path in sys.argv[2:])
opinion = check[0]
trial = opinion["trial"]
print(f"{language}: {opinion['bytes']:,} bytes, {trial['start']['used']:,} fuel to start, {trial['tick']['used']:,} in the dearest "
      f"of {trial['ticks']} ticks, {trial['orders']} orders")
if not opinion["ok"] or trial["orders"] < 20 or trial["late"] or trial["dropped"] or run["winner"] != 0:
    sys.exit(f"{language}: the new bot does not play as it should: {check}\n{run}")
PYTHON
}

cd "$root"
get_python "jsonschema==$JSONSCHEMA_VERSION" || { echo "bots/sdk/check.sh: the package jsonschema cannot be had: nothing is checked"; exit 0; }
left_out=()
for language in "${languages[@]}"; do
    if ! get_compiler "$language"; then
        left_out+=("$language")
        continue
    fi
    check_probe "$language"
    check_template "$language"
done
((${#left_out[@]} == 0)) || echo "bots/sdk/check.sh: without their compilers these are not checked: ${left_out[*]}"
