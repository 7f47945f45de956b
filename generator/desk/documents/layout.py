"""Every measure and every type of an official document, once (GB/T 9704-2012).

Lengths are millimetres and sizes of type are points, unless a name says otherwise;
an em (字) is the width of one character.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

PAGE_WIDTH, PAGE_HEIGHT = 210, 297
TYPE_WIDTH, TYPE_HEIGHT = 156, 225
TOP, INSIDE = 37, 28
BOTTOM, OUTSIDE = PAGE_HEIGHT - TOP - TYPE_HEIGHT, PAGE_WIDTH - INSIDE - TYPE_WIDTH
LINES, CHARACTERS = 22, 28
POINTS_PER_MM = 72 / 25.4

BODY, TITLE, PAGE_NUMBER, MARK = 16, 22, 14, 14
LINE_PITCH = TYPE_HEIGHT * POINTS_PER_MM / LINES
CHARACTER_PITCH = TYPE_WIDTH * POINTS_PER_MM / CHARACTERS

# The issuer's name in the head: as large as the type area allows, and no larger than this.
LARGEST_HEAD = 48
HEAD_FROM_TOP = 35
HEAD_TO_NUMBER_LINES = 2
NUMBER_TO_RULE = 4
RULE_WIDTH_POINTS = 1.5
RULE_TO_TITLE_LINES = 2
RED = "FF0000"

INDENT_EMS = 2
# The seal is pressed over the signature and the day, and must not reach the text above.
LINES_BEFORE_SIGNATURE = 2
DAY_FROM_RIGHT_EMS = 4
PAGE_NUMBER_BELOW = 7
MARK_FROM_TOP = 18
PAGE_NUMBER_FROM_EDGE_EMS = 1

# Types for an annex's table, the largest first; the smallest is taken if none fits.
TABLE_SIZES = (12, 10.5, 9)
LEAST_GROWING_EMS = 8
TABLE_LEADING = 1.35
CELL_PADDING, CELL_PADDING_UPRIGHT = 1, 1.4
TABLE_RULE_POINTS = 0.5
NUMBERING_EMS = 2.2
# In the types that stand in where a machine lacks the proper one.
WIDEST_LETTER_EMS = 0.64

MEASURES = {
    name.lower(): value
    for name, value in dict(globals()).items()
    if name.isupper() and isinstance(value, int | float | str)
}


def ems(text: str) -> float:
    """The width of a text in characters: letters and digits are half as wide."""
    return sum(0.5 if letter.isascii() else 1 for letter in text)


def head_size(issuer: str) -> float:
    """Points for the issuer's name in the head to stand on one line within the type area."""
    return min(LARGEST_HEAD, round(TYPE_WIDTH * POINTS_PER_MM / max(ems(issuer), 1), 1))


def signature_indents(issuer: str, day: str) -> tuple[float, float]:
    """Ems from the right for the issuer and for the day, each centred on the other."""
    centre = DAY_FROM_RIGHT_EMS + ems(day) / 2
    centre = min(max(centre, ems(issuer) / 2), CHARACTERS / 2)
    return max(centre - ems(issuer) / 2, 0), max(centre - ems(day) / 2, 0)


@dataclass(frozen=True, slots=True)
class TableWidths:
    """The size of type in points, and the columns in millimetres, which fill the type area."""

    size: float
    columns: tuple[float, ...]


def table_widths(
    tables: Sequence[tuple[Sequence[float], Sequence[bool]]],
) -> tuple[TableWidths, ...]:
    """The largest type in which the columns that grow are still wide enough in every table."""
    tries = [[_in_type(size, *table) for table in tables] for size in TABLE_SIZES]
    fitting = (each for each in tries if all(is_wide for _, is_wide in each))
    return tuple(widths for widths, _ in next(fitting, tries[-1]))


def _in_type(
    size: float, wanted: Sequence[float], grows: Sequence[bool]
) -> tuple[TableWidths, bool]:
    """Widths in one size of type, and whether they suffice; where nothing grows, all are widened alike."""
    em, least = size / POINTS_PER_MM, LEAST_GROWING_EMS * size / POINTS_PER_MM
    fixed = [
        0 if growing else ems * em + 2 * CELL_PADDING
        for ems, growing in zip(wanted, grows, strict=True)
    ]
    share = (TYPE_WIDTH - sum(fixed)) / max(sum(grows), 1)
    is_wide = share >= least + 2 * CELL_PADDING
    columns = [
        max(share, least) if growing else width for growing, width in zip(grows, fixed, strict=True)
    ]
    scale = TYPE_WIDTH / sum(columns)
    return TableWidths(size, tuple(round(width * scale, 2) for width in columns)), is_wide


# The last resorts, with the widest choice of characters: rare ones in names must print.
SONG = (
    "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Source Han Serif CN",
    "SimSun", "NSimSun", "Songti SC", "STSong", "AR PL UMing CN",
)  # fmt: skip
HEI = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "SimHei",
    "Microsoft YaHei", "PingFang SC", "STHeiti", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei",
)  # fmt: skip


class Type(StrEnum):
    """The uses of type in a document."""

    TITLE = "title"
    BODY = "body"
    FIRST_LEVEL = "first_level"
    SECOND_LEVEL = "second_level"
    PAGE_NUMBER = "page_number"


@dataclass(frozen=True, slots=True)
class Typeface:
    """A type by the name that staff machines know (`proper`); `others` stand in, in this order."""

    proper: str
    others: tuple[str, ...]

    @property
    def family(self) -> tuple[str, ...]:
        """Names of the type, the proper one first."""
        return self.proper, *self.others


TYPEFACES = {
    Type.TITLE: Typeface(
        "方正小标宋简体", ("FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05", *SONG, *HEI)
    ),
    Type.BODY: Typeface(
        "仿宋_GB2312",
        ("FangSong_GB2312", "仿宋", "FangSong", "STFangsong", "FandolFang R", *SONG, *HEI),
    ),
    Type.FIRST_LEVEL: Typeface("黑体", ("SimHei", "STHeiti", "FandolHei", *HEI, *SONG)),
    Type.SECOND_LEVEL: Typeface(
        "楷体_GB2312",
        ("KaiTi_GB2312", "楷体", "KaiTi", "STKaiti", "FandolKai", "AR PL UKai CN", *SONG, *HEI),
    ),
    Type.PAGE_NUMBER: Typeface("宋体", ("SimSun", "STSong", "FandolSong", *SONG, *HEI)),
}  # fmt: skip
