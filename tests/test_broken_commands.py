"""坏文件与命令 What each command says and how it ends when a file it needs is broken; a row for each.

docs/reliability.md tells the same by kinds of file. Nothing is written by any of them.
"""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.checks.casebook import BASE
from generator.desk.annexes.grid import Complaint
from tests.annexes import DATA
from tests.conftest import Command
from tests.fuzz.annexes import read_through
from tests.registries import contents

pytestmark = pytest.mark.slow
NOISE = random.Random(20261125).randbytes(400)
ON = ("--on", "2024-05-06")
CHECK, SHOW = ("check", *ON), ("show", "sd-0001", *ON)
BUILD = ("build", *ON, "--out", "site")
NEW = ("new", "platform", "--yes", "--name", "示例·甲平台", "--operating-unit-name", "示例·甲公司",
       "--operating-unit-credit-code-unknown", "示例")  # fmt: skip
ANNEXES = ("publicity.xlsx", "announcement.xls", "units.ods", "revocation.docx", "nearly.csv")
MARKERS = "<<<<<<< HEAD\nsd-0003 00ff\n=======\nsd-0003 00aa\n>>>>>>> other\n"
Spoil = Callable[[Path], object]


def taking(name: str) -> tuple[str, ...]:
    return ("import", "publicity", name)


def noise(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(NOISE)


def folder(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir(parents=True)


def said(text: str) -> Spoil:
    return lambda path: path.write_text(text, "utf-8")


def half(annex: str) -> Spoil:
    whole = (DATA / annex).read_bytes()
    return lambda path: path.write_bytes(whole[: len(whole) // 2])


# What is broken, how, the command, its exit code, and what it says.
BROKEN: dict[str, tuple[str, Spoil, tuple[str, ...], int, str]] = {
    "xlsx, half": ("a.xlsx", half("publicity.xlsx"), taking("a.xlsx"), 2, "已损坏或没有下载完整"),
    "docx, half": ("a.docx", half("revocation.docx"), taking("a.docx"), 2, "已损坏或没有下载完整"),
    "ods, half": ("a.ods", half("units.ods"), taking("a.ods"), 2, "已损坏或没有下载完整"),
    "xls, half": ("a.xls", half("announcement.xls"), taking("a.xls"), 2, "工作簿已损坏"),
    "csv, noise": ("a.csv", noise, taking("a.csv"), 2, "。"),
    "xlsx, noise": ("a.xlsx", noise, taking("a.xlsx"), 2, "。"),
    "xlsx, empty": ("a.xlsx", said(""), taking("a.xlsx"), 2, "。"),
    "xlsx, a folder": ("a.xlsx", folder, taking("a.xlsx"), 2, "a.xlsx"),
    "xlsx, not there": ("b", said(""), taking("a.xlsx"), 2, "a.xlsx"),
    "numbers, noise": (".last-ids", noise, NEW, 2, "读不出来，或者不是文本"),
    "numbers, empty": (".last-ids", said(""), NEW, 2, "残缺"),
    "numbers, zeros": (".last-ids", said("\0" * 99), NEW, 2, "残缺"),
    "numbers, cut": (".last-ids", said("# 每个系列\nsd-00"), NEW, 2, "残缺"),
    "numbers, not merged": (".last-ids", said(MARKERS), NEW, 2, "合并的冲突"),
    "numbers, a folder": (".last-ids", folder, NEW, 2, "读不出来"),
    "numbers, id given": (".last-ids", said(""), (*NEW, "--id", "sd-0009"), 2, "残缺"),
    "calendar, noise": ("work_calendars/2031.yaml", noise, CHECK, 1, "2031.yaml:1:4: error Y003"),
    "calendar, a folder": ("work_calendars/2031.yaml", folder, CHECK, 0, "2031.yaml:1:1: warning S002"),
    "excuses, noise": ("excused.yaml", noise, CHECK, 1, "excused.yaml:1:4: error Y003"),
    "excuses, half": ("excused.yaml", said("excused:\n  - {code: D1"), CHECK, 1, "error Y001"),
    "excuses, a folder": ("excused.yaml", folder, CHECK, 0, "excused.yaml:1:1: warning S002"),
    "record, noise": ("platforms/sd-0001.yaml", noise, CHECK, 1, "sd-0001.yaml:1:4: error Y003"),
    "record, noise, built": ("platforms/sd-0001.yaml", noise, BUILD, 1, "未生成网站"),
    "site, a folder": ("site.yaml", folder, SHOW, 1, "登记簿无法读取"),
    "departments, not there": ("departments.yaml", Path.unlink, CHECK, 1, "departments.yaml"),
}  # fmt: skip


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """The small lawful registry."""
    return Path(shutil.copytree(BASE, tmp_path / "records"))


@pytest.mark.parametrize(("name", "spoil", "command", "code", "told"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_a_sentence_and_an_exit_code(
    records: Path, registry_command: Command, name: str, spoil: Spoil,
    command: tuple[str, ...], code: int, told: str,
) -> None:  # fmt: skip
    """Never a crash, and the registry is as it was."""
    spoil(records / name)
    before = contents(records)
    done = registry_command(*command, "--registry", ".", cwd=records)
    assert done.returncode == code, done.stdout + done.stderr
    assert told in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert "程序出错" not in done.stderr
    assert contents(records) == before


@pytest.mark.parametrize("annex", ANNEXES)
def test_an_annex_with_any_bit_flipped_is_read_or_refused(annex: str) -> None:
    """Spread over the file, through the whole of the matching."""
    whole = (DATA / annex).read_bytes()
    said = []
    for at in range(0, len(whole), max(1, len(whole) // 150)):
        flipped = whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :]
        try:
            read_through(annex, flipped, 0)
        except Complaint as reason:
            said.append(str(reason))
    assert all(sentence.endswith(("。", "）")) for sentence in said)
    assert said or annex.endswith((".csv", ".xls"))


STAMPS: dict[str, Spoil] = {
    "cut": lambda path: path.write_bytes(path.read_bytes()[:20]),
    "noise": noise,
    "empty": said(""),
    "a folder": folder,
    "a link to nowhere": lambda path: (path.unlink(), path.symlink_to("/nowhere/x")),
    "of another form": said("[1, 2]"),
}


@pytest.mark.parametrize("spoil", STAMPS.values(), ids=STAMPS)
def test_a_broken_stamp_builds_anew(
    records: Path, registry_command: Command, tmp_path: Path, spoil: Spoil
) -> None:
    """The same site, and no word of the stamp."""
    command = ("build", *ON, "--registry", records, "--out", tmp_path / "site")
    assert "已是最新" not in registry_command(*command).stdout
    first = contents(tmp_path / "site")
    assert "已是最新" in registry_command(*command).stdout
    spoil(tmp_path / ".site.stamp")
    done = registry_command(*command)
    assert done.returncode == 0, done.stderr
    assert "已生成" in done.stdout
    assert contents(tmp_path / "site") == first
