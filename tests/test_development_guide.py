"""The guide for developers is followed, and what the documents name is there."""

import ast
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import tomllib
from contextlib import closing
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import typer

from generator.checks.casebook import BASE
from generator.cli import COMMANDS, front_desk
from tests.conftest import ROOT

GUIDE = (ROOT / "docs" / "development.md").read_text("utf-8")
DOCUMENTS = sorted(
    [*(ROOT / "docs").rglob("*.md"), *(ROOT / f"{n}.md" for n in ("README", "CONTRIBUTING", "SECURITY"))]
)  # fmt: skip
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
STEP = re.compile(r"^\d+\. `([\w/.]+\.py):([\w.]+)`", re.MULTILINE)
PLACE = re.compile(r"`([\w/]+\.py):([\w.]+)`")
EDIT = re.compile(r"```diff\n--- (\S+)\n (.+)\n\+(.+)\n```")


def walks() -> dict[str, list[tuple[str, str]]]:
    """Steps of each walk of the guide, by its heading: a file, and a function in it."""
    chapter = GUIDE.partition("## Three walks")[2].partition("\n## ")[0]
    sections = (each.partition("\n") for each in chapter.split("\n### ")[1:])
    return {heading: STEP.findall(text) for heading, _, text in sections}


@cache
def defined(path: str) -> dict[str, Function]:
    """Functions, classes and methods of a file, by their names."""
    names: dict[str, Function] = {}
    for node in ast.parse((ROOT / path).read_text("utf-8")).body:
        if isinstance(node, Function):
            names[node.name] = node
            inner = node.body if isinstance(node, ast.ClassDef) else []
            names |= {f"{node.name}.{n.name}": n for n in inner if isinstance(n, Function)}
    return names


def used(node: Function) -> set[str]:
    """Names and attributes that a function mentions."""
    nodes = [*ast.walk(node)]
    names = {each.id for each in nodes if isinstance(each, ast.Name)}
    return names | {each.attr for each in nodes if isinstance(each, ast.Attribute)}


def called(function: str) -> str:
    """Name by which a function is used: a class is called in the place of what opens it."""
    return function.removesuffix(".__init__").rpartition(".")[2]


def test_there_are_three_walks() -> None:
    """To a bar, to a page, and of a new field."""
    assert [len(steps) for steps in walks().values()] == [8, 5, 4]


@pytest.mark.parametrize("heading", walks())
def test_each_step_of_a_walk_uses_the_next(heading: str) -> None:
    """By the text of the program."""
    steps = walks()[heading]
    for (path, function), (_, following) in pairwise(steps):
        assert called(following) in used(defined(path)[function]), (function, following)


def test_every_function_that_the_guide_names_is_there() -> None:
    """In the file that it names."""
    places = PLACE.findall(GUIDE)
    assert len(places) > 25
    assert [place for place in places if place[1] not in defined(place[0])] == []


