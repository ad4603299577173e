# Recurses without end in every way that a script can, and has to be told so each time.
import copy
import functools
import json
import pickle
import re
import sys


def depth(recurse):
    deepest = 0

    def enter():
        nonlocal deepest
        deepest += 1

    try:
        recurse(enter)
    except RecursionError:
        return deepest
    raise AssertionError("it ends")


def call(enter):
    def again():
        enter()
        again()

    again()


def attribute(enter):
    class A:
        def __getattr__(self, name):
            enter()
            return getattr(self, name + "x")

    A().x


def equality(enter):
    class A:
        def __eq__(self, other):
            enter()
            return self == other

    A() == A()


def addition(enter):
    class A:
        def __add__(self, other):
            enter()
            return self + other

    A() + A()


def text(enter):
    class A:
        def __repr__(self):
            enter()
            return f"{self!r}"

    repr(A())


def sort(enter):
    def key(value):
        enter()
        return sorted([1], key=key)

    key(1)


def generator(enter):
    def again():
        enter()
        yield from again()

    list(again())


def mapped(enter):
    def again(value):
        enter()
        return list(map(again, [1]))

    again(1)


def construct(enter):
    class A:
        def __init__(self):
            enter()
            A()

    A()


def cached(enter):
    @functools.lru_cache
    def again(n):
        enter()
        return again(n + 1)

    again(0)


def partial(enter):
    def again():
        enter()
        functools.partial(functools.partial(again))()

    again()


def executed(enter):
    def again():
        enter()
        exec("again()", {"again": again})

    again()


def contains(enter):
    class A:
        def __contains__(self, item):
            enter()
            return item in self

    1 in A()


WAYS = [
    call, attribute, equality, addition, text, sort, generator, mapped, construct, cached, partial, executed, contains,
]  # fmt: skip

for limit in (1000, 10**9):
    sys.setrecursionlimit(limit)
    print(sys.getrecursionlimit(), ", ".join(f"{way.__name__} {depth(way)}" for way in WAYS))

nested = []
for _ in range(200_000):
    nested = [nested]
for name, make in {
    "repr": lambda: repr(nested),
    "dumps": lambda: json.dumps(nested),
    "loads": lambda: json.loads("[" * 200_000 + "]" * 200_000),
    "copy": lambda: copy.deepcopy(nested),
    "pickle": lambda: pickle.dumps(nested),
    "equal": lambda: nested == [nested],
    "source": lambda: compile("(" * 200_000 + ")" * 200_000, "deep", "exec"),
    "operators": lambda: compile("-" * 200_000 + "1", "deep", "exec"),
    "attributes": lambda: compile("a" + ".b" * 200_000, "deep", "exec"),
    "pattern": lambda: re.compile("(" * 10_000 + ")" * 10_000),
    "match": lambda: re.match("(?:a|b)*c", "ab" * 200_000),
}.items():
    try:
        make()
        print(name, "works")
    except (RecursionError, MemoryError, SyntaxError, ValueError) as error:
        print(name, type(error).__name__, error)
del nested


def tick(message):
    return [{"unit": 0, "do": "mine"}]
