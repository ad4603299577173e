#!/usr/bin/env bash
# Builds every bot in bots/samples to WebAssembly, the same bytes on every machine.
#
#   bots/build.sh            build into the target folder
#   bots/build.sh --check    also compare with bots/modules, and name what differs
#   bots/build.sh --update   also rewrite bots/modules and its lock file
#
# Needs rustup's target wasm32-wasip1 and python3. All other compilers come from the package registries, in the versions that
# bots/toolchains.sh names. Where one cannot be had, its modules are left as they are, and named. Bots written as scripts
# are not built.
set -euo pipefail
shopt -s nullglob

# shellcheck source=bots/toolchains.sh
source "$(dirname "${BASH_SOURCE[0]}")/toolchains.sh"
built="$tools/modules"
samples="$root/bots/samples"
modules="$root/bots/modules"
lock="$modules/modules.lock"
skipped=()

die() {
    printf 'bots/build.sh: %s\n' "$*" >&2
    exit 1
}

mode="${1:-}"
case "$mode" in
"" | --check | --update) ;;
*) die "unknown argument '$mode'; there are --check and --update" ;;
esac

# The names of the samples that have a file like this.
with() {
    local source
    for source in "$samples"/*/$1; do
        basename "$(dirname "$source")"
    done
}

skip() {
    local name
    for name in $(with "$1"); do
        skipped+=("$name")
        cp "$modules/$name.wasm" "$built/"
    done
}

build_rust() {
    # Other compilers build other bytes.
    local version sysroot name packages=()
    version="$(cd "$root" && rustc --version)" || die "rustc is missing: install rustup from https://rustup.rs"
    [[ "$version" == "rustc $RUSTC_VERSION "* ]] ||
        die "this is $version, the modules are built with $RUSTC_VERSION: try RUSTUP_TOOLCHAIN=$RUSTC_VERSION"
    sysroot="$(cd "$root" && rustc --print sysroot)"
    [[ -d "$sysroot/lib/rustlib/wasm32-wasip1" ]] || die "run: rustup target add wasm32-wasip1"
    # Paths of this machine must not get into the modules.
    local flags=(
        "--remap-path-prefix=$root=/robodrome"
        "--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo"
        "--remap-path-prefix=$sysroot=/rust"
        "-Clink-arg=-zstack-size=$STACK_BYTES"
    )
    for name in $(with Cargo.toml); do packages+=(-p "bot-$name"); done
    # One package holds the robots of Rumble.
    packages+=(-p bot-rumble)
    (
        cd "$root"
        unset RUSTFLAGS
        CARGO_ENCODED_RUSTFLAGS="$(IFS=$'\x1f' && printf '%s' "${flags[*]}")" CARGO_TARGET_DIR="$tools" \
            cargo build --quiet --locked --profile bot --target wasm32-wasip1 "${packages[@]}"
    )
    for name in $(with Cargo.toml) rumble-chaser rumble-sitter; do cp "$tools/wasm32-wasip1/bot/$name.wasm" "$built/"; done
}

# C, C++ and Zig.
build_zig() {
    local name common
    common=(-target wasm32-wasi -O2 -g0 -s -Wall -Wextra -Werror "-ffile-prefix-map=$root=/robodrome"
        -Wl,--build-id=none "-Wl,-z,stack-size=$STACK_BYTES" -Ibots/sdk/c)
    for name in $(with '*.c'); do
        "${zig[@]}" cc -std=c99 "${common[@]}" "bots/samples/$name/$name.c" -o "$built/$name.wasm"
    done
    for name in $(with '*.cpp'); do
        "${zig[@]}" c++ -std=c++20 -fno-exceptions "${common[@]}" -Ibots/sdk/cpp "bots/samples/$name/$name.cpp" \
            -o "$built/$name.wasm"
    done
    for name in $(with '*.zig'); do
        "${zig[@]}" build-exe -target wasm32-wasi -O ReleaseSmall -fstrip --stack "$STACK_BYTES" \
            --dep robodrome "-Mroot=bots/samples/$name/$name.zig" \
            -Mrobodrome=bots/sdk/zig/robodrome/robodrome.zig "-femit-bin=$built/$name.wasm"
    done
}

build_go() {
    local name
    for name in $(with go.mod); do
        (cd "$samples/$name" && GOOS=wasip1 GOARCH=wasm "${go[@]}" build -trimpath -buildvcs=false \
            -ldflags="-s -w -buildid=" -o "$built/$name.wasm" .)
    done
}

build_assemblyscript() {
    local name
    for name in $(with '*.ts'); do
        "${asc[@]}" "bots/samples/$name/$name.ts" -o "$built/$name.wasm" --config none \
            --runtime incremental --exportStart _start --maximumMemory 256 -O3 --shrinkLevel 1 --converge \
            --use abort=bots/sdk/assemblyscript/robodrome/wasi/abort
    done
}

rm -rf "$built"
mkdir -p "$built"
get_python "blake3==$BLAKE3_VERSION" || die "the package blake3 cannot be had from PyPI"
cd "$root"
build_rust
if get_zig; then build_zig; else skip '*.c'; skip '*.cpp'; skip '*.zig'; fi
if get_go; then build_go; else skip go.mod; fi
if get_asc; then build_assemblyscript; else skip '*.ts'; fi
rm -f "$built"/*.o
chmod 644 "$built"/*.wasm

# One line a module: its name, the BLAKE3 of its bytes, its size in bytes.
"$python" - "$built" >"$built/modules.lock" <<'PYTHON'
import blake3, pathlib, sys
print("# Written by bots/build.sh --update: module, BLAKE3, bytes.")
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.wasm")):
    data = path.read_bytes()
    print(f"{path.stem:<12} {blake3.blake3(data).hexdigest()} {len(data):>8}")
PYTHON

case "$mode" in
--check)
    if ! diff -u --label "checked in" --label "built" "$lock" "$built/modules.lock"; then
        die "modules differ from their sources: run bots/build.sh --update"
    fi
    for module in "$built"/*.wasm; do
        cmp "$module" "$modules/$(basename "$module")" || die "$(basename "$module") is not what its lock file says"
    done
    echo "bots/build.sh: every module is what its source builds to"
    ;;
--update)
    mkdir -p "$modules"
    rm -f "$modules"/*.wasm
    cp "$built"/*.wasm "$built/modules.lock" "$modules/"
    cat "$lock"
    ;;
"")
    cat "$built/modules.lock"
    ;;
esac
((${#skipped[@]} == 0)) || echo "bots/build.sh: without their compilers these stay as they are, unchecked: ${skipped[*]}"
