"""封装 The parts of the file: none that the template left over, and no time but the act's own."""

import io
import zipfile
from datetime import UTC, date, datetime, time

from docx.document import Document
from docx.opc.oxml import serialize_part_xml

from generator.desk.documents.typefaces import TYPEFACES
from generator.desk.documents.word.elements import element

# The template's picture of a page, its lists, and what older programs read.
LEFT_OVER = ("/thumbnail", "/stylesWithEffects", "/numbering", "/customXml")
FONT_TABLE, GB2312 = "/fontTable", "86"
COMPRESSION = 6
UNIX = 3


def describe(document: Document, title: str, author: str, day: date) -> None:
    """题记 What the file says of itself."""
    properties, on = document.core_properties, datetime.combine(day, time(), UTC)
    properties.title, properties.author, properties.last_modified_by = title, author, author
    properties.created = properties.modified = on
    properties.comments, properties.keywords, properties.language = "", "", "zh-CN"
    properties.revision = 1


def name_fonts(document: Document) -> None:
    """字体表 What may stand in where a machine lacks a type, so that it is not just any type."""
    table = element("fonts")
    for face in TYPEFACES.values():
        font = element("font", name=face.proper)
        font.append(element("altName", val=",".join(face.others)))
        font.append(element("charset", val=GB2312))
        table.append(font)
    part = next(
        r.target_part for r in document.part.rels.values() if r.reltype.endswith(FONT_TABLE)
    )
    part._blob = serialize_part_xml(table)


def packed(document: Document, day: date) -> bytes:
    """封装 The same document gives the same bytes."""
    for relations in (document.part.package.rels, document.part.rels):
        for name in [n for n, each in relations.items() if each.reltype.endswith(LEFT_OVER)]:
            del relations[name]
    written, fixed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(fixed, "w") as new:
        for member in old.infolist():
            kept = zipfile.ZipInfo(
                member.filename, (max(day.year, 1980), day.month, day.day, 0, 0, 0)
            )
            kept.compress_type, kept.create_system = zipfile.ZIP_DEFLATED, UNIX
            new.writestr(kept, old.read(member), compresslevel=COMPRESSION)
    return fixed.getvalue()
