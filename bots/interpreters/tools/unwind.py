"""Gives C code a `longjmp` that is made of ordinary returns, so that it needs no exception handling.

    unwind.py IN.wasm OUT.wasm

The module imports two functions from `unwind`:

* `throw()` begins to unwind: it never comes back to its caller.
* `caught() -> i32`, called behind a call by the function that is to stop the unwinding: whether that call was unwound.

Each function that may be unwound gets a look at a flag behind each of its calls that may throw, and returns where the flag
is up. A function that calls `caught` gets none; it puts the stack pointer back instead. The cost is three instructions
for a call that may throw, and nothing elsewhere.
"""

import sys

import wasm

MODULE = "unwind"
CALL, CALL_INDIRECT, RETURN, IF, WRAPPED_END = 0x10, 0x11, 0x0F, 0x04, 0x0B
GLOBAL_GET, GLOBAL_SET, LOCAL_GET, LOCAL_SET, EMPTY = 0x23, 0x24, 0x20, 0x21, 0x40
STACK_POINTER = 0  # the linker's first global


def skip_immediates(op, reader):
    """Passes by what follows an opcode."""
    if op in (0x02, 0x03, 0x04):  # block, loop, if
        reader.signed()
    elif op in (0x0C, 0x0D, CALL, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0xD2):
        reader.number()
    elif op == 0x0E:  # br_table
        for _ in range(reader.number() + 1):
            reader.number()
    elif op == CALL_INDIRECT or 0x28 <= op <= 0x3E:  # also loads and stores
        reader.number()
        reader.number()
    elif op == 0x1C:  # select with types
        for _ in range(reader.number()):
            reader.byte()
    elif op in (0x3F, 0x40, 0xD0):  # memory.size, memory.grow, ref.null
        reader.byte()
    elif op == 0x41:
        reader.signed()
    elif op == 0x42:
        reader.signed()
    elif op == 0x43:
        reader.bytes(4)
    elif op == 0x44:
        reader.bytes(8)
    elif op == 0xFC:
        sub = reader.number()
        count = {8: 2, 9: 1, 10: 2, 11: 1, 12: 2, 13: 1, 14: 2, 15: 1, 16: 1, 17: 1}.get(sub, 0)
        for _ in range(count):
            reader.number()
    elif op >= 0xC5 or op in (0x06, 0x07, 0x08, 0x09, 0x0A, 0x12, 0x13):
        raise SystemExit(f"the instruction {op:#x} is not expected here")


class Body:
    """A function's locals and instructions."""

    def __init__(self, data):
        reader = wasm.Reader(data)
        self.locals = [(reader.number(), reader.byte()) for _ in range(reader.number())]
        self.code = bytes(reader.data[reader.at :])

    def calls(self):
        """Where each call begins and ends in the code, and what it calls; None through a table."""
        reader = wasm.Reader(self.code)
        while reader.has_more():
            begin, op = reader.at, reader.byte()
            if op == CALL:
                callee = reader.number()
                yield begin, reader.at, callee
            else:
                skip_immediates(op, reader)
                if op == CALL_INDIRECT:
                    yield begin, reader.at, None

    def encode(self):
        head = wasm.vector(wasm.number(count) + bytes([ty]) for count, ty in self.locals)
        return head + self.code


def function_types(body):
    """The parameters and results of each type."""
    reader, found = wasm.Reader(body), []
    for _ in range(reader.number()):
        assert reader.byte() == 0x60, "only function types are expected"
        found.append([reader.bytes(reader.number()), reader.bytes(reader.number())])
    return found


def function_imports(body):
    """Triples of module, name and type."""
    reader, found = wasm.Reader(body), []
    for _ in range(reader.number()):
        module, name, kind = reader.name(), reader.name(), reader.byte()
        assert kind == 0, "only functions are expected to be imported"
        found.append((module, name, reader.number()))
    return found


def may_throw(bodies, imported, throw, catchers):
    """Numbers of the functions in which `throw` can come to be called, catchers excepted."""
    callers = {}
    found = {throw}
    for at, body in enumerate(bodies):
        if at in catchers:
            continue
        for _, _, callee in body.calls():
            if callee is None:
                found.add(imported + at)
            else:
                callers.setdefault(callee, set()).add(imported + at)
    waiting = list(found)
    while waiting:
        for caller in callers.get(waiting.pop(), ()):
            if caller not in found:
                found.add(caller)
                waiting.append(caller)
    return found


def zero(ty):
    return bytes([wasm.CONST[ty]]) + bytes({wasm.F32: 4, wasm.F64: 8}.get(ty, 1))


