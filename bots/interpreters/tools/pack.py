"""Packs a module with zstd, the same way each time.

    pack.py IN.wasm OUT.wasm.zst
"""

import pathlib
import sys

import zstandard

LEVEL = 19

if __name__ == "__main__":
    source, target = map(pathlib.Path, sys.argv[1:])
    target.write_bytes(zstandard.ZstdCompressor(level=LEVEL).compress(source.read_bytes()))
