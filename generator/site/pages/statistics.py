"""The page of statistics: bars for a glance, with every number as a table."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from generator.register.snapshot import (
    Listing,
    Snapshot,
    by_kind,
    designations_by_year,
    in_force_by_year,
    revocations_by_year,
    run_out_by_year,
)
from generator.site.pages.page import Page
from generator.site.pages.wording import UNKNOWN, Wording
from generator.terms.words import Status

Cell = str | int


@dataclass(frozen=True)
class Table:
    """One table of counts; its first column says what each row counts, `drawn` columns are stacked as bars.

    `links` lead from a row's label to its page, where it has one. `marks` stand at
    the end of the bars where the bare numbers would not say enough.
    """

    title: str
    says: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    drawn: tuple[int, ...] = (1,)
    links: dict[str, str] = field(default_factory=dict)
    marks: tuple[str, ...] = ()

    @property
    def most(self) -> int:
        """Length of the longest bar; 1 where every bar is empty."""
        return max([sum(self.lengths(row)) for row in self.rows] + [1])

    def lengths(self, row: tuple[Cell, ...]) -> list[int]:
        """Numbers that the bar of one row is made of."""
        return [int(row[at]) for at in self.drawn]

    def marked(self) -> list[tuple[tuple[Cell, ...], str]]:
        """Every row with what stands at the end of its bar."""
        plain = tuple(str(sum(self.lengths(row))) for row in self.rows)
        return list(zip(self.rows, self.marks or plain, strict=True))

    @property
    def spoken(self) -> str:
        """Sentence that a screen reader says in place of the bars."""
        words = "；".join(f"{row[0]} {mark}" for row, mark in self.marked())
        return f"{self.title}：{words}"


TITLE = "统计"


def pages(snapshot: Snapshot, _: Wording) -> Iterator[Page]:
    """Yields the page of statistics."""
    words = {"tables": partial(tables, snapshot)}
    word = snapshot.territory.word
    description = f"历年有效平台数、分{word}、分服务功能、分单位性质、历年认定与撤销、再次认定率。"
    yield Page("statistics/", "platforms", TITLE, "statistics.html", description, words)


def _in_force(snapshot: Snapshot) -> Table:
    counts = in_force_by_year(snapshot)
    rows = [(f"{year}年末", count) for year, count in counts.items()]
    rows.append((f"{snapshot.as_of}", len(snapshot.roll)))
    says = "每年12月31日有效的平台数，最后一行是数据截至的那一天。"
    return Table("历年有效平台", says, ("日期", "有效平台"), tuple(rows))


def _cities(snapshot: Snapshot) -> Table:
    word, by_part = snapshot.territory.word, snapshot.by_city
    codes = [*snapshot.parts, *([""] if "" in by_part else [])]
    rows = [(snapshot.part_name(c), *_held_and_all(by_part.get(c, ()))) for c in codes]
    links = {snapshot.part_name(code): f"cities/{code}/" for code in snapshot.parts}
    says = "条形是现在有效的平台数；“历年共”含期满、撤销、退出和公示中的。"
    heads = (word, "有效平台", "历年共")
    return Table(f"分{word}", says, heads, tuple(rows), links=links)


def _functions(snapshot: Snapshot) -> Table:
    wording = Wording(snapshot.register)
    listed = {term: snapshot.by_function.get(term, ()) for term in wording.functions}
    rows = [(wording.function(term), *_held_and_all(each)) for term, each in listed.items()]
    links = {wording.function(term): f"functions/{term}/" for term in listed}
    says = "一个平台可有多项功能，各项相加多于平台总数。"
    heads = ("服务功能", "有效平台", "历年共")
    return Table("分服务功能", says, heads, tuple(rows), links=links)


def _kinds(snapshot: Snapshot) -> Table:
    counts = by_kind(snapshot)
    rows = [(kind.label if kind else UNKNOWN, *count) for kind, count in counts.items()]
    says = "运营单位的性质，按登记时的记载。"
    return Table("分单位性质", says, ("单位性质", "有效平台", "历年共"), tuple(rows))


def _designations(snapshot: Snapshot) -> Table:
    rows = [(f"{year}年", *count) for year, count in designations_by_year(snapshot).items()]
    says = "按公布文件的成文年份。再次认定：此前已经获得过认定的平台。"
    heads = ("年份", "首次认定", "再次认定")
    marks = tuple(
        f"{first + again}" + (f"（再次 {again}）" if again else "") for _, first, again in rows
    )
    return Table("历年认定", says, heads, tuple(rows), (1, 2), marks=marks)


def _revocations(snapshot: Snapshot) -> Table:
    rows = [(f"{year}年", count) for year, count in revocations_by_year(snapshot).items()]
    says = "按撤销的生效年份。"
    return Table("历年撤销", says, ("年份", "撤销"), tuple(rows))


def _run_out(snapshot: Snapshot) -> Table:
    rows = [
        (f"{year}年", again, never, _share(again, again + never))
        for year, (again, never) in run_out_by_year(snapshot).items()
    ]
    says = "有效期在该年届满的认定，到数据截至日有没有再次认定。最近一年的再次认定可能尚未公布。"
    heads = ("期满年份", "已再次认定", "未再次认定", "再次认定率")
    marks = tuple(
        f"{share}（{again}/{again + never}）" if again + never else "无期满"
        for _, again, never, share in rows
    )
    title = "期满以后的再次认定"
    return Table(title, says, heads, tuple(rows), (1, 2), marks=marks)


def _held_and_all(listings: tuple[Listing, ...]) -> tuple[int, int]:
    return sum(each.status is Status.IN_FORCE for each in listings), len(listings)


def _share(part: int, whole: int) -> str:
    """Share in whole per cent, half rounded up; none of none is no share."""
    return f"{(200 * part + whole) // (2 * whole)}%" if whole else "—"


MAKERS: Mapping[str, Callable[[Snapshot], Table]] = {
    "in-force": _in_force,
    "cities": _cities,
    "functions": _functions,
    "kinds": _kinds,
    "designations": _designations,
    "revocations": _revocations,
    "redesignated": _run_out,
}


def tables(snapshot: Snapshot) -> dict[str, Table]:
    """Returns the tables by name, in the order of the page."""
    return {name: make(snapshot) for name, make in MAKERS.items()}
