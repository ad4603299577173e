#!/usr/bin/env bash
# Gives targets new inputs for a long time, with libFuzzer:
#
#   run.sh TARGET|all SECONDS [libFuzzer's options]   looks for inputs that break a law, SECONDS for each target
#   run.sh cmin TARGET|all                            keeps what reaches the most of what was found so far in corpus/
#
# The canary must be caught: `run.sh canary SECONDS` fails if it is not.
set -euo pipefail
cd "$(dirname "$0")"

version=0.13.2
targets=(admission instrumentation backends wasi lines replays rules)
usage() { sed -n '4,5s/^#   //p' "$0"; exit 2; }
[ $# -ge 2 ] || usage

cargo fuzz --version 2>/dev/null | grep -qx "cargo-fuzz $version" ||
    cargo install cargo-fuzz --version "$version" --locked --quiet

# No sanitizer: our code is safe Rust, and compiled guests run on stacks and with signal handlers that the address
# sanitizer takes for errors. Without one nothing asks for a nightly compiler either.
fuzz() {
    local verb=$1
    shift
    RUSTC_WRAPPER=$PWD/targets/rustc.sh cargo fuzz "$verb" --fuzz-dir targets --sanitizer none "$@"
}

# What libFuzzer finds to be new is kept here, between runs too; only what is worth it goes to corpus/.
scratch() { echo "targets/corpus/$1"; }

hunt() {
    local target=$1 seconds=$2
    shift 2
    local folders=("$(scratch "$target")" "corpus/$target" "regressions/$target")
    mkdir -p "${folders[@]}"
    local dictionary=()
    [ ! -f "dictionaries/$target" ] || dictionary=("-dict=dictionaries/$target")
    fuzz run "$target" "${folders[@]}" -- -max_total_time="$seconds" -timeout=30 -rss_limit_mb=2500 \
        -max_len=4096 -len_control=0 -print_final_stats=1 "${dictionary[@]}" "$@"
}

# Counts what is reached, not how often: some hundreds of inputs do for that.
cmin() {
    local target=$1 work
    work=$(mktemp -d)
    mkdir -p "$(scratch "$target")" "corpus/$target"
    fuzz run "$target" "$work" "$(scratch "$target")" "corpus/$target" -- -set_cover_merge=1 -use_counters=0 -max_len=2048
    ls "$work" | wc -l
    rm -rf "corpus/$target"
    mkdir -p "corpus/$target"
    mv "$work"/* "corpus/$target"
    rmdir "$work"
}

if [ "$1" = cmin ]; then
    [ "$2" = all ] || targets=("$2")
    for target in "${targets[@]}"; do cmin "$target"; done
    exit
fi

name=$1 seconds=$2
shift 2
case $name in
canary)
    if hunt canary "$seconds" "$@"; then
        echo "the canary was not caught in $seconds s" >&2
        exit 1
    fi
    ls targets/artifacts/canary/crash-* >/dev/null && echo "the canary was caught"
    ;;
all)
    for target in "${targets[@]}"; do hunt "$target" "$seconds" "$@"; done
    ;;
*) hunt "$name" "$seconds" "$@" ;;
esac
