"""XLSX, ODS and DOCX are zip files of XML: opened once, whole, and never beyond bounds."""

import io
import zipfile
import zlib
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from generator.desk.annexes.grid import Complaint

# A list of ten thousand platforms unpacks to a few megabytes.
LARGEST = 64 << 20
# Word and Excel reach 20; a sheet of one repeated value reaches 100.
DENSEST = 200
# Below this size a high ratio is mere emptiness.
SMALL = 1 << 20


def unpacked_members(data: bytes) -> dict[str, bytes]:
    """Every member of a zip file by its name; raises `Complaint` beyond the bounds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
            _refuse_oversized(members, len(data))
            return {member.filename: _member_content(package, member) for member in members}
    except (RuntimeError, NotImplementedError) as reason:
        raise Complaint("文件设有密码或用了不常见的压缩方式，请去掉密码另存后再导入。") from reason
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as reason:
        raise Complaint("文件已损坏或没有下载完整，请重新取得后再导入。") from reason


def _member_content(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    # Asked for so many bytes, zipfile inflates no more, even where the directory lies.
    with package.open(member) as stream:
        return stream.read(member.file_size + 1)


def _refuse_oversized(members: list[zipfile.ZipInfo], packed: int) -> None:
    size = sum(member.file_size for member in members)
    if size > LARGEST or (size > SMALL and size > packed * DENSEST):
        raise Complaint(
            f"文件解开后有 {size >> 20} MiB，是压缩时的 {size // packed} 倍，"
            f"超过 {LARGEST >> 20} MiB 或 {DENSEST} 倍的不读；名单不会这样大，请核对文件来源。"
        )


def repacked_members(members: dict[str, bytes]) -> bytes:
    """A zip file of the same members, uncompressed: what a library opens cannot grow any more."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return held.getvalue()


def xml_part(members: dict[str, bytes], name: str) -> Element:
    """One part of a package as XML, without outside entities; raises ValueError if missing or broken."""
    try:
        return ElementTree.fromstring(members[name])
    except (LookupError, ElementTree.ParseError) as reason:
        raise ValueError(name) from reason
