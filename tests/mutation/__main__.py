"""Turns one sign at a time and runs the tests that should see it; prints those that none saw.

`python -m tests.mutation 400` tries as many, spread evenly over the rooms. Each is tried in a fork
of a process that has loaded the libraries, but nothing of the program.
"""

import ast
import importlib.abc
import importlib.util
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from random import Random
from types import ModuleType

import hypothesis  # noqa: F401
import icalendar  # noqa: F401
import jinja2  # noqa: F401
import pydantic  # noqa: F401
import pytest
import stdnum.cn.uscc  # noqa: F401
import typer  # noqa: F401

ROOT = Path(__file__).parents[2]
DECIDING = (
    "answer", "decisions", "designation", "identity", "publicity", "reapplication", "sentences",
    "snapshot", "timeline",
)  # fmt: skip
JUDGING = ("effects", "publicity", "revocation", "validity")
TESTS = {
    "register": ("test_standing", "test_registries", "test_second_fold", "test_register", "test_properties"),
    "checks": ("test_cases",),
}  # fmt: skip
PATIENCE = 240
TURNED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add,
}  # fmt: skip
NAMES = {"any": "all", "all": "any", "max": "min", "min": "max"}
Turn = Callable[[], str]


def modules() -> list[tuple[str, Path]]:
    """Every room whose signs are turned, by the name of its module."""
    rooms = [("register", name) for name in DECIDING] + [("checks", name) for name in JUDGING]
    return [(f"generator.{a}.{b}", ROOT / "generator" / a / f"{b}.py") for a, b in rooms]


def turns(tree: ast.AST) -> Iterator[tuple[int, Turn]]:
    """Every sign that can be turned, with its line; the turn says what it did."""
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        for holder, name in ((node, "op"), (node, "ops")):
            signs = getattr(holder, name, None)
            for at, sign in enumerate(signs if isinstance(signs, list) else [signs]):
                if type(sign) in TURNED:
                    yield line, _sign(node, name, at)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield line, _not(node)
        if isinstance(node, ast.Constant) and isinstance(node.value, bool):
            yield line, _constant(node, not node.value)
        elif isinstance(node, ast.Constant) and isinstance(node.value, int):
            yield line, _constant(node, node.value + 1)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NAMES:
            yield line, _name(node.func)


def _sign(node: ast.AST, name: str, at: int) -> Turn:
    def turn() -> str:
        signs = getattr(node, name)
        old = signs[at] if isinstance(signs, list) else signs
        new = TURNED[type(old)]()
        if isinstance(signs, list):
            signs[at] = new
        else:
            setattr(node, name, new)
        return f"{type(old).__name__} → {type(new).__name__}"

    return turn


def _not(node: ast.UnaryOp) -> Turn:
    def turn() -> str:
        node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)
        return "not dropped"

    return turn


def _constant(node: ast.Constant, value: object) -> Turn:
    def turn() -> str:
        old, node.value = node.value, value  # type: ignore[assignment]
        return f"{old} → {value}"

    return turn


def _name(node: ast.Name) -> Turn:
    def turn() -> str:
        old, node.id = node.id, NAMES[node.id]
        return f"{old} → {node.id}"

    return turn


class Mutant(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module of the program with one sign turned; all others as they are."""

    def __init__(self, name: str, path: Path, tree: ast.Module) -> None:
        self.name, self.path, self.tree = name, path, tree

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self.name:
            return None
        return importlib.util.spec_from_loader(fullname, self, origin=str(self.path))

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = str(self.path)
        exec(compile(ast.fix_missing_locations(self.tree), str(self.path), "exec"), vars(module))


def tried(name: str, path: Path, number: int) -> tuple[str, bool]:
    """What was turned, and whether a test saw it."""
    source = path.read_text("utf-8")
    tree = ast.parse(source)
    line, turn = [*turns(tree)][number] if number >= 0 else (1, lambda: "nothing turned")
    says = f"{path.relative_to(ROOT)}:{line} {turn()}: {source.splitlines()[line - 1].strip()}"
    child = os.fork()
    if not child:
        _ended_by_tests(name, path, tree)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return says, status != 0
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return says, True


def _ended_by_tests(name: str, path: Path, tree: ast.Module) -> None:
    """Ends the process with 0 where every test passes."""
    with open(os.devnull, "w") as nothing:  # noqa: PTH123
        os.dup2(nothing.fileno(), 1)
        os.dup2(nothing.fileno(), 2)
    sys.meta_path.insert(0, Mutant(name, path, tree))
    files = [str(ROOT / "tests" / f"{each}.py") for each in TESTS[name.split(".")[1]]]
    code = 1
    try:
        code = int(pytest.main(["-x", "--assert=plain", "-m", "not slow and not browser", *files]))
    finally:
        os._exit(code)


def main(wanted: int) -> None:
    """Try so many mutants, drawn evenly; print the survivors."""
    every = [
        (name, path, number)
        for name, path in modules()
        for number, _ in enumerate(turns(ast.parse(path.read_text("utf-8"))))
    ]
    chosen = sorted(Random(19).sample(every, min(wanted, len(every))))
    print(f"{len(every)} signs, {len(chosen)} of them turned", flush=True)
    for room in TESTS:
        name, path = next(each for each in modules() if f".{room}." in each[0])
        assert not tried(name, path, -1)[1], f"{room}: the tests fail by themselves"
    survivors = []
    for at, mutant in enumerate(chosen, 1):
        says, is_seen = tried(*mutant)
        if not is_seen:
            survivors.append(says)
            print(f"{at}: {says}", flush=True)
        if at % 25 == 0:
            print(f"{at} tried, {len(survivors)} not seen", flush=True)
    print(f"{len(chosen) - len(survivors)} of {len(chosen)} seen")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
