"""Takes WebAssembly modules apart into sections, and puts them together again."""

MAGIC = b"\0asm\1\0\0\0"
CUSTOM, TYPE, IMPORT, FUNCTION, TABLE, MEMORY, GLOBAL, EXPORT, START, ELEMENT, CODE, DATA, DATA_COUNT = range(13)

I32, I64, F32, F64 = 0x7F, 0x7E, 0x7D, 0x7C
CONST = {I32: 0x41, I64: 0x42, F32: 0x43, F64: 0x44}
END = 0x0B


class Reader:
    """Reads the bytes of a section from front to back."""

    def __init__(self, data, at=0):
        self.data, self.at = data, at

    def has_more(self):
        return self.at < len(self.data)

    def byte(self):
        self.at += 1
        return self.data[self.at - 1]

    def bytes(self, count):
        self.at += count
        return self.data[self.at - count : self.at]

    def number(self):
        """An unsigned LEB128 number."""
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    def signed(self):
        """A signed LEB128 number."""
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value - (1 << shift) if byte & 0x40 else value

    def name(self):
        return self.bytes(self.number()).decode()

    def limits(self):
        """The minimum, and the maximum or None."""
        has_maximum = self.byte() & 1
        minimum = self.number()
        return minimum, self.number() if has_maximum else None


def number(value):
    """An unsigned LEB128 number."""
    out = bytearray()
    while True:
        value, low = value >> 7, value & 0x7F
        out.append(low | 0x80 if value else low)
        if not value:
            return bytes(out)


def signed(value):
    """A signed LEB128 number."""
    out = bytearray()
    while True:
        low = value & 0x7F
        value >>= 7
        is_last = value == (-1 if low & 0x40 else 0)
        out.append(low if is_last else low | 0x80)
        if is_last:
            return bytes(out)


def vector(items):
    items = list(items)
    return number(len(items)) + b"".join(items)


def name(text):
    return number(len(text.encode())) + text.encode()


def sections(module):
    """The sections in order, as pairs of number and body; custom ones are left out."""
    if not module.startswith(MAGIC):
        raise SystemExit("this is no WebAssembly module")
    reader, found = Reader(module, len(MAGIC)), []
    while reader.has_more():
        kind = reader.byte()
        body = reader.bytes(reader.number())
        if kind != CUSTOM:
            found.append((kind, body))
    return found


def module(parts):
    """A module of these sections."""
    return MAGIC + b"".join(bytes([kind]) + number(len(body)) + body for kind, body in parts)


def exports(body):
    """Triples of name, kind and index."""
    reader = Reader(body)
    return [(reader.name(), reader.byte(), reader.number()) for _ in range(reader.number())]


def export_section(found):
    return vector(name(text) + bytes([kind]) + number(index) for text, kind, index in found)


def globals_of(body):
    """Triples of type, whether it is mutable, and the bytes of its initial value."""
    reader, found = Reader(body), []
    for _ in range(reader.number()):
        ty, mutable, begin = reader.byte(), reader.byte() == 1, reader.at
        skip_constant(reader)
        found.append((ty, mutable, bytes(reader.data[begin : reader.at])))
    return found


def skip_constant(reader):
    """Passes by a constant expression."""
    while (op := reader.byte()) != END:
        if op in (0x41, 0x42):
            reader.signed()
        elif op == 0x43:
            reader.bytes(4)
        elif op == 0x44:
            reader.bytes(8)
        elif op in (0x23, 0xD2):
            reader.number()
        elif op == 0xD0:
            reader.byte()
        else:
            raise SystemExit(f"a constant with the instruction {op:#x} is not expected here")
