"""Characters as they are seen: what may be ignored, what a symbol font shows, and what nobody can read."""

import re
import unicodedata
from collections.abc import Iterator

from generator.terms.said import Said, said
from generator.terms.sameness import PRIVATE

# What a reader of the page never sees, and misses nothing by. All else that is unseen is a doubt.
IGNORED = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
WITHOUT_IGNORED = str.maketrans(
    {**dict.fromkeys(IGNORED, ""), "\r": "\n", "\v": "\n", "\f": "\n", "\u2028": "\n",
     "\u2029": "\n", "\u0085": "\n", "\t": " ", "\u2011": "-"}
)  # fmt: skip


def cleaned_text(text: str) -> str:
    """The text without marks that no reader sees; lines within a cell stay lines."""
    plain = text.replace("\r\n", "\n").translate(WITHOUT_IGNORED)
    return "".join(" " if unicodedata.category(c) == "Zs" else c for c in plain).strip()


STRANGE = {
    "Cc": "控制字符", "Cf": "看不见的控制字符", "Cs": "残缺的字符", "Cn": "没有定义的字符",
}  # fmt: skip
REPLACEMENTS = {"\ufffd": "读坏了的字（�）", "\ufffc": "占位的对象"}
SUPERSCRIPT = re.compile(r"[¹²³⁰⁴-⁹]+")
# What sends the reader to a note below the list.
NOTE_MARK = re.compile(r"[*＊※†‡#＃△▲★☆]+$|[\[［(（【〔]\s*(?:注\s*\d*|\d)\s*[\]］)）】〕]$")


def strange_characters(text: str) -> Iterator[Said]:
    """Everything in a text that nobody can read or that is not seen, worded to follow the name of its column."""
    for each in dict.fromkeys(text):
        kind = STRANGE.get(unicodedata.category(each)) if each != "\n" else None
        called = "造字区的字" if PRIVATE.match(each) else REPLACEMENTS.get(each, kind)
        if called:
            yield said(
                "strange_character", at=text.index(each) + 1, called=called, sign=f"{ord(each):04X}"
            )


def note_marks(text: str) -> Iterator[Said]:
    """A mark that sends the reader to a note, worded like the strange characters."""
    mark = SUPERSCRIPT.search(text) or NOTE_MARK.search(text)
    if mark:
        yield said("note_mark", mark=mark[0])


def readable_text(text: str) -> str:
    """The text without what cannot be seen; a private character is seen, and stays."""
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in STRANGE)


# Symbol fonts show these in place of their letters (Microsoft's own charts of the fonts).
SYMBOL_FONTS = {
    "wingdings": {0xFC: "✓", 0xFE: "☑", 0xFB: "✗", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0x6C: "●", 0x6E: "■"},
    "wingdings 2": {0x50: "✓", 0x52: "☑", 0x4F: "✗", 0x51: "☒", 0x53: "☒", 0x54: "☒", 0xA3: "☐"},
    "wingdings 3": {},
    "webdings": {0x61: "✓", 0x72: "✗", 0x63: "☐"},
    "symbol": {0xD6: "√", 0xB4: "×", 0x2D: "-", 0xB7: "·"},
    "zapf dingbats": {0x33: "✓", 0x34: "✓", 0x37: "✗", 0x38: "✗"},
}  # fmt: skip
SYMBOLS = 0xF000


def symbols_shown(text: str, font: str | None) -> str:
    """The text as its font shows it; a symbol that we do not know stays a private character."""
    known = SYMBOL_FONTS.get((font or "").casefold())
    return text if known is None else "".join(_symbol(each, known) for each in text)


def _symbol(each: str, known: dict[int, str]) -> str:
    code = ord(each)
    place = code - SYMBOLS if SYMBOLS <= code <= SYMBOLS + 0xFF else code
    if each.isspace() or place > 0xFF:
        return each
    return known.get(place) or chr(SYMBOLS + place)
