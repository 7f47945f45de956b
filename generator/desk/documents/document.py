"""An official document as a value, before any format prints it, and where its title breaks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.desk.documents.layout import (
    POINTS_PER_MM,
    TITLE,
    TYPE_WIDTH,
    TableWidths,
    ems,
    table_widths,
)
from generator.terms.citations import numeral

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
    """A paragraph whose `lead` is a heading in the type of its level (一级黑体、二级楷体), before the text."""

    text: str = ""
    lead: str = ""
    level: int = 0

    def numbered(self, at: int) -> "Paragraph":
        """The paragraph as the `at`-th of its level: 一、 then （一） then 1., the third in the type of the text."""
        if self.level == THIRD_LEVEL:
            return Paragraph(f"{at}.{self.lead}{self.text}")
        mark = f"{numeral(at)}、" if self.level == 1 else f"（{numeral(at)}）"
        return replace(self, lead=mark + self.lead)

    @property
    def is_ragged(self) -> bool:
        """Whether an address or code too long to break would tear a justified line apart."""
        return LONG_RUN.search(self.text) is not None


THIRD_LEVEL = 3


@dataclass(frozen=True, slots=True)
class DocumentAnnex:
    """A list of a document under its mark (附件, 附件2): `ems` and `grows` say how wide each column would be."""

    mark: str
    title: tuple[str, ...]
    heads: tuple[str, ...]
    ems: tuple[float, ...]
    grows: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    caveat: str = ""


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """An official document: `title` is broken into lines; `gaps` say what the register does not hold.

    A document with a number has a head (版头); `addressee` is empty where the document
    speaks to the public.
    """

    issuer: str
    number: str
    title: tuple[str, ...]
    addressee: str
    paragraphs: tuple[Paragraph, ...]
    annexes: tuple[DocumentAnnex, ...]
    day: date
    spelt_day: str
    mark: str
    gaps: tuple[str, ...]

    @property
    def annexed(self) -> tuple[str, ...]:
        """The names of the annexes as the text lists them, numbered where there are several."""
        names = ["".join(annex.title) for annex in self.annexes]
        return tuple(f"{at}.{name}" for at, name in enumerate(names, 1)) if names[1:] else (*names,)

    @property
    def tables(self) -> tuple[TableWidths, ...]:
        """The widths of each annex's table, all in one size of type."""
        return table_widths([(annex.ems, annex.grows) for annex in self.annexes])


def printable(text: str) -> str:
    """The text of a cell with its lines; what cannot be printed is shown as a replacement."""
    return UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\t", " ")).strip()


def on_one_line(text: str) -> str:
    """Running text: breaks of line that a record holds are not the document's."""
    return re.sub(r"\n+", " ", printable(text))


# Words that titles of these acts are made of, longest first; a break never falls within one.
TITLE_WORDS = (
    "中小企业", "公共服务", "示范平台", "运营单位", "示范基地", "小型微型", "统一社会信用代码",
    "拟认定", "有效期", "截止日", "国家级", "异议处理", "名单", "公示", "公布", "通知",
    "公告", "通告", "复核", "结果", "更正", "撤销", "称号", "变更", "调整", "退出", "名称", "补充",
    "认定", "年度", "关于", "情况", "推荐汇总表", "推荐表", "汇总表", "推荐",
)  # fmt: skip
NOT_WORDS = r"[0-9A-Za-z]+年?|（[^）]{1,8}）"
NOT_FIRST = "·、，。：；！？）》”’的了"
NOT_LAST = "·（《“‘"
MOST_LINES = 4
WIDEST = TYPE_WIDTH * POINTS_PER_MM / TITLE


def title_lines(title: str, *names: str) -> tuple[str, ...]:
    """The title in as few lines as hold it, no word and none of these names cut, the lines nearly equal."""
    places = tuple(_break_places(title, names))
    for lines in range(1, MOST_LINES + 1):
        ways = list(_layouts(title, places, lines))
        if ways:
            return min(ways, key=lambda way: max(map(ems, way)) - min(map(ems, way)))
    return (title,)


def _layouts(text: str, places: tuple[int, ...], lines: int) -> Iterator[tuple[str, ...]]:
    """Every way to lay a text out on so many lines, none wider than the type area."""
    if ems(text) > WIDEST * lines:
        return
    if lines == 1:
        yield (text,)
    for at in places if lines > 1 else ():
        if ems(text[:at]) > WIDEST:
            return
        rest = tuple(place - at for place in places if place > at)
        yield from ((text[:at], *others) for others in _layouts(text[at:], rest, lines - 1))


def _break_places(title: str, names: Sequence[str]) -> Iterator[int]:
    """Places where a line may end: between words, not beside punctuation that belongs elsewhere."""
    words = map(re.escape, sorted((*TITLE_WORDS, *names), key=len, reverse=True))
    whole = re.compile("|".join((*words, NOT_WORDS)))
    within = {at for word in whole.finditer(title) for at in range(word.start() + 1, word.end())}
    for at in range(1, len(title)):
        if at not in within and title[at] not in NOT_FIRST and title[at - 1] not in NOT_LAST:
            yield at
