"""附件 Files of every kind with a part altered: read into drafts, or refused with one sentence."""

import io
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path

from generator.desk.annexes.complaint import Complaint
from generator.desk.annexes.listing import listing_of
from generator.desk.annexes.opening import opened_annex
from generator.desk.annexes.records import act_rows, newcomers, platform_record
from generator.desk.annexes.taking import taken
from tests.annexes import DATA, as_csv, ground, register_in

PACKAGES = ("revocation.docx", "revocation.docx", "publicity.xlsx", "units.ods")
HEADS = (
    "序号|平台名称|运营单位|服务功能",
    "序号|平台名称|变更前|变更后",
    "编号|单位名称|统一社会信用代码|推荐单位",
)
KINDS = ("publicity", "announcement", "revocation")
with tempfile.TemporaryDirectory() as _folder:
    REGISTER = register_in(Path(_folder))
FILES = {name: (DATA / name).read_bytes() for name in set(PACKAGES)}


def annex(data: bytes) -> None:
    """附件 The first byte says what kind; a third are tables, whose rows cost little."""
    if len(data) < 6:
        return
    which, rest = data[0] % 12, data[1:]
    if which < len(PACKAGES):
        name = PACKAGES[which]
        _read(name, _with_altered_part(FILES[name], rest), rest[0])
    elif which == len(PACKAGES):
        _read("a.xls", _spliced((DATA / "announcement.xls").read_bytes(), rest), rest[0])
    elif which < 8:
        _read("a.csv", rest[1:], rest[0])
    else:
        head = HEADS[rest[1] % len(HEADS)]
        lines = rest[2:].decode("utf-8", "replace").splitlines()
        _read("a.csv", as_csv([head, *lines]), rest[0])


def _read(name: str, data: bytes, kind: int) -> None:
    with suppress(Complaint):
        listing = listing_of(opened_annex(name, data), {}, ())
        read = taken(listing, ground(REGISTER, KINDS[kind % len(KINDS)]), (), {})
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
