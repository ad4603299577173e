#!/usr/bin/env bash
# Cargo's wrapper around rustc: coverage is counted in our own crates, and in those that read input or make it for us, but
# not in the compilers for WebAssembly, where it would drown what is looked for and make a run five times as slow.
set -euo pipefail
counted=" protocol rules replay sandbox fuzz wasmparser wasm_encoder wasm_smith serde_json postcard \
    admission instrumentation backends wasi lines replays canary "
crate=
for ((i = 1; i < $#; i++)); do
    if [ "${!i}" = --crate-name ]; then
        next=$((i + 1))
        crate=${!next}
    fi
done
[[ $counted != *" $crate "* ]] || exec "$@"
kept=()
for argument in "$@"; do
    case $argument in
    -Cpasses=sancov-module | -Cllvm-args=-sanitizer-coverage-* | -Ccodegen-units=1) ;;
    *) kept+=("$argument") ;;
    esac
done
exec "${kept[@]}"
