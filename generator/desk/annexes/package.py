"""XLSX, ODS and DOCX are zip files of XML: opened once, whole, and never beyond bounds."""

import io
import posixpath
import zipfile
import zlib
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from generator.desk.annexes.grid import Complaint
from generator.terms.said import said

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
            return _named_members(package, members)
    except (RuntimeError, NotImplementedError) as reason:
        raise Complaint(said("package_locked")) from reason
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as reason:
        raise Complaint(said("package_damaged")) from reason


def _named_members(package: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    """The members by their names with slashes, as Office reads them."""
    held: dict[str, bytes] = {}
    for member in members:
        name, content = (
            member.filename.replace("\\", "/").lstrip("/"),
            _member_content(package, member),
        )
        if ".." in name.split("/"):
            raise Complaint(said("part_outside", name=name))
        if held.setdefault(name, content) != content:
            raise Complaint(said("part_twice", name=name))
    return held


def _member_content(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    # Asked for so many bytes, zipfile inflates no more, even where the directory lies.
    with package.open(member) as stream:
        return stream.read(member.file_size + 1)


def _refuse_oversized(members: list[zipfile.ZipInfo], packed: int) -> None:
    size = sum(member.file_size for member in members)
    if size > LARGEST or (size > SMALL and size > packed * DENSEST):
        figures = {"size": size >> 20, "times": size // packed}
        bounds = {"largest": LARGEST >> 20, "densest": DENSEST}
        raise Complaint(said("package_too_large", **figures, **bounds))


def local(element: Element) -> str:
    """The name of an element without its namespace: Strict files have namespaces of their own."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element | None, name: str) -> str:
    """An attribute by its name without namespace; empty where there is none."""
    if element is None:
        return ""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def child(element: Element | None, *names: str) -> Element | None:
    """The first child of that name, and on from there; None where the way breaks off."""
    for name in names:
        if element is None:
            return None
        element = element.find(f"{{*}}{name}")
    return element


def main_part(members: dict[str, bytes], usual: str) -> str:
    """The name of the part that the package says it begins with; else the usual one."""
    linked = linked_parts(members, "")
    named = (target for kind, target in linked.values() if kind == "officeDocument")
    return next((target for target in named if target in members), usual)


def linked_parts(members: dict[str, bytes], part: str) -> dict[str, tuple[str, str]]:
    """The parts that a part is linked to, by the id of the link: its kind and the name of the other part.

    A link that leads nowhere is left out by whoever looks for the part.
    """
    folder, name = posixpath.split(part)
    links = posixpath.join(folder, "_rels", f"{name}.rels")
    if links not in members:
        return {}
    by_id = {}
    for link in xml_part(members, links):
        target = posixpath.join("/", folder, attribute(link, "Target").replace("\\", "/"))
        kind = attribute(link, "Type").rpartition("/")[2]
        by_id[attribute(link, "Id")] = (kind, posixpath.normpath(target).lstrip("/"))
    return by_id


def linked_part(members: dict[str, bytes], part: str, kind: str) -> Element | None:
    """The part of a kind that a part is linked to; None where there is none."""
    targets = (target for each, target in linked_parts(members, part).values() if each == kind)
    name = next((target for target in targets if target in members), None)
    return xml_part(members, name) if name else None


def xml_part(members: dict[str, bytes], name: str) -> Element:
    """One part of a package as XML, without outside entities; raises ValueError if missing or broken."""
    try:
        return ElementTree.fromstring(members[name])
    except (LookupError, ElementTree.ParseError) as reason:
        raise ValueError(name) from reason