def test_the_picture_shows_the_layers_of_the_contract() -> None:
    """A box for each layer, in the order that import-linter holds, with all of its rooms."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    layers = project["tool"]["importlinter"]["contracts"][0]["layers"]
    picture = GUIDE.partition("## Rooms")[2].split("```")[1]
    boxes = [re.findall(r"[|] ((?:\w+/)+(?:\w+\.py)?)", box) for box in picture.split(" +-")]
    drawn = [sorted(box) for box in boxes if box]
    assert drawn == [sorted(map(_as_path, layer.split("|"))) for layer in layers]


def _as_path(module: str) -> str:
    path = module.strip().removeprefix("generator.").replace(".", "/")
    return f"{path}.py" if (ROOT / "generator" / f"{path}.py").is_file() else f"{path}/"


@pytest.mark.slow
def test_a_new_field_reaches_page_api_schema_tables_and_search(tmp_path: Path) -> None:
    """With the edits that the guide shows and no other, in a copy of the program."""
    program, registry, out = (tmp_path / name for name in ("program", "registry", "site"))
    for name in ("generator", "site_templates"):
        shutil.copytree(ROOT / name, program / name)
    shutil.copy(ROOT / "mkdocs.yml", program)
    edits = EDIT.findall(GUIDE)
    assert len(edits) == 3
    for path, before, added in edits:
        _insert(program / path, before, added)
    shutil.copytree(BASE, registry)
    row = "name: 示例·济南信息平台, functions: [information]"
    notice = registry / "notices" / "2021" / "2021-announcement.yaml"
    notice.write_text(notice.read_text("utf-8").replace(row, f"{row}, plaque: 示-牌-007"), "utf-8")
    command = [
        sys.executable, "-c", "from generator.cli import main; main()",
        "build", "--registry", registry, "--on", "2026-01-05", "--out", out,
    ]  # fmt: skip
    done = subprocess.run(command, cwd=program, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    _look_for_the_plaque(out)


def _insert(path: Path, before: str, added: str) -> None:
    lines = path.read_text("utf-8").split("\n")
    assert lines.count(before) == 1, f"{path.name}: {before}"
    at = lines.index(before) + 1
    path.write_text("\n".join([*lines[:at], added, *lines[at:]]), "utf-8")


def _look_for_the_plaque(site: Path) -> None:
    assert "牌匾编号 示-牌-007" in (site / "platforms/sd-0001/index.html").read_text("utf-8")
    api = site / "api" / "v1"
    history = json.loads((api / "platforms/sd-0001.json").read_bytes())["platform"]["history"]
    assert [e["row"]["plaque"] for e in history if "plaque" in e["row"]] == ["示-牌-007"]
    rows = json.loads((api / "notices/2021-announcement.json").read_bytes())["notice"]["rows"]
    assert [row.get("plaque") for row in rows] == ["示-牌-007", None]
    schema = json.loads((site / "schema/platform.json").read_bytes())
    assert "plaque" in schema["$defs"]["Row"]["properties"]
    with closing(sqlite3.connect(site / "data/registry.sqlite")) as base:
        found = base.execute("SELECT count(*) FROM entries WHERE row LIKE '%示-牌-007%'")
        assert found.fetchone() == (1,)
    numbers = json.loads((site / "search/index.json").read_bytes())["platforms"]["numbers"]
    assert any("示-牌-" in str(stem) for stem in numbers["values"]["stems"]["table"])


CODE = re.compile(r"`([^`\n]+)`")
IN_PROGRAM = re.compile(
    r"(?:generator|site_templates|tests|tools|docs|\.github|\.workflow)/[\w./-]*"
)
SHORT = re.compile(r"\w[\w/]*\.(?:py|js|css|html)")
# A name that stands for many, and a file of the site.
ELSEWHERE = ("generator/casebook/cases/CODE-slug.yaml", "data/verify.py")
NEAR = ("", "generator", "generator/site", "site_templates")


def named_paths(text: str) -> list[str]:
    """Files and folders of the program that a document names: whole, or from a room on."""
    codes = [each.partition(":")[0] for each in CODE.findall(text)]
    return [
        each
        for each in codes
        if (IN_PROGRAM.fullmatch(each) or SHORT.fullmatch(each)) and each not in ELSEWHERE
    ]


@cache
def _file_names() -> frozenset[str]:
    folders = ("generator", "site_templates", "tests", "tools")
    return frozenset(path.name for folder in folders for path in (ROOT / folder).rglob("*.*"))


def _is_there(path: str) -> bool:
    if "/" not in path:
        return path in _file_names()
    return any((ROOT / folder / path).exists() for folder in NEAR)


def test_every_path_that_a_document_names_is_there() -> None:
    """Whole, or from its room on; a name alone is that of some file."""
    named = {d.name: named_paths(d.read_text("utf-8")) for d in DOCUMENTS}
    assert sum(map(len, named.values())) > 150
    missing = [f"{name}: {p}" for name, paths in named.items() for p in paths if not _is_there(p)]
    assert missing == []


def test_every_link_between_documents_leads_somewhere() -> None:
    """To a file, and to a heading of it where the link names one."""
    broken, looked = [], 0
    for document in DOCUMENTS:
        for target in re.findall(r"\]\(([^)\s]+)\)", document.read_text("utf-8")):
            if "://" in target or target.startswith("mailto:"):
                continue
            looked += 1
            path, _, anchor = target.partition("#")
            file = document.parent / path if path else document
            if not file.exists() or (anchor and anchor not in _anchors(file)):
                broken.append(f"{document.name}: {target}")
    assert broken == []
    assert looked > 60


def _anchors(file: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}


def test_the_table_of_decisions_is_that_of_the_folder() -> None:
    """Each once, in the order of the numbers; a number never stands for two."""
    table = (ROOT / "docs" / "README.md").read_text("utf-8")
    listed = re.findall(r"\[\d{4}\]\(decisions/([\w-]+\.md)\)", table)
    assert listed == sorted(path.name for path in (ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [name[:4] for name in listed]
    assert len({*numbers}) == len(numbers) > 15


def test_every_command_and_target_that_a_document_names_is_there() -> None:
    """`registry …` among the commands, `make …` among the targets of the Makefile."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    text = "\n".join(document.read_text("utf-8") for document in DOCUMENTS)
    commands = set(re.findall(r"(?:`|bin/)registry ([a-z]+)", text))
    makes = set(re.findall(r"`make ([a-z-]+)", text))
    assert len(commands) > 10
    assert len(makes) > 15
    assert commands - COMMANDS.keys() == set()
    assert makes - targets == set()


WRITTEN = re.compile(r"(?:`|bin/|^)registry ([a-z][a-z-]*)([^`\n]*)", re.MULTILINE)


def test_every_option_written_behind_a_command_is_one_of_its_own() -> None:
    """Of a command with kinds, an option of that kind, or of some kind where none is written."""
    strange, looked = [], 0
    for document in (each for each in DOCUMENTS if each.parent.name != "decisions"):
        text = document.read_text("utf-8").replace("\\\n", " ")
        for name, rest in WRITTEN.findall(text):
            words = re.split(r"[|&；。，]", rest)[0].split()
            known = _options(name, *words[:1])
            written = [word for word in words if re.fullmatch("--[a-z][a-z-]*", word)]
            looked += len(written)
            strange += [f"{document.name}: {name} {each}" for each in written if each not in known]
    assert strange == []
    assert looked > 60


@cache
def _options(name: str, kind: str = "") -> set[str]:
    command: Any = typer.main.get_command(front_desk(name)).commands[name]  # type: ignore[attr-defined]
    kinds = getattr(command, "commands", {})
    several = [kinds[kind]] if kind in kinds else [command, *kinds.values()]
    return {"--help", *(each for one in several for param in one.params for each in param.opts)}
