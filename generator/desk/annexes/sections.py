"""The lists of one paper that does several things: each with the kind that its title names.

A title stands above a table, names a sheet, or fills a line within the table.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from generator.desk.annexes.grid import AnnexFile, Complaint
from generator.desk.annexes.listing import (
    TITLE_LINES,
    AnnexLine,
    AnnexListing,
    ListPart,
    PassedLine,
    listing_from_lines,
)
from generator.desk.annexes.lists import asked_lists, lists_in, no_list, unread_lists
from generator.terms.words import ActKind

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


def kind_in_title(title: str) -> ActKind | None:
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
    left: tuple[str, ...] = ()

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
        raise Complaint(
            f"--kinds 写了 {len(kinds)} 种，名单却有 {len(sections)} 份：{_told(sections)}。"
        )
    for section, kind in zip(sections, kinds, strict=bool(kinds)):
        section.kind = kind
    if any(section.kind is None for section in sections):
        raise Complaint(
            f"有 {len(sections)} 份名单，看不全各是哪一种：{_told(sections)}。请用 --kinds 依次写明，"
            "如 --kinds 公布、撤销、更名；或者分几次导入，后面的用 --in 记在同一份文件里。"
        )
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
    return kind_in_title(line.text) if line.why in TITLE_LINES else None


def _title_above(part: ListPart) -> tuple[str, ActKind | None]:
    """The nearest line above the list that names a kind; else the nearest of all, which names none."""
    nearest = [*reversed(part.titles), part.grid.name]
    for title in nearest:
        if kind := kind_in_title(title):
            return title, kind
    return nearest[0], None


def _told(sections: Sequence[AnnexSection]) -> str:
    return "；".join(
        f"{each.parts[0].grid.called}“{each.title}”（{each.rows} 行，"
        f"{each.kind.label if each.kind else '种类不明'}）"
        for each in sections
    )
