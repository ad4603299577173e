"""Runs a module's `_initialize` and `prepare` once, and writes what they leave in memory into the module.

    snapshot.py IN.wasm OUT.wasm

What is then left of starting up is copying the memory. The module must be a reactor: its `_start` must not initialise
anything again. It is run without clock, random numbers, files and arguments, so the same module gives the same bytes.
"""

import struct
import sys

import wasmtime

import wasm

PREVIEW1 = "wasi_snapshot_preview1"
EBADF, ENOSYS = 8, 52
CLOCK_NS = 946_684_800 * 10**9  # 2000-01-01, where the sandbox's clock begins
PAGE = 65536

# Runs of zeros that are shorter cost less as data than as another segment.
GAP_BYTES = 64


class Host:
    """The functions that a module can import while it is prepared."""

    def __init__(self):
        self.memory = None

    def write(self, address, data):
        self.memory.write(self.store, data, address)

    def link(self, linker, module):
        for imported in module.imports:
            if imported.module != PREVIEW1:
                raise SystemExit(f"cannot prepare a module that imports from {imported.module}")
            function = getattr(self, imported.name, None) or (lambda *_: ENOSYS)
            if imported.name == "proc_exit":
                function = self.proc_exit
            linker.define_func(PREVIEW1, imported.name, imported.type, function)

    def fd_write(self, descriptor, buffers, count, written):
        total = 0
        for i in range(count):
            at, length = struct.unpack("<II", self.memory.read(self.store, buffers + 8 * i, buffers + 8 * i + 8))
            sys.stderr.buffer.write(self.memory.read(self.store, at, at + length))
            total += length
        self.write(written, struct.pack("<I", total))
        return 0

    def fd_fdstat_get(self, descriptor, out):
        if descriptor > 2:
            return EBADF
        self.write(out, struct.pack("<BxHxxxxQQ", 2, 0, 2**64 - 1, 2**64 - 1))
        return 0

    def fd_filestat_get(self, descriptor, out):
        if descriptor > 2:
            return EBADF
        self.write(out, struct.pack("<QQB7xQQQQQ", 0, 0, 2, 1, 0, 0, 0, 0))
        return 0

    def fd_prestat_get(self, descriptor, out):
        return EBADF

    def args_sizes_get(self, count, size):
        self.write(count, bytes(4))
        self.write(size, bytes(4))
        return 0

    environ_sizes_get = args_sizes_get

    def args_get(self, *_):
        return 0

    environ_get = args_get

    def random_get(self, at, length):
        self.write(at, bytes(length))
        return 0

    def clock_time_get(self, clock, precision, out):
        self.write(out, struct.pack("<Q", CLOCK_NS))
        return 0

    def clock_res_get(self, clock, out):
        self.write(out, struct.pack("<Q", 10**9))
        return 0

    def proc_exit(self, code):
        raise SystemExit(f"the module left with code {code} while it was prepared")


def run(module_bytes, global_count):
    """Prepares a module: its memory, and the value of each global."""
    config = wasmtime.Config()
    config.cranelift_nan_canonicalization = True
    engine = wasmtime.Engine(config)
    store = wasmtime.Store(engine)
    module = wasmtime.Module(engine, module_bytes)
    linker = wasmtime.Linker(engine)
    host = Host()
    host.store = store
    host.link(linker, module)
    instance = linker.instantiate(store, module).exports(store)
    host.memory = instance["memory"]
    instance["_initialize"](store)
    instance["prepare"](store)
    values = [instance[f"global {i}"].value(store) for i in range(global_count)]
    return bytes(host.memory.read(store, 0, host.memory.data_len(store))), values


def with_globals_exported(parts, count):
    wanted = [(f"global {i}", 3, i) for i in range(count)]
    return wasm.module(
        (kind, wasm.export_section(wasm.exports(body) + wanted) if kind == wasm.EXPORT else body)
        for kind, body in parts
    )


def constant(ty, value):
    """The initial value of a global."""
    if ty in (wasm.I32, wasm.I64):
        encoded = wasm.signed(value)
    else:
        encoded = struct.pack("<f" if ty == wasm.F32 else "<d", value)
    return bytes([wasm.CONST[ty]]) + encoded + bytes([wasm.END])


def segments(memory):
    """The parts of a memory that are not zero, as pairs of address and bytes."""
    at, end, zeros = 0, len(memory), bytes(GAP_BYTES)
    while at < end:
        # The next byte that is not zero, page by page where they are empty.
        while at < end and memory[at] == 0:
            at += PAGE if memory[at : at + PAGE] == bytes(PAGE) else 1
        if at >= end:
            return
        stop = memory.find(zeros, at)
        stop = end if stop < 0 else stop
        yield at, memory[at:stop]
        at = stop


def data_section(memory):
    def segment(at, data):
        return b"\0" + constant(wasm.I32, at) + wasm.number(len(data)) + data

    return wasm.vector(segment(at, data) for at, data in segments(memory))


def snapshot(module_bytes):
    parts = [(kind, body) for kind, body in wasm.sections(module_bytes) if kind != wasm.DATA_COUNT]
    bodies = dict(parts)
    if wasm.START in bodies:
        raise SystemExit("the module has a start section: link it as a reactor")
    found = wasm.globals_of(bodies.get(wasm.GLOBAL, b"\0"))
    memory, values = run(with_globals_exported(parts, len(found)), len(found))

    # The stack comes first in memory, and nothing on it is in use.
    stack_pointer = values[0]
    memory = bytes(stack_pointer) + memory[stack_pointer:]

    _, maximum = wasm.Reader(bodies[wasm.MEMORY], 1).limits()
    pages = wasm.number(len(memory) // PAGE)
    limits = b"\0" + pages if maximum is None else b"\1" + pages + wasm.number(maximum)
    bodies[wasm.MEMORY] = b"\1" + limits
    bodies[wasm.GLOBAL] = wasm.vector(
        bytes([ty, mutable]) + (constant(ty, value) if mutable else initial)
        for (ty, mutable, initial), value in zip(found, values)
    )
    kept = [export for export in wasm.exports(bodies[wasm.EXPORT]) if export[0] in ("memory", "_start")]
    bodies[wasm.EXPORT] = wasm.export_section(kept)
    bodies[wasm.DATA] = data_section(memory)
    order = [kind for kind, _ in parts]
    if wasm.DATA not in order:
        order.append(wasm.DATA)
    return wasm.module((kind, bodies[kind]) for kind in order)


if __name__ == "__main__":
    source, target = sys.argv[1:]
    with open(source, "rb") as file:
        made = snapshot(file.read())
    with open(target, "wb") as file:
        file.write(made)