def rewrite(body, wrap):
    """A body with something put before and behind each call, as `wrap` says."""
    out, at = [], 0
    for begin, end, callee in body.calls():
        before, behind = wrap(callee)
        out += [body.code[at:begin], before, body.code[begin:end], behind]
        at = end
    body.code = b"".join(out) + body.code[at:]


class Pass:
    def __init__(self, parts):
        self.bodies_of = dict(parts)
        self.types = function_types(self.bodies_of[wasm.TYPE])
        self.imports = function_imports(self.bodies_of[wasm.IMPORT])
        reader = wasm.Reader(self.bodies_of[wasm.FUNCTION])
        self.functions = [reader.number() for _ in range(reader.number())]
        reader = wasm.Reader(self.bodies_of[wasm.CODE])
        self.bodies = [Body(reader.bytes(reader.number())) for _ in range(reader.number())]
        self.flag = wasm.Reader(self.bodies_of[wasm.GLOBAL]).number()
        names = {(module, name): at for at, (module, name, _) in enumerate(self.imports)}
        self.throw, self.caught = names[MODULE, "throw"], names[MODULE, "caught"]

    def run(self):
        is_catcher = lambda body: any(callee == self.caught for _, _, callee in body.calls())
        catchers = {at for at, body in enumerate(self.bodies) if is_catcher(body)}
        throwing = may_throw(self.bodies, len(self.imports), self.throw, catchers)
        for at, body in enumerate(self.bodies):
            if at in catchers:
                self.catch(at, body)
            elif len(self.imports) + at in throwing:
                self.let_through(at, body, throwing)
        self.replace_imports()
        self.bodies_of[wasm.CODE] = wasm.vector(
            wasm.number(len(data)) + data for data in (body.encode() for body in self.bodies)
        )
        found = wasm.Reader(self.bodies_of[wasm.GLOBAL])
        count = found.number()
        flag = bytes([wasm.I32, 1]) + zero(wasm.I32) + bytes([wasm.END])
        self.bodies_of[wasm.GLOBAL] = wasm.number(count + 1) + bytes(found.data[found.at :]) + flag
        return self.bodies_of

    def let_through(self, at, body, throwing):
        """Returns behind a call where the flag is up."""
        results = self.types[self.functions[at]][1]
        leave = b"".join([bytes([GLOBAL_GET]), wasm.number(self.flag), bytes([IF, EMPTY])])
        leave += b"".join(zero(ty) for ty in results) + bytes([RETURN, WRAPPED_END])
        rewrite(body, lambda callee: (b"", leave if callee is None or callee in throwing else b""))

    def catch(self, at, body):
        """Puts the stack pointer back behind each call through the table."""
        saved = len(self.types[self.functions[at]][0]) + sum(count for count, _ in body.locals)
        body.locals.append((1, wasm.I32))
        pointer, local = wasm.number(STACK_POINTER), wasm.number(saved)
        save = bytes([GLOBAL_GET]) + pointer + bytes([LOCAL_SET]) + local
        put_back = bytes([LOCAL_GET]) + local + bytes([GLOBAL_SET]) + pointer
        rewrite(body, lambda callee: (save, put_back) if callee is None else (b"", b""))

    def replace_imports(self):
        """Puts functions in the place of the two imports: those that are left keep their numbers where the two are last."""
        flag = wasm.number(self.flag)
        throw, caught = Body(b"\0"), Body(b"\0")
        throw.code = b"\x41\x01" + bytes([GLOBAL_SET]) + flag + bytes([wasm.END])
        caught.code = bytes([GLOBAL_GET]) + flag + zero(wasm.I32) + bytes([GLOBAL_SET]) + flag + bytes([wasm.END])
        last = len(self.imports) - 2
        if sorted([self.throw, self.caught]) != [last, last + 1]:
            raise SystemExit("the imports from `unwind` have to be the last ones")
        made = sorted([(self.throw, throw), (self.caught, caught)], key=lambda pair: pair[0])
        self.bodies[:0] = [body for _, body in made]
        self.functions[:0] = [self.imports[at][2] for at, _ in made]
        self.bodies_of[wasm.IMPORT] = wasm.vector(
            wasm.name(module) + wasm.name(name) + b"\0" + wasm.number(ty)
            for module, name, ty in self.imports[:last]
        )
        self.bodies_of[wasm.FUNCTION] = wasm.vector(wasm.number(ty) for ty in self.functions)


def unwind(module_bytes):
    parts = wasm.sections(module_bytes)
    rewritten = Pass(parts).run()
    return wasm.module((kind, rewritten[kind]) for kind, _ in parts)


if __name__ == "__main__":
    source, target = sys.argv[1:]
    with open(source, "rb") as file:
        made = unwind(file.read())
    with open(target, "wb") as file:
        file.write(made)
