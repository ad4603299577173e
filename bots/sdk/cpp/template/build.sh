#!/bin/sh
# Builds bot.cpp into bot.wasm, with whichever compiler for WebAssembly is there. CXX overrides the choice.
# Without --strip-debug the module also knows its source lines, and is larger.
set -eu
cd "$(dirname "$0")"

flags="-std=c++20 -O2 -fno-exceptions -Wall -Wextra -Wl,-z,stack-size=262144 -Wl,--strip-debug bot.cpp -o bot.wasm"

if [ -n "${CXX:-}" ]; then
    $CXX $flags
elif [ -x "${WASI_SDK_PATH:-/opt/wasi-sdk}/bin/clang++" ]; then
    "${WASI_SDK_PATH:-/opt/wasi-sdk}/bin/clang++" $flags
elif python3 -m ziglang version >/dev/null 2>&1; then
    python3 -m ziglang c++ -target wasm32-wasi $flags
elif command -v zig >/dev/null 2>&1; then
    zig c++ -target wasm32-wasi $flags
else
    cat >&2 <<'EOT'
No C++ compiler for WebAssembly was found. Install one of these:
  Zig, which brings everything:   python3 -m pip install ziglang
  wasi-sdk, in /opt/wasi-sdk:     https://github.com/WebAssembly/wasi-sdk/releases
EOT
    exit 1
fi
ls -l bot.wasm
