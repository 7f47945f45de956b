"""An uploaded annex, read in a process of its own: the same grids, the same complaints, nothing left behind."""

import tempfile
from pathlib import Path

import pytest

from generator.desk.annexes import native
from generator.desk.annexes.grid import AnnexFile, Complaint
from generator.desk.annexes.opening import TOO_MUCH, opened_annex, read_annex
from generator.terms.said import Said
from tests.annexes import DATA

pytestmark = pytest.mark.slow


# One of each kind of file, and those that say more than texts.
FILES = sorted(path for path in DATA.iterdir() if path.suffix in (
    ".xlsx", ".xls", ".ods", ".csv", ".docx", ".pdf", ".html"))[::4]  # fmt: skip


def outcome(name: str, data: bytes, opener: object) -> AnnexFile | Said:
    """What an opener gives: the grids, or the sentence of its complaint."""
    try:
        return opener(name, data)  # type: ignore[operator, no-any-return]
    except Complaint as reason:
        return reason.sentence


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_it_reads_as_the_readers_do(path: Path) -> None:
    """Grid by grid, with merged cells, hidden lines and doubts; the name of the file is its own."""
    data = path.read_bytes()
    assert outcome(path.name, data, read_annex) == outcome(path.name, data, opened_annex)


@pytest.mark.parametrize(
    ("name", "data"),
    [("名单.xlsx", b""), ("名单.xlsx", b"PK\x03\x04"), ("x.pdf", b"%PDF-1.4"), ("a.csv", b"\0"),
     ("../../x.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600), ("无后缀", b"x")],
)  # fmt: skip
def test_a_broken_file_is_one_complaint(name: str, data: bytes) -> None:
    """The one that the terminal gives too."""
    sentence = outcome(name, data, read_annex)
    assert isinstance(sentence, Said)
    assert sentence == outcome(name, data, opened_annex)


def test_a_file_that_swells_ends_only_its_reader(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Here by time; nothing of it stays on the disk."""
    monkeypatch.setattr(native, "SECONDS", 0.001)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(Complaint, match=r"^这个附件读不下来") as refused:
        read_annex("名单.csv", "平台名称\n示例·甲\n".encode())
    assert refused.value.sentence == TOO_MUCH
    assert [*tmp_path.iterdir()] == []
