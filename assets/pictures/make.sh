#!/usr/bin/env bash
# Draws the pictures of README.md anew, from replays that the engine's tests keep. Needs a Vulkan driver, no display.
set -euo pipefail
cd "$(dirname "$0")/../.."
cargo build --release -p arena -p arena-viewer --bins --examples
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
robots=bots/samples/rumble
rumble="$work/chase-or-search.replay"
target/release/arena run --game rumble --seed 3 "$robots/kiter.js" "$robots/searcher.py" --out "$rumble" >/dev/null
shot=target/release/examples/shot
viewer=target/release/arena-viewer
here=assets/pictures
four=replays/golden/four-on-the-islands.replay
eight=replays/golden/eight-around-the-centre.replay
maze=replays/golden/duel-in-the-maze.replay

"$shot" "$eight" 120.62 "$here/arena.png" 1120x630 medium
"$shot" "$four" 140.6 "$here/tactical.png" 1120x630 tactical
"$shot" "$maze" 131 "$here/bot.png" 1120x630 low bot:1 pick:1:0 follow
"$shot" "$maze" 131.62 "$here/fog.png" 1120x630 low fog:0
"$shot" "$four" 9999 "$here/result.png" 1120x630 low result
"$shot" "$maze" 60 "$here/help.png" 1120x760 low help
"$shot" "$rumble" 47.5 "$here/rumble.png" 1120x630 low bot:0
"$shot" - 0 "$here/start.png" 1120x630 low
"$viewer" render "$four" --gif --from 120 --to 150 --size 560x315 --speed 1 --fps 12 --quality low \
    --out "$here/battle.gif"
ls -l "$here"
