#!/bin/sh
# Builds bot.c into bot.wasm, with whichever compiler for WebAssembly is there. CC overrides the choice.
# Without --strip-debug the module also knows its source lines, and is a megabyte larger.
set -eu
cd "$(dirname "$0")"

flags="-std=c99 -O2 -Wall -Wextra -Wl,-z,stack-size=262144 -Wl,--strip-debug bot.c -o bot.wasm"
sysroot="${WASI_SYSROOT:-}"
for candidate in "${WASI_SDK_PATH:-/opt/wasi-sdk}/share/wasi-sysroot" /usr; do
    if [ -z "$sysroot" ] && [ -e "$candidate/lib/wasm32-wasi/libc.a" ]; then sysroot="$candidate"; fi
done

if [ -n "${CC:-}" ]; then
    $CC $flags
elif [ -x "${WASI_SDK_PATH:-/opt/wasi-sdk}/bin/clang" ]; then
    "${WASI_SDK_PATH:-/opt/wasi-sdk}/bin/clang" $flags
elif python3 -m ziglang version >/dev/null 2>&1; then
    python3 -m ziglang cc -target wasm32-wasi $flags
elif command -v zig >/dev/null 2>&1; then
    zig cc -target wasm32-wasi $flags
elif command -v clang >/dev/null 2>&1 && [ -n "$sysroot" ]; then
    clang --target=wasm32-wasi --sysroot="$sysroot" $flags
else
    cat >&2 <<'EOT'
No C compiler for WebAssembly was found. Install one of these:
  Zig, which brings everything:   python3 -m pip install ziglang
  wasi-sdk, in /opt/wasi-sdk:     https://github.com/WebAssembly/wasi-sdk/releases
  Debian, Ubuntu:                 apt install clang lld wasi-libc libclang-rt-dev-wasm32
EOT
    exit 1
fi
ls -l bot.wasm
