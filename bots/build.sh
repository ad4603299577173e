#!/usr/bin/env bash
# Builds every bot in bots/samples to WebAssembly, the same bytes on every machine.
#
#   bots/build.sh            build into the target folder
#   bots/build.sh --check    also compare with bots/modules, and name what differs
#   bots/build.sh --update   also rewrite bots/modules and its lock file
#
# Needs rustup's target wasm32-wasip1 and python3. Zig (the C compiler) and BLAKE3 come from PyPI, in the versions below,
# into a virtual environment in the target folder, unless python3 has them already.
set -euo pipefail

RUSTC_VERSION="1.95.0"
ZIG_VERSION="0.17.0"
BLAKE3_VERSION="1.0.11"
STACK_BYTES=262144

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"
target="${CARGO_TARGET_DIR:-$root/target-bots}"
built="$target/modules"
modules="$root/bots/modules"
lock="$modules/modules.lock"

die() {
    printf 'bots/build.sh: %s\n' "$*" >&2
    exit 1
}

mode="${1:-}"
case "$mode" in
"" | --check | --update) ;;
*) die "unknown argument '$mode'; there are --check and --update" ;;
esac

# Other compilers build other bytes.
version="$(cd "$root" && rustc --version)" || die "rustc is missing: install rustup from https://rustup.rs"
[[ "$version" == "rustc $RUSTC_VERSION "* ]] ||
    die "this is $version, the modules are built with $RUSTC_VERSION: try RUSTUP_TOOLCHAIN=$RUSTC_VERSION"
sysroot="$(cd "$root" && rustc --print sysroot)"
[[ -d "$sysroot/lib/rustlib/wasm32-wasip1" ]] || die "run: rustup target add wasm32-wasip1"

has_tools() {
    [[ "$("$1" -m ziglang version 2>/dev/null)" == "$ZIG_VERSION" ]] && "$1" -c 'import blake3' 2>/dev/null
}
python=python3
if ! has_tools "$python"; then
    python="$target/venv/bin/python"
    if ! has_tools "$python"; then
        python3 -m venv "$target/venv"
        "$python" -m pip install --quiet "ziglang==$ZIG_VERSION" "blake3==$BLAKE3_VERSION"
    fi
fi

rm -rf "$built"
mkdir -p "$built"

# Paths of this machine must not get into the modules.
flags=(
    "--remap-path-prefix=$root=/robodrome"
    "--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo"
    "--remap-path-prefix=$sysroot=/rust"
    "-Clink-arg=-zstack-size=$STACK_BYTES"
)
CARGO_ENCODED_RUSTFLAGS="$(IFS=$'\x1f' && printf '%s' "${flags[*]}")"
export CARGO_ENCODED_RUSTFLAGS
unset RUSTFLAGS

rust_bots=()
packages=()
for manifest in "$root"/bots/samples/*/Cargo.toml; do
    name="$(basename "$(dirname "$manifest")")"
    rust_bots+=("$name")
    packages+=(-p "bot-$name")
done
packages+=(-p bot-rumble)
(cd "$root" && CARGO_TARGET_DIR="$target" cargo build --quiet --locked --profile bot --target wasm32-wasip1 "${packages[@]}")
# One package holds the robots of Rumble.
rust_bots+=(rumble-chaser rumble-sitter)
for name in "${rust_bots[@]}"; do
    cp "$target/wasm32-wasip1/bot/$name.wasm" "$built/$name.wasm"
done

for source in "$root"/bots/samples/*/*.c; do
    name="$(basename "$source" .c)"
    (cd "$root" && "$python" -m ziglang cc -target wasm32-wasi -std=c99 -O2 -g0 -s -Wall -Wextra -Werror \
        "-ffile-prefix-map=$root=/robodrome" -Wl,--build-id=none "-Wl,-z,stack-size=$STACK_BYTES" \
        -Ibots/sdk/c "bots/samples/$name/$name.c" -o "$built/$name.wasm")
done
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
