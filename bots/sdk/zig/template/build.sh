#!/bin/sh
# Builds bot.zig into bot.wasm with Zig 0.17. ZIG overrides which one.
# Without -fstrip the module also knows its source lines, and is larger.
set -eu
cd "$(dirname "$0")"

if [ -n "${ZIG:-}" ]; then
    zig="$ZIG"
elif python3 -m ziglang version >/dev/null 2>&1; then
    zig="python3 -m ziglang"
elif command -v zig >/dev/null 2>&1; then
    zig=zig
else
    echo "Zig was not found. Install it: python3 -m pip install ziglang==0.17.0, or https://ziglang.org/download" >&2
    exit 1
fi
case "$($zig version)" in
0.17.*) ;;
*) echo "This is Zig $($zig version); the SDK is written for 0.17: python3 -m pip install ziglang==0.17.0" >&2 ;;
esac

$zig build-exe -target wasm32-wasi -O ReleaseSmall -fstrip --stack 262144 \
    --dep robodrome -Mroot=bot.zig -Mrobodrome=robodrome/robodrome.zig -femit-bin=bot.wasm
ls -l bot.wasm
