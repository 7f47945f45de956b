"""附件 Files of every kind with a part altered: read into drafts, or refused with one sentence."""

import io
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path

from generator.desk.annexes.grid import Complaint
from generator.desk.annexes.lists import listing_of
from generator.desk.annexes.opening import opened_annex
from generator.desk.annexes.taking import act_rows, newcomers, platform_record, taken_annex
from tests.annexes import DATA, as_csv, ground, register_in

PACKAGES = ("revocation.docx", "47-numbered.docx", "17-looks.xlsx", "30-looks.ods")
RAW = ("announcement.xls", "60-struck.pdf", "38-page.html", "57-pages.pdf")
ENDINGS = ("csv", "docx", "xlsx", "xls", "ods")
HEADS = (
    "序号|平台名称|运营单位|服务功能",
    "序号|平台名称|变更前|变更后",
    "编号|单位名称|统一社会信用代码|推荐单位",
)
KINDS = ("publicity", "announcement", "revocation")
with tempfile.TemporaryDirectory() as _folder:
    REGISTER = register_in(Path(_folder))
FILES = {name: (DATA / name).read_bytes() for name in (*RAW, *PACKAGES)}


def annex(data: bytes) -> None:
    """附件 The first byte says what kind; a quarter are tables, whose rows cost little."""
    if len(data) < 6:
        return
    name, content = _file(data[0] % 16, data[1:])
    with suppress(Complaint):
        read_through(name, content, data[1])


def _file(which: int, rest: bytes) -> tuple[str, bytes]:
    """A package with a part altered, or altered as it lies on the disk; or a table."""
    if which < len(PACKAGES):
        return PACKAGES[which], _with_altered_part(FILES[PACKAGES[which]], rest)
    if which < 8:
        name = RAW[which % len(RAW)]
        return name, _spliced(FILES[name], rest)
    if which < 10:
        return f"a.{ENDINGS[rest[0] % len(ENDINGS)]}", rest[1:]
    if which < 12:
        return "a.csv", rest[1:]
    lines = rest[2:].decode("utf-8", "replace").splitlines()
    return "a.csv", as_csv([HEADS[rest[1] % len(HEADS)], *lines])


def read_through(name: str, data: bytes, kind: int) -> None:
    """读到底 Opened, listed, matched, drafted; or a complaint."""
    listing = listing_of(opened_annex(name, data), {}, ())
    read = taken_annex(listing, ground(REGISTER, KINDS[kind % len(KINDS)]), (), {})
    assert len(read.matches) <= len(listing.lines)
    new = newcomers(read)
    ids = {match.row.line.label: f"sd-{at:04}" for at, match in enumerate(new)}
    for match in new:
        assert platform_record(match, ids[match.row.line.label], "示例")["id"]
    act_rows(read, ids)


def _with_altered_part(package: bytes, data: bytes) -> bytes:
    """One member of the package spliced; the container itself stays whole, or nothing would be read."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(held, "w") as new:
        names = [member.filename for member in old.infolist()]
        chosen = names[data[0] % len(names)]
        for name in names:
            content = old.read(name)
            new.writestr(name, _spliced(content, data[1:]) if name == chosen else content)
    return held.getvalue()


def _spliced(content: bytes, data: bytes) -> bytes:
    """Some bytes taken out at one place, and others put there."""
    at = int.from_bytes(data[:2]) % (len(content) + 1)
    return content[:at] + data[3:] + content[at + data[2] :]
