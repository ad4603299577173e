"""Compiles the modules that scripts may import into a C header.

    freeze.py LIB OURS... > frozen.h

LIB is CPython's Lib folder; OURS are files of modules of our own. Each `import` that a listed module makes is followed, so
the list names what robots import, and nothing else.
"""

import marshal
import modulefinder
import pathlib
import sys

# What published robots use, and what comes with it in the mind of a Python programmer.
WANTED = """
    __future__ abc array ast bisect builtins calendar cmath collections collections.abc colorsys contextlib contextvars copy
    copyreg csv dataclasses datetime decimal dis encodings.ascii encodings.latin_1 encodings.utf_8 enum errno fractions functools gc
    graphlib hashlib heapq inspect io itertools json keyword linecache logging math numbers operator os pickle pprint
    queue random re reprlib sched statistics string struct sys textwrap threading time timeit token tokenize
    traceback types typing warnings weakref
""".split()

# Nothing that a bot can use, and much of it.
UNWANTED = """
    argparse asyncio bz2 ctypes doctest encodings.mbcs encodings.oem getopt getpass gettext importlib.abc importlib.metadata
    importlib.readers importlib.resources lzma multiprocessing optparse pathlib pdb pydoc readline select selectors shutil
    signal site socket ssl subprocess sysconfig tarfile tempfile tracemalloc unittest urllib zipfile zlib
""".split()

# CPython has these frozen itself.
BUILT_IN = """
    _collections_abc abc codecs genericpath importlib._bootstrap importlib._bootstrap_external importlib.machinery
    importlib.util io ntpath os posixpath stat
""".split()


def sources(library, ours):
    """The source of each module that is wanted, by its name, and whether it is a package."""
    finder = modulefinder.ModuleFinder(path=[str(library)], excludes=UNWANTED)
    for file in ours:
        finder.load_file(str(file))
    for name in WANTED:
        if has_source(library, name):
            finder.import_hook(name)
    found = {}
    for name, module in finder.modules.items():
        if module.__file__ and name != "__main__" and name not in BUILT_IN:
            found[name] = (pathlib.Path(module.__file__), module.__path__ is not None)
    for file in ours:
        found[file.stem] = (file, False)
    return dict(sorted(found.items()))


def has_source(library, name):
    """Whether there is a source; modules written in C are part of Python already."""
    base = library / name.replace(".", "/")
    return base.with_suffix(".py").exists() or (base / "__init__.py").exists()


def marshalled(name, file):
    code = compile(file.read_bytes(), f"<frozen {name}>", "exec", dont_inherit=True, optimize=2)
    # Later versions of the format write down which objects happen to be shared, which is not the same each time.
    return marshal.dumps(code, 2)


def header(modules):
    identifier = lambda name: "frozen_" + name.replace(".", "_")
    out = ["/* Made by freeze.py. */"]
    for name, (file, _) in modules.items():
        data = marshalled(name, file)
        out.append(f"static unsigned char {identifier(name)}[{len(data)}] = {{{','.join(map(str, data))}}};")
    out.append("static const struct _frozen frozen_modules[] = {")
    for name, (_, is_package) in modules.items():
        array = identifier(name)
        out.append(f'    {{"{name}", {array}, sizeof {array}, {int(is_package)}, NULL}},')
    out.append("    {NULL},\n};")
    names = ", ".join(f'"{name}"' for name in modules)
    out.append(f"static const char *const frozen_names[] = {{{names}, NULL}};")
    out.append("static void wipe_frozen(void) {")
    out += [f"    memset({identifier(name)}, 0, sizeof {identifier(name)});" for name in modules]
    out.append("}")
    return "\n".join(out)


if __name__ == "__main__":
    library, *ours = map(pathlib.Path, sys.argv[1:])
    print(header(sources(library, ours)))
