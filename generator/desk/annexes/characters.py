"""Text as a reader sees it: its characters, what a symbol font shows, its colours, what nobody can read."""

import re
import unicodedata
from collections.abc import Iterator

from generator.intake.yaml import hidden_character
from generator.terms.said import Said, said
from generator.terms.sameness import PRIVATE

# What a reader of the page never sees, and misses nothing by. All else that is unseen is a doubt.
IGNORED = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f"
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
# What sends the reader to a note below the list, or is one: a mark, a number, a remark in brackets.
NOTE_MARK = re.compile(
    r"^[*＊※†‡△▲★☆]+|(?<=[\w)）》”])[*＊※†‡#＃△▲★☆①-⑳]+$|^\d+[.．、](?!\d)"
    r"|[\[［(（【〔]\s*(?:注\s*\d*|\d|(?:原|曾|现名|现更名|已|更名|变更|前身|复核|新认定|新增|新申报)[^()（）]*)\s*[\]］)）】〕]$"
)
# As long as a credit code or an older number of a unit, and mostly digits, be it right or not.
CODE_WITHIN = re.compile(
    r"(?<![0-9A-Za-z])(?=(?:[A-Za-z]*\d){8})[0-9A-Za-z]{15,20}(?![0-9A-Za-z])", re.ASCII
)
# Signs that stand for one that was not at hand, and those that put one together.
STAND_INS = re.compile("[□〓?？▯\u2ff0-\u2fff\u303e]")


def strange_characters(text: str) -> Iterator[Said]:
    """Everything in a text that nobody can read or that is not seen, worded to follow the name of its column."""
    for each in dict.fromkeys(text):
        kind = STRANGE.get(unicodedata.category(each), "不显示的字符") if _is_unseen(each) else None
        called = "造字区的字" if PRIVATE.match(each) else REPLACEMENTS.get(each, kind)
        if called:
            yield said(
                "strange_character", at=text.index(each) + 1, called=called, sign=f"{ord(each):04X}"
            )


def note_marks(text: str) -> Iterator[Said]:
    """A mark that sends the reader to a note, worded like the strange characters."""
    plain = text.replace("\n", "")
    mark = SUPERSCRIPT.search(plain) or NOTE_MARK.search(plain)
    if mark:
        yield said("note_mark", mark=mark[0])
    if stand_in := STAND_INS.search(plain):
        yield said("stand_in", sign=stand_in[0])
    if _holds_several(text):
        yield said("names_within")


def code_within(text: str) -> Iterator[Said]:
    """A code of a unit that shares the cell of a name: written as it is, it would become part of the name."""
    if code := CODE_WITHIN.search(text):
        yield said("code_within", code=code[0])


# Names of one list end alike: 平台, 公司, 中心.
ENDING = 2
SHORTEST = 4


def _holds_several(text: str) -> bool:
    """Whether each of several lines ends as a name does, so that they are names and not one that was broken."""
    names = [each.strip(" 、，,；;。") for each in re.split(r"[\n；;]|、(?=.{6})", text)]
    ends = {each[-ENDING:] for each in names if len(each) >= SHORTEST}
    return len(names) > 1 and len(ends) == 1 and all(len(e) >= SHORTEST for e in names)


def readable_text(text: str) -> str:
    """The text without what cannot be seen; a private character is seen, and stays."""
    return "".join(each for each in text if not _is_unseen(each))


def _is_unseen(sign: str) -> bool:
    """Whether a sign shows nothing, as in a record; the end of a line is seen."""
    is_hidden = unicodedata.category(sign) in STRANGE or hidden_character(sign) is not None
    return is_hidden and sign != "\n"


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


BLACK, WHITE = "000000", "FFFFFF"
HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{6}")
# Of the 256 steps of a colour, so few nobody sees.
NEAR = 24


def is_like(one: str, two: str) -> bool:
    """Whether two colours, in six digits or by name, look alike."""
    if HEXADECIMAL.fullmatch(one) and HEXADECIMAL.fullmatch(two):
        parts = zip(bytes.fromhex(one), bytes.fromhex(two), strict=True)
        return all(abs(a - b) <= NEAR for a, b in parts)
    return one == two
