"""公文 An official document as a value, before any format prints it."""

import re
from dataclasses import dataclass
from datetime import date

from generator.desk.documents.layout import TableWidths, table_widths

# What a clerk still has to write by hand.
BLANK = "＿" * 8
# XML cannot hold these, and marks that turn the direction of writing could deceive.
UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
    r"\ud800-\udfff]"
)
LONG_RUN = re.compile("[!-~]{12,}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """自然段 `lead` is a heading in the type of its level (一级黑体、二级楷体); `text` runs on after it."""

    text: str = ""
    lead: str = ""
    level: int = 0

    @property
    def is_ragged(self) -> bool:
        """不撑满 An address or a code too long to break would tear its line apart."""
        return LONG_RUN.search(self.text) is not None


@dataclass(frozen=True, slots=True)
class Annex:
    """附件 One list: `ems` and `grows` say how wide each column would be."""

    title: tuple[str, ...]
    heads: tuple[str, ...]
    ems: tuple[float, ...]
    grows: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    caveat: str = ""

    @property
    def widths(self) -> TableWidths:
        """表的尺寸 The size of type and the width of each column."""
        return table_widths(self.ems, self.grows)


@dataclass(frozen=True, slots=True)
class Document:
    """公文 `title` is broken into lines; `gaps` say what the register does not hold.

    A document with a number has a head (版头); `addressee` is empty where the document
    speaks to the public.
    """

    issuer: str
    number: str
    title: tuple[str, ...]
    addressee: str
    paragraphs: tuple[Paragraph, ...]
    annex: Annex | None
    day: date
    spelt_day: str
    mark: str
    gaps: tuple[str, ...]


def printable(text: str) -> str:
    """可印文字 For a cell: its lines stay; what cannot be printed is shown as a replacement."""
    return UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\t", " ")).strip()


def on_one_line(text: str) -> str:
    """一行文字 For running text: breaks of line that a record holds are not the document's."""
    return re.sub(r"\n+", " ", printable(text))
