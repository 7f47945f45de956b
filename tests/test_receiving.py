"""Files that cannot stand in a folder of cases: no folder at all, and content no YAML holds."""

import json
from pathlib import Path

import pytest

from generator.checks.casebook import BASE, CaseFile
from generator.checks.governing import record_in
from generator.intake import receive
from generator.intake.receiving import Archive, drawer
from generator.intake.yaml import CleanDocument, load, read
from generator.records.acts import Act, ListedRow, rows_of
from tests.conftest import DEMONSTRATION

FILE = "sd-0001.yaml"
CONTENTS = [
    ("name: " + "[" * 120 + "]" * 120, "1:1", "括号或列表嵌套超过 50 层，无法读取本文件"),
    ("id:\n" + " " * 201 + "- sd-0001", "2:1", "括号或列表嵌套超过 50 层，无法读取本文件"),
    ("id: sd-0001\nname: 示\x01例", "2:8", "含有不可见的控制字符，无法读取本文件"),
]


@pytest.mark.parametrize(("content", "at", "message"), CONTENTS)
def test_content_that_no_case_file_can_hold(content: str, at: str, message: str) -> None:
    """One finding, at its line and column, and never a crash."""
    document = load(FILE, content.encode())
    said = [f"{finding.place} {finding.message}" for finding in document.findings]
    assert said == [f"{FILE}:{at} {message}"]


def test_brackets_that_close_are_not_deep() -> None:
    """Many lists beside each other, and a bracket too many in a text, are no nesting."""
    assert load(FILE, ("a: '" + "[]" * 200 + "]]'").encode()).findings == []


ORDINARY = ["id: a\nlist: [x, {y: 'z'}]\n", "\ufeffid: a # b\n", "a: '~'\nb: \"null\"\nc: no\nd: 010\n",
            "url: https://example.org/?a=1&b=2\nsaid: 5 * 2!\n", "a: |\n  x\n   y\nb: >-\n  x\n  y\n"]  # fmt: skip
CAREFUL = ['a: "\\u4e2d"\n', "a: b & c\n", "id: a\r\nb: c\r\n", "a: R&D *b\n"]
WRONG = ["a: ~\n", "a:\n", "a: ' '\n", "a: [b, '']\n", "a: 1\na: 2\n", "a: &x b\nc: *x\n", "a: !!int 1\n", "a: [!x y]\n",
         "[a]: b\n", "? {a: b}\n: c\n", "a: \"\\u200b\"\n", "a\u200b: b\n", "- a\n", "", "a: [\n", "a: b\n---\nc: d\n",
         "a: " + "[" * 60 + "]" * 60, "a: b: c\n", "\"a\":&x b\n", "{\"a\":!!str b,\"a\":c}\n"]  # fmt: skip


@pytest.mark.parametrize("text", [*ORDINARY, *CAREFUL])
def test_an_ordinary_file_is_read_as_with_care(text: str) -> None:
    """The quick reading gives the values of the careful one, and the same places when asked."""
    content = text.encode()
    document, careful = read(FILE, content, lambda _: content), load(FILE, content)
    assert careful.findings == []
    assert isinstance(document, CleanDocument)
    assert json.loads(document.text) == json.loads(json.dumps(careful.value))
    assert dict(document.marks) == careful.marks
    assert len(document.marks) == len(careful.marks)


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_never_read_quickly(text: str) -> None:
    """Whatever a careful reading finds fault with, a quick one leaves to it."""
    content = text.encode()
    document = read(FILE, content, lambda _: content)
    assert document.findings == load(FILE, content).findings != []


@pytest.mark.parametrize(("name", "there"), [("nowhere", "不存在"), ("site.yaml", "不是文件夹")])
def test_where_there_is_no_folder(name: str, there: str) -> None:
    """A folder that is not there, or is a file, is one finding."""
    receipt = receive(BASE / name)
    assert [f.message for f in receipt.findings] == [f"登记文件夹“{BASE / name}”{there}"]


def test_progress_is_told_file_by_file() -> None:
    """The last word is that all files are read."""
    told: list[tuple[int, int]] = []
    receive(BASE, lambda done, of: told.append((done, of)))
    assert told == [(at, len(told)) for at in range(1, len(told) + 1)]
    assert len(told) > 5


def test_a_fault_in_a_case_file_is_told_with_its_place(tmp_path: Path) -> None:
    """The casebook is ours: what cannot be read in it stops whoever reads it."""
    path = tmp_path / "A000-broken.yaml"
    path.write_text("code：A000", "utf-8")
    with pytest.raises(ValueError, match=r"A000-broken\.yaml:1:1: 文件最外层"):
        record_in(CaseFile, path)


DRAWERS = [
    ("site.yaml", "site"),
    ("departments.yaml", "departments"),
    ("regulations/demo-2020.yaml", "regulations"),
    ("platforms/sd-0001.yaml", "platforms"),
    ("platforms/jinan/sd-0001.yaml", "platforms"),
    ("notices/2021/2021-call.yaml", "acts"),
    ("notices/2021-call.yaml", None),
    ("platforms/sd-0001.yml", None),
    ("platforms.yaml", None),
    ("platforms/.sd-0001.yaml", None),
    ("README.md", None),
]


@pytest.mark.parametrize(("path", "name"), DRAWERS)
def test_an_old_file_lies_in_the_drawer_of_its_path(path: str, name: str | None) -> None:
    """As in a folder on disk: what would not be read there is no record here."""
    assert drawer(path) == name


def test_an_old_version_is_received_like_a_folder() -> None:
    """The same records; a file that is broken or of no kind is left out, and read only once."""
    files = {path.relative_to(BASE).as_posix(): path for path in sorted(BASE.rglob("*.yaml"))}
    contents = {name: path.read_bytes() for name, path in files.items()}
    broken = {"platforms/sd-0003.yaml": b"[", "notices/2021/x.yaml": b"id: x", "notes.md": b""}
    archive = Archive(contents | broken)
    named = {name: name for name in contents}
    first, second = archive.receipt(named), archive.receipt(named | {name: name for name in broken})
    wanted = receive(BASE)
    assert [filed.record for filed in first.platforms] == [f.record for f in wanted.platforms]
    assert [filed.record for filed in first.acts] == [f.record for f in wanted.acts]
    assert [filed.file for filed in second.acts] == [filed.file for filed in first.acts]
    assert all(one is other for one, other in zip(first.acts, second.acts, strict=True))


def test_what_need_not_be_kept_is_known_without_its_places() -> None:
    """Of an earlier version nobody asks where in a file a value stood."""
    archive = Archive()
    content = (BASE / "platforms" / "sd-0001.yaml").read_bytes()
    archive.take("platforms/sd-0001.yaml", "blob", content)
    receipt = archive.receipt({"platforms/sd-0001.yaml": "blob"})
    (filed,) = receipt.platforms
    assert filed.record.id == "sd-0001"
    assert str(filed.place("name")) == "platforms/sd-0001.yaml:1:1"
    assert json.loads(archive.text("platforms/sd-0001.yaml", "blob") or b"")["id"] == "sd-0001"


def test_what_many_records_say_is_held_once() -> None:
    """Platforms of one place, and rows of the same functions, share what says so."""
    receipt = receive(DEMONSTRATION)
    places = [filed.record.division for filed in receipt.platforms]
    functions = [row.functions for filed in receipt.acts for row in listed_rows(filed.record)]
    for told in (places, functions):
        assert len({id(each) for each in told}) == len({*told}) < len(told)


def listed_rows(act: Act) -> list[ListedRow]:
    return [row for row in rows_of(act) if isinstance(row, ListedRow)]
