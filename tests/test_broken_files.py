"""坏文件 Every file that the program reads, cut short or filled with noise: a sentence and an exit code."""

import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from generator.checks.casebook import BASE
from generator.desk.annexes.grid import Complaint
from generator.desk.annexes.opening import opened_annex
from tests.annexes import DATA
from tests.conftest import DAY, Command, findings_of

NOISE = random.Random(20261123).randbytes(400)
KINDS = ["site.yaml", "departments.yaml", "regulations/demo-2020.yaml", "batches/2021.yaml",
         "platforms/sd-0001.yaml", "notices/2021/2021-announcement.yaml", "work_calendars/2031.yaml",
         "excused.yaml"]  # fmt: skip
ANNEXES = ["publicity.xlsx", "announcement.xls", "units.ods", "revocation.docx", "nearly.csv"]
WORK_CALENDAR = 'year: "2031"\nnotice: 示例·放假通知\ndays_off: [2031-01-01]\n'
EXCUSES = "excused:\n  - {code: D102, file: site.yaml, reason: 示例, ends: 2031-12-31}\n"


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """The small lawful registry, with one of every kind of file."""
    folder = Path(shutil.copytree(BASE, tmp_path / "records"))
    for name, content in (("work_calendars/2031.yaml", WORK_CALENDAR), ("excused.yaml", EXCUSES)):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, "utf-8")
    return folder


@pytest.mark.parametrize("name", KINDS)
def test_a_record_cut_at_any_byte_is_never_a_crash(records: Path, name: str) -> None:
    """Cut anywhere, the file is read for what it still says, or is a finding in that file."""
    path = records / name
    whole = path.read_bytes()
    refused = 0
    for length in range(0, len(whole), max(1, len(whole) // 25)):
        path.write_bytes(whole[:length])
        found = findings_of(records, DAY)
        refused += any(f.place.file == path.as_posix() and f.is_error for f in found)
    assert refused > 12


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(
    "content", [NOISE, b"", b"\0" * 4096, b"\xef\xbb\xbf", b"PK\x03\x04" + NOISE]
)
def test_noise_in_a_record_is_a_finding(records: Path, name: str, content: bytes) -> None:
    """An empty file, zeros after a power cut, another program's file."""
    (records / name).write_bytes(content)
    wrong = [f for f in findings_of(records, DAY) if f.is_error]
    assert {f.rule.code for f in wrong if f.place.file.endswith(name)} <= {"Y001", "Y003", "Y005"}
    assert [f for f in wrong if f.place.file.endswith(name)]


def test_a_registry_all_of_noise_is_exit_code_1(
    records: Path, registry_command: Command, tmp_path: Path
) -> None:
    """Check, build, show and roll: findings or a sentence, never a traceback, and no site."""
    for path in records.rglob("*.yaml"):
        path.write_bytes(NOISE)
    out = tmp_path / "site"
    for command in (["check"], ["build", "--out", out], ["show", "sd-0001"], ["roll"]):
        done = registry_command(*command, "--registry", records)
        assert done.returncode == 1, command
        assert "Traceback" not in done.stderr + done.stdout
        assert "程序出错" not in done.stderr
    assert not out.exists()


@pytest.mark.parametrize("name", ANNEXES)
def test_an_annex_cut_anywhere_is_read_or_refused_with_one_sentence(name: str) -> None:
    """Half a download of any kind; a text cut short is a shorter text."""
    whole = (DATA / name).read_bytes()
    said = []
    for length in range(0, len(whole), max(1, len(whole) // 12)):
        try:
            opened_annex(name, whole[:length])
        except Complaint as reason:
            said.append(str(reason))
    assert all(sentence.endswith(("。", "）")) for sentence in said)
    assert len(said) >= (1 if name.endswith(".csv") else 11)


def test_a_broken_annex_or_guard_is_exit_code_2(
    records: Path, registry_command: Command, tmp_path: Path
) -> None:
    """A sentence, and nothing is written."""
    annex = tmp_path / "cut.xlsx"
    annex.write_bytes((DATA / "publicity.xlsx").read_bytes()[:2000])
    before = {path: path.read_bytes() for path in records.rglob("*") if path.is_file()}
    done = registry_command("import", "publicity", annex, "--registry", records)
    assert (done.returncode, done.stdout) == (2, "")
    assert "已损坏或没有下载完整" in done.stderr
    (records / ".last-ids").write_bytes(NOISE)
    new = ("new", "platform", "--yes", "--name", "示例·甲平台", "--operating-unit-name", "示例·甲公司",
           "--operating-unit-credit-code-unknown", "示例", "--registry", records)  # fmt: skip
    done = registry_command(*new)
    assert (done.returncode, done.stdout) == (2, "")
    assert ".last-ids 读不出来，或者不是文本" in done.stderr
    (records / ".last-ids").unlink()
    assert {path: path.read_bytes() for path in records.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    "content", [NOISE, b"", b"{", b'{"files": 3}', b"[]", b"null", b'{"files": [], "total": 0}']
)
def test_a_broken_manifest_is_a_sentence(
    registry_command: Command, tmp_path: Path, content: bytes
) -> None:
    """Nothing to verify by is exit code 2, whatever stands there."""
    (tmp_path / "api/v1").mkdir(parents=True)
    (tmp_path / "api/v1/manifest.json").write_bytes(content)
    done = registry_command("verify", tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "无法核验" in done.stderr


@pytest.mark.slow
def test_a_truncated_download_is_told_by_verify(site: Path, tmp_path: Path) -> None:
    """Half a workbook, half a database, half a page: each is named."""
    copy = Path(shutil.copytree(site, tmp_path / "copy"))
    names = ["data/platforms.xlsx", "data/registry.sqlite", "index.html", "feeds/notices.atom"]
    for name in names:
        content = (copy / name).read_bytes()
        (copy / name).write_bytes(content[: len(content) // 2])
    from generator.verify import check_files

    assert sorted(check_files(str(copy))[1]) == sorted(f"改动 {name}：与清单不符" for name in names)
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(copy / "data/registry.sqlite").execute("select * from platforms").fetchall()
