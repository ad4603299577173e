#!/bin/sh
# Builds the bot into bot.wasm with Go 1.27 or later, which fetches the right version of itself if it is older.
set -eu
cd "$(dirname "$0")"

if ! command -v go >/dev/null 2>&1; then
    echo "Go was not found. Install it: https://go.dev/dl" >&2
    exit 1
fi
GOOS=wasip1 GOARCH=wasm go build -trimpath -ldflags="-s -w" -o bot.wasm .
ls -l bot.wasm
