"""Turns one sign at a time and runs the tests that should see it; prints those that none saw.

`python -m tests.mutation 400` tries as many, drawn evenly from the rooms that decide. Each is tried
in a fork of a process that has loaded the program and its tests; the code of the functions of one
module is put in place of theirs.
"""

import ast
import gc
import importlib
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from types import CodeType, FunctionType

import pytest

ROOT = Path(__file__).parents[2]
DECIDING = (
    "answer", "decisions", "designation", "identity", "publicity", "reapplication", "sentences",
    "timeline",
)  # fmt: skip
JUDGING = ("effects", "publicity", "revocation", "validity")
TESTS = {
    "register": (
        "test_standing", "test_registries", "test_register", "test_snapshot", "test_second_fold",
        "test_surfaces",
    ),
    "checks": ("test_cases",),
}  # fmt: skip
SLOW = "not slow and not browser"
PATIENCE = 240
TURNED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add,
}  # fmt: skip
NAMES = {"any": "all", "all": "any", "max": "min", "min": "max"}
Turn = Callable[[], str]
Room = tuple[str, str]


def rooms() -> list[Room]:
    """Every room whose signs are turned."""
    return [*(("register", each) for each in DECIDING), *(("checks", each) for each in JUDGING)]


def path_of(room: Room) -> Path:
    return ROOT / "generator" / room[0] / f"{room[1]}.py"


def turns(tree: ast.Module) -> list[tuple[int, Turn]]:
    """Every sign within a function that can be turned, with its line; the turn says what it did."""
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    nodes = {id(each): each for f in functions for part in f.body for each in ast.walk(part)}
    found = [(node, turn) for node in nodes.values() for turn in _of_node(node)]
    return [(getattr(node, "lineno", 0), turn) for node, turn in found]


def _of_node(node: ast.AST) -> Iterator[Turn]:
    signs = getattr(node, "ops", None) or [getattr(node, "op", None)]
    yield from (_sign(node, at) for at, sign in enumerate(signs) if type(sign) in TURNED)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield _not(node)
    if isinstance(node, ast.Constant) and isinstance(node.value, bool | int):
        yield _constant(node)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NAMES:
        yield _name(node.func)


def _sign(node: ast.AST, at: int) -> Turn:
    def turn() -> str:
        signs = getattr(node, "ops", None)
        old = signs[at] if signs else getattr(node, "op")  # noqa: B009
        new = TURNED[type(old)]()
        if signs:
            signs[at] = new
        else:
            setattr(node, "op", new)  # noqa: B010
        return f"{type(old).__name__} → {type(new).__name__}"

    return turn


def _not(node: ast.UnaryOp) -> Turn:
    def turn() -> str:
        node.operand = ast.UnaryOp(ast.Not(), node.operand)
        return "not dropped"

    return turn


def _constant(node: ast.Constant) -> Turn:
    def turn() -> str:
        old = node.value
        node.value = not old if isinstance(old, bool) else int(str(old)) + 1
        return f"{old} → {node.value}"

    return turn


def _name(node: ast.Name) -> Turn:
    def turn() -> str:
        old, node.id = node.id, NAMES[node.id]
        return f"{old} → {node.id}"

    return turn


def codes(code: CodeType) -> Iterator[CodeType]:
    """A code and all those within it."""
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from codes(each)


def put_in_place(path: Path, tree: ast.Module) -> None:
    """Give the functions of a module that are at work the code of this tree."""
    whole = compile(ast.fix_missing_locations(tree), str(path), "exec")
    new = {(each.co_qualname, each.co_firstlineno): each for each in codes(whole)}
    for each in gc.get_objects():
        if isinstance(each, FunctionType) and each.__code__.co_filename == str(path):
            key = each.__code__.co_qualname, each.__code__.co_firstlineno
            if key in new:
                each.__code__ = new[key]


def tried(room: Room, number: int) -> tuple[str, bool]:
    """What was turned, and whether a test saw it; a number below 0 turns nothing."""
    path = path_of(room)
    source = path.read_text("utf-8")
    tree = ast.parse(source)
    line, turn = turns(tree)[number] if number >= 0 else (1, str)
    says = f"{path.relative_to(ROOT)}:{line} {turn()}: {source.splitlines()[line - 1].strip()}"
    child = os.fork()
    if not child:
        _ended_by_tests(room, path, tree)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return says, status != 0
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return says, True


def _ended_by_tests(room: Room, path: Path, tree: ast.Module) -> None:
    """Ends the process with 0 where every test passes."""
    with open(os.devnull, "w") as nothing:  # noqa: PTH123
        os.dup2(nothing.fileno(), 1)
        os.dup2(nothing.fileno(), 2)
    code = 1
    try:
        put_in_place(path, tree)
        code = int(pytest.main(["-x", "--assert=plain", "-m", SLOW, *_files(room)]))
    finally:
        os._exit(code)


def _files(room: Room) -> list[str]:
    """The tests of a room; of checks, the cases of the codes that these modules have between them."""
    files = [str(ROOT / "tests" / f"{each}.py") for each in TESTS[room[0]]]
    if room[0] == "register":
        return files
    texts = [path_of(("checks", each)).read_text("utf-8") for each in JUDGING]
    rules = re.findall(r'^    "([A-Z]\d{3})",', "".join(texts), re.MULTILINE)
    return [*files, "-k", " or ".join(rules)]


def main(wanted: int, part: int, parts: int) -> None:
    """Try so many mutants, or one part of them, and print the survivors."""
    for room in rooms():
        importlib.import_module(f"generator.{room[0]}.{room[1]}")
    for name in ("conftest", *TESTS["register"], *TESTS["checks"]):
        importlib.import_module(f"tests.{name}")
    every = [
        (room, number)
        for room in rooms()
        for number, _ in enumerate(turns(ast.parse(path_of(room).read_text("utf-8"))))
    ]
    chosen = Random(19).sample(every, min(wanted, len(every)))[part::parts]
    print(f"{len(every)} signs, {len(chosen)} of them turned", flush=True)
    for room in (("register", "answer"), ("checks", "effects")):
        assert not tried(room, -1)[1], f"{room}: the tests fail by themselves"
    survivors = 0
    for at, mutant in enumerate(chosen, 1):
        says, is_seen = tried(*mutant)
        survivors += not is_seen
        if not is_seen:
            print(says, flush=True)
        if at % 25 == 0 or at == len(chosen):
            print(f"{at - survivors} of {at} seen", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or (400,)), *(0, 1)[: 0 if len(sys.argv) > 2 else 2])
