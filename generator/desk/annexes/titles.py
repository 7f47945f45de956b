"""Titles above and within lists: the kind of act that one names, and values of the rows below it.

A title stands above a table, names a sheet, or fills a line within the table (一、新认定, （二）某市).
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from generator.desk.annexes.cells import (
    IS_REVIEWED,
    NOT_REVIEWED,
    read_article,
    read_department,
    read_division,
    read_functions,
    read_outcome,
    read_validity,
)
from generator.desk.annexes.grid import AnnexFile, Complaint
from generator.desk.annexes.listing import (
    TITLE_LINES,
    AnnexLine,
    AnnexListing,
    ListPart,
    ListTitle,
    PassedLine,
    listing_from_lines,
)
from generator.desk.annexes.lists import asked_lists, lists_in, no_list, unread_lists
from generator.terms.said import Said, said
from generator.terms.words import ActKind

if TYPE_CHECKING:
    from generator.desk.annexes.rows import ReadingContext

# What a title says of the kind of its list. 认定 and 公布 stand in titles of other kinds too.
TITLES = {
    ActKind.REVOCATION: "撤销",
    ActKind.RENAMING: "更名|名称变更|变更名称|变更情况",
    ActKind.REVIEW: "复核",
    ActKind.INSPECTION: "检查",
    ActKind.WITHDRAWAL: "退出",
    ActKind.VALIDITY_CHANGE: "有效期",
    ActKind.OBJECTION: "异议",
    ActKind.NATIONAL_RECOMMENDATION: "推荐国家级",
    ActKind.ANNUAL_REPORT: "年度总结",
    ActKind.SUCCESSION: "承继",
    ActKind.PUBLICITY: "公示|拟认定",
}
GRANTED = "认定|公布"


def _kind_in_title(title: str) -> ActKind | None:
    """The one kind that a title names; None where it names none, or several."""
    named = [kind for kind, words in TITLES.items() if re.search(words, title)]
    if not named and re.search(GRANTED, title):
        return ActKind.ANNOUNCEMENT
    return named[0] if len(named) == 1 else None


@dataclass
class AnnexSection:
    """Lines under one title: `title` as shown to the clerk, `heading` where it stands within the list.

    Its lines lie in one part or, where a list goes on, in several. `left` says what of the file is
    not read.
    """

    title: str
    kind: ActKind | None
    heading: str | None = None
    parts: list[ListPart] = field(default_factory=list)
    lines: list[list[AnnexLine | PassedLine]] = field(default_factory=list)
    left: tuple[Said, ...] = ()

    @property
    def rows(self) -> int:
        """Number of its rows."""
        return sum(isinstance(line, AnnexLine) for line in chain(*self.lines))

    def begin(self, part: ListPart) -> None:
        """Goes on in a part of the list."""
        self.parts.append(part)
        self.lines.append([])

    def listing(self, annex: AnnexFile) -> AnnexListing:
        """The section as a list of its own."""
        return listing_from_lines(annex.file, self.parts, self.lines, (*annex.notes, *self.left))


def sections_of(
    annex: AnnexFile, named: Mapping[str, str], sheets: Sequence[str], kinds: Sequence[ActKind]
) -> list[tuple[ActKind, str | None, AnnexListing]]:
    """The lists of a file in printed order, each with its kind and heading; raises `Complaint` where one is not clear.

    `kinds` are the clerk's, in the order of the lists, in place of those that titles name.
    """
    sections = sections_in(annex, named, sheets)
    if kinds and len(kinds) != len(sections):
        counts = {"kinds": len(kinds), "count": len(sections)}
        raise Complaint(said("kinds_miscounted", **counts, lists=_told(sections)))
    for section, kind in zip(sections, kinds, strict=bool(kinds)):
        section.kind = kind
    if any(section.kind is None for section in sections):
        raise Complaint(said("kinds_unclear", count=len(sections), lists=_told(sections)))
    return [(e.kind, e.heading, e.listing(annex)) for e in sections if e.kind]


def _sections_in(parts: Sequence[ListPart]) -> list[AnnexSection]:
    title, kind = _title_above(parts[0])
    sections = [AnnexSection(title, kind)]
    for part in parts:
        sections[-1].begin(part)
        for line in part.lines(f"{part.at + 1}-"):
            if isinstance(line, PassedLine) and (named := _kind_of_title(line)):
                # A title before the first row only says more exactly what the list is.
                if sections[-1].rows:
                    sections.append(AnnexSection("", None))
                    sections[-1].begin(part)
                last = sections[-1]
                last.title, last.kind, last.heading = line.text, named, line.text
            sections[-1].lines[-1].append(line)
    return sections


def sections_in(
    annex: AnnexFile, named: Mapping[str, str], sheets: Sequence[str]
) -> list[AnnexSection]:
    """The lists of a file parted by their titles; raises `Complaint` where it has none."""
    lists = lists_in(annex, named)
    if not lists:
        raise Complaint(no_list(annex))
    asked = asked_lists(annex, lists, sheets) if sheets else [*chain(*lists)]
    shown = [part for part in asked if sheets or part.grid.shown]
    left = tuple(unread_lists(annex, lists, shown))
    whole = ([part for part in each if part in shown] for each in lists)
    listed = [each for parts in whole if parts for each in _sections_in(parts) if each.rows]
    return [replace(each, left=left) for each in listed]


def _kind_of_title(line: PassedLine) -> ActKind | None:
    return _kind_in_title(line.text) if line.why in TITLE_LINES else None


def _title_above(part: ListPart) -> tuple[str, ActKind | None]:
    """The nearest line above the list that names a kind; else the nearest of all, which names none."""
    nearest = [*reversed(part.titles), part.grid.name]
    for title in nearest:
        if kind := _kind_in_title(title):
            return title, kind
    return nearest[0], None


def _told(sections: Sequence[AnnexSection]) -> tuple[Said, ...]:
    return tuple(
        said(
            "list_of_kind", list=each.parts[0].grid.called, title=each.title, rows=each.rows,
            kind=each.kind.label if each.kind else said("kind_unclear"),
        )
        for each in sections
    )  # fmt: skip


NUMERAL = "[一二三四五六七八九十]+"
# The number before a title, and how deep it lies.
NUMBERS = (
    re.compile(rf"{NUMERAL}(?:[、.．]| (?=.))"),
    re.compile(rf"[(]{NUMERAL}[)][、.]?"),
    re.compile(r"\d+[、.]"),
    re.compile(r"[(]\d+[)]"),
)
UNNUMBERED = len(NUMBERS)
COUNT = re.compile(r"[(]?共?计?\d+[个家][)]?$|[:。]$")
WHAT_IT_IS = re.compile("名单|如下|附件")
WHAT_IT_LISTS = re.compile(r"(?:的)?(?:公共服务)?(?:示范)?(?:平台|单位|机构|企业)?(?:名单)?$")


@dataclass(frozen=True, slots=True)
class TitleValue:
    """A value that a title gives to the rows below it; `title` as printed."""

    depth: int
    field: str
    text: str
    title: str


def title_values(
    titles: Sequence[ListTitle], context: "ReadingContext"
) -> tuple[dict[str, TitleValue], tuple[str, ...]]:
    """The values that count for a row, by field, and the titles that say something of it which nobody understands.

    A title ends the values of those as deep or deeper, and those of its kind.
    """
    counting, unclear, known = list[TitleValue](), list[tuple[int, str]](), set[int]()
    for title in titles:
        depth, text, meant = _read_title(title, context)
        fields = {each.field for each in meant}
        ends = [
            at
            for at, each in enumerate(counting)
            if each.field in fields or (depth < UNNUMBERED and each.depth >= depth)
        ]
        counting = [*counting[: min(ends, default=len(counting))], *meant]
        if meant or depth < UNNUMBERED:
            unclear = [each for each in unclear if each[0] < depth]
        if meant:
            known.add(depth)
        elif not title.is_above and (depth in known or _is_of_another_kind(text, context)):
            unclear.append((depth, title.text))
    return {each.field: each for each in counting}, tuple(text for _, text in unclear)


# Lists that give the title, before it is given and after.
GRANTING = (ActKind.PUBLICITY, ActKind.ANNOUNCEMENT)


def _is_of_another_kind(text: str, context: "ReadingContext") -> bool:
    kind = _kind_in_title(text)
    is_granted = kind in GRANTING and context.kind in GRANTING
    return kind is not None and kind != context.kind and not is_granted


def _read_title(title: ListTitle, context: "ReadingContext") -> tuple[int, str, list[TitleValue]]:
    """How deep a title lies, what it says and means; read once however many rows stand below it."""
    if title not in context.titles:
        depth, text = _parted(title.text)
        context.titles[title] = depth, text, list(_meanings(text, depth, title, context))
    return context.titles[title]


def _parted(title: str) -> tuple[int, str]:
    """How deep a title lies, and what it says without its number and count."""
    text = " ".join(unicodedata.normalize("NFKC", title).split())
    depth = next((at for at, number in enumerate(NUMBERS) if number.match(text)), UNNUMBERED)
    if depth < UNNUMBERED:
        text = NUMBERS[depth].sub("", text, count=1)
    text = "".join(text.split())
    while COUNT.search(text):
        text = COUNT.sub("", text)
    return depth, text


# Alone above a list, these words can only be meant of its rows.
OF_THE_LIST = ("reviewed", "city", "functions", "outcome")


def _meanings(
    text: str, depth: int, title: ListTitle, context: "ReadingContext"
) -> Iterator[TitleValue]:
    # Above its head a list says what it is, of whom and when, and seldom why.
    has_grounds = not (title.is_above and WHAT_IT_IS.search(text))
    is_loose = title.is_above and depth == UNNUMBERED and not text.endswith("推荐")
    for name, value in _fields(text, depth, context, has_grounds):
        if not is_loose or name in OF_THE_LIST:
            yield TitleValue(depth, name, value, title.text)


def _fields(
    text: str, depth: int, context: "ReadingContext", has_grounds: bool
) -> Iterator[tuple[str, str]]:
    core = WHAT_IT_LISTS.sub("", text)
    if not core:
        return
    named = text.removesuffix("推荐")
    meant = (
        ("reviewed", core, core in IS_REVIEWED | NOT_REVIEWED),
        ("city", text, _is_place(text, context)),
        ("city", core, _is_place(core, context)),
        ("functions", core, _is_functions(core, context)),
        ("outcome", core, _is_outcome(core, context)),
        ("validity", text, not read_validity(text).doubt),
        ("recommended_by", named, _is_department(named, context)),
    )
    known = next(((field, value) for field, value, is_meant in meant if is_meant), None)
    yield from [known] if known else _grounds(text, depth, context) if has_grounds else ()


def _is_place(text: str, context: "ReadingContext") -> bool:
    place = read_division(text, context.register.territory)
    return bool(place.value and not place.doubt)


def _is_outcome(text: str, context: "ReadingContext") -> bool:
    return "outcome" in context.fields and not read_outcome(text, context.outcomes).doubt


def _is_functions(text: str, context: "ReadingContext") -> bool:
    functions = read_functions(text, context.edition, context.register.regulations.values())
    return bool(functions.value and not functions.doubt)


def _is_department(text: str, context: "ReadingContext") -> bool:
    register = context.register
    known = register.departments.values()
    return bool(read_department(text, known, context.day, register.territory).value)


def _grounds(text: str, depth: int, context: "ReadingContext") -> Iterator[tuple[str, str]]:
    """Why the rows below are on the list, and by which article, where such a list says it; not what list it is."""
    if "article" in context.fields and "条" in text:
        article = read_article(text)
        if article.value:
            yield "article", text
    is_bracketed = depth == UNNUMBERED and text.startswith("(")
    if "grounds" in context.fields and _kind_in_title(text) != context.kind and not is_bracketed:
        yield "grounds", text
