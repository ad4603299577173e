#!/usr/bin/env bash
# Lists the crates that `-p PROGRAM` would build with other features than `--workspace`: each line is one to name in
# Cargo.toml here. Prints nothing, and succeeds, when all commands share one build.
set -euo pipefail
cd "$(dirname "$0")/../.."
tree() { cargo tree --locked --prefix none --format '{p} {f}' "$@" | sed 's/ (\*)$//' | LC_ALL=C sort -u; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tree --workspace --edges normal,build,dev >"$work/all"
status=0
for program in arena arena-viewer arena-ladder rumblebot; do
    tree --package "$program" --edges normal,build >"$work/one"
    if LC_ALL=C comm -23 "$work/one" "$work/all" | sed "s/^/$program: /" | grep .; then status=1; fi
done
exit "$status"
