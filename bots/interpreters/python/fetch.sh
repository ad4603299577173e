#!/usr/bin/env bash
# Fetches CPython's release from Debian's source package and unpacks it: fetch.sh VERSION SHA256 FOLDER
set -euo pipefail
version="$1" sha256="$2" folder="$3"
archive="python3.11_$version.orig.tar.gz"
cd "$folder"
if [[ ! -f "$archive" ]]; then
    # Most machines list no source packages: the machine's own list of Debian's, with the other type.
    mkdir -p lists/partial sources
    sed 's/^Types: deb$/Types: deb-src/' /etc/apt/sources.list.d/debian.sources >sources/debian.sources
    apt=(apt-get -qq -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$folder/sources" -o "Dir::State::lists=$folder/lists")
    "${apt[@]}" update
    # Only the release's own archive is wanted: that Debian's changes to it cannot be had does not matter.
    "${apt[@]}" source --download-only python3.11 2>/dev/null || true
fi
echo "$sha256  $archive" | sha256sum --check --quiet
tar xf "$archive"
