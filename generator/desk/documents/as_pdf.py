"""印成 PDF By typst, within this process, in the types that the machine has."""

import json
import re
from dataclasses import asdict
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, Final

import typst

from generator.desk.documents import layout
from generator.desk.documents.document import Document
from generator.desk.documents.typefaces import TYPEFACES

SOURCE = Path(__file__).parents[3] / "site_templates" / "documents" / "official.typ"
STANDARD: Final = "a-2a"


# An archival file is refused by typst where a sign would come out as an empty box.
UNSHOWN = re.compile(r'text `"(.+?)"` could not be displayed')


class NoChineseType(Exception):
    """缺中文字体 The machine has none; or those it has lack some signs, which `lacking` names."""

    def __init__(self, lacking: str = "") -> None:
        super().__init__(lacking)
        self.lacking = lacking


def as_pdf(document: Document) -> bytes:
    """印成 PDF An archival file; the same document and the same types give the same bytes."""
    fonts = typst.Fonts()
    given = json.dumps(_given(document, set(fonts.families())), ensure_ascii=False)
    try:
        return typst.compile(
            SOURCE.read_bytes(),
            font_paths=fonts,
            sys_inputs={"given": given},
            pdf_standards=STANDARD,
            timestamp=datetime.combine(document.day, time(), UTC),
        )
    except typst.TypstError as fault:
        unshown = UNSHOWN.search(fault.message)
        if unshown is None:
            raise
        raise NoChineseType(unshown[1]) from fault


def _given(document: Document, installed: set[str]) -> dict[str, Any]:
    return {
        "document": asdict(document) | {"day": None, "paragraphs": _paragraphs(document)},
        "measures": layout.MEASURES,
        "faces": families(installed),
        "day": [document.day.year, document.day.month, document.day.day],
        "head_size": layout.head_size(document.issuer),
        "signature": layout.signature_indents(document.issuer, document.spelt_day),
        "table": asdict(document.annex.widths) if document.annex else None,
    }


def _paragraphs(document: Document) -> list[dict[str, Any]]:
    return [asdict(each) | {"ragged": each.is_ragged} for each in document.paragraphs]


def families(installed: set[str]) -> dict[str, list[str]]:
    """可用字体 The types there are for each use, in the order wanted; typst only warns of others."""
    by_name = {family.casefold(): family for family in installed}
    found = {
        use.value: list(
            dict.fromkeys(by_name[n] for n in map(str.casefold, face.family) if n in by_name)
        )
        for use, face in TYPEFACES.items()
    }
    if not all(found.values()):
        raise NoChineseType
    return found
