"""Lists of platforms: the directory, the groups by place, function and year, what ends soon or ended lately.

`arranged.js` draws the endings from the columns of the look-up for a reader's later day.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, partial
from typing import Any

from generator.records.acts import Act, Announcement, Call, Publicity, PublicityRow, Review, Row
from generator.records.registry import Batch
from generator.register.eligibility import newest
from generator.register.register import Register
from generator.register.snapshot import Listing, Snapshot, in_order
from generator.register.timeline import recorded_days, tenures
from generator.site.pages.page import ROWS, Page, sheets
from generator.site.pages.regulations import answering, supervising
from generator.site.pages.wording import UNKNOWN, Wording
from generator.terms.words import ListAnswer, Status

# Rank of the statuses that the directory leaves out until they are asked for.
OVER = 2
FACETS = ("status", "city", "function", "year", "kind")


def directory_pages(snapshot: Snapshot, wording: Wording, rows: int = ROWS) -> Iterator[Page]:
    """The directory, and the pages on which one asks for a platform, or for many."""
    yield from _directory(snapshot, wording, rows)
    yield Page(
        "search/", "platforms", "查找", "search.html",
        "按名称、单位、代码或文号查找平台与文件。", {"facets": facets(snapshot)},
    )  # fmt: skip
    yield Page(
        "check-list/", "verify", "核对名单", "check-list.html",
        "一次核对许多平台在某一天是否有效。", {"answers": [*ListAnswer]},
    )  # fmt: skip
    yield Page("verify/", "verify", "查验", "verify.html", "查某个平台在某一天是否具有称号。")


def facets(snapshot: Snapshot) -> dict[str, str]:
    """Filters of the directory, each with its words."""
    labels = ("状态", snapshot.territory.word, "服务功能", "认定年份", "单位性质")
    return dict(zip(FACETS, labels, strict=True))


def _directory(snapshot: Snapshot, wording: Wording, rows: int) -> Iterator[Page]:
    description = "全部示范平台，含有效、期满、已撤销和公示中的平台。"
    common = {
        "facets": facets(snapshot),
        "over": [status.label for status in Status if status.entry.rank == OVER],
        "cities": {c: snapshot.part_name(c) for c in snapshot.by_city if c},
        "years": cache(
            lambda: sorted({y for each in listings.values() for y in _designation_years(each)})
        ),
        "options": cache(partial(_options, snapshot, wording)),
    }
    listings = snapshot.listings
    for sheet in sheets(in_order(snapshot), "platforms/", "platforms/page/", rows):
        words = common | {"sheet": sheet, "listed": [listings[name] for name in sheet.items]}
        yield Page(
            sheet.address, "platforms", f"名录{sheet.mark}", "directory.html",
            description, words, "api/v1/all.json",
        )  # fmt: skip


def _options(snapshot: Snapshot, wording: Wording) -> dict[str, dict[str, int]]:
    """Every value of every facet, with how many platforms have it; `list.js` says them by the same words."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for listing in snapshot.listings.values():
        kind = listing.platform.operating_unit.kind
        counts["status"][listing.status.label] += 1
        counts["city"][snapshot.part_name(listing.city)] += 1
        counts["function"].update(map(wording.function, listing.functions or [UNKNOWN]))
        counts["year"].update([f"{year}年" for year in _designation_years(listing)] or ["没有认定"])
        counts["kind"][kind.label if kind else UNKNOWN] += 1
    return {name: dict(sorted(count.items())) for name, count in counts.items()}


def _designation_years(listing: Listing) -> list[int]:
    """Years in which the title was granted, oldest first."""
    return sorted({period.entry.issued_on.year for period in listing.periods})


@dataclass(frozen=True)
class Round:
    """A round (第二十二条): its papers in order of issue, and its numbers side by side."""

    batch: Batch
    papers: tuple[Act, ...]
    numbers: tuple[tuple[str, int | None], ...]


def round_of(register: Register, batch: Batch) -> Round:
    """Round that a batch stands for: every call, publicity, announcement and review that names it.

    A number is None where no paper tells it, or a list is held in part.
    """
    own = {act.id: act for act in register.named(batch.call)}
    own |= {act.id: act for act in register.acts.values() if act.batch == batch.id}
    papers = [a for a in own.values() if isinstance(a, Call | Publicity | Announcement | Review)]
    papers.sort(key=lambda act: (act.issued_on.first, act.id))
    publicised = _rows(register, [act for act in papers if isinstance(act, Publicity)])
    announced = _rows(register, [act for act in papers if isinstance(act, Announcement)])
    numbers = (
        ("推荐", batch.recommended),
        ("评审", batch.reviewed),
        ("公示", _count(publicised)),
        ("公示中列为复核", _count(publicised, is_reviewed=True)),
        ("公布", _count(announced)),
    )
    return Round(batch, tuple(papers), numbers)


def _rows(register: Register, acts: Iterable[Publicity | Announcement]) -> dict[str, Row] | None:
    """Rows of all these lists by platform, corrections applied; None where any is not whole."""
    rows: dict[str, Row] = {}
    for act in acts:
        if not act.rows_complete:
            return None
        entries = register.entries_of(act)
        rows |= {platform: entry.row for platform, entry in entries.items() if entry.row}
    return rows or None


def _count(rows: dict[str, Row] | None, is_reviewed: bool = False) -> int | None:
    if rows is None:
        return None
    marked = (isinstance(row, PublicityRow) and row.reviewed for row in rows.values())
    return sum(marked) if is_reviewed else len(rows)


# What only some of these pages tell.
NOTHING: Mapping[str, Any] = {
    "departments": (),
    "supervising": (),
    "rounds": (),
    "edition": None,
    "moved": (),
}
COLUMNS = {"cities": "city", "functions": "functions", "years": "years"}


def city_pages(snapshot: Snapshot, wording: Wording, rows: int = ROWS) -> Iterator[Page]:
    """A page for every part of the territory, with or without platforms."""
    edition = newest(snapshot.register, snapshot.as_of, "authority")
    for code in snapshot.parts:
        listings = snapshot.by_city.get(code, ())
        data = f"api/v1/cities/{code}.json"
        own = {
            "departments": answering(snapshot, code),
            "supervising": supervising(snapshot, edition, code),
            "edition": edition,
            "moved": snapshot.by_former_city.get(code, ()),
        }
        address, name = f"cities/{code}/", snapshot.part_name(code)
        yield from _group(address, name, listings, rows, data, own)


def function_pages(snapshot: Snapshot, wording: Wording, rows: int = ROWS) -> Iterator[Page]:
    """A page for every function that an edition lists."""
    for term, label in wording.functions.items():
        listings = snapshot.by_function.get(term, ())
        data = f"api/v1/functions/{term}.json"
        yield from _group(f"functions/{term}/", label, listings, rows, data)


def year_pages(snapshot: Snapshot, wording: Wording, rows: int = ROWS) -> Iterator[Page]:
    """A page for every year in which a title was granted or a round was held, with its rounds."""
    register, granted = snapshot.register, _by_year(snapshot)
    rounds: dict[int, list[Round]] = defaultdict(list)
    for batch in register.batches.values():
        rounds[batch.year].append(round_of(register, batch))
    for year in sorted(granted.keys() | rounds.keys()):
        address, listings = f"years/{year}/", granted.get(year, ())
        yield from _group(address, f"{year}年认定", listings, rows, own={"rounds": rounds[year]})


def _group(
    address: str,
    title: str,
    listings: Iterable[Listing],
    rows: int,
    alternate: str | None = None,
    own: Mapping[str, Any] = NOTHING,
) -> Iterator[Page]:
    kind, value, _ = address.split("/")
    listed = sorted(listings, key=lambda each: (each.status is not Status.IN_FORCE, each.id))
    in_force = sum(each.status is Status.IN_FORCE for each in listed)
    description = f"{title}：有效{in_force}个，历年共{len(listed)}个。"
    for sheet in sheets(listed, address, rows=rows):
        # The column of the look-up index that says who belongs to the group, and its value there.
        members = f"{COLUMNS[kind]} {value}"
        words = {
            "title": title,
            "sheet": sheet,
            "in_force": in_force,
            "members": members,
            **NOTHING,
            **own,
        }
        head = f"{title}{sheet.mark}"
        yield Page(sheet.address, "platforms", head, "group.html", description, words, alternate)


def _by_year(snapshot: Snapshot) -> dict[int, list[Listing]]:
    by_year: dict[int, list[Listing]] = defaultdict(list)
    for listing in snapshot.listings.values():
        for year in _designation_years(listing):
            by_year[year].append(listing)
    return by_year


# Days from a title's last day: 0 is the last day itself.
SOON = ((0, 30), (31, 90), (91, 180))
LATELY = ((-30, -1), (-90, -31), (-180, -91))
# Days that the farthest of them reaches.
REACH = max(abs(day) for days in (*SOON, *LATELY) for day in days)
# Rows of one section; `arranged.js` draws as many.
SHOWN = 10


@dataclass(frozen=True)
class TitleEnd:
    """A title that runs out, its last day, and how many days that day is away."""

    listing: Listing
    last: date

    @property
    def away(self) -> int:
        """Days from the day of the snapshot to the last day; negative once it has passed."""
        return (self.last - self.listing.as_of).days


@dataclass(frozen=True)
class DayRange:
    """The endings whose last day is from `least` to `most` days away."""

    least: int
    most: int
    every: list[TitleEnd]

    @property
    def reach(self) -> int:
        """Number of days that the heading says."""
        return max(abs(self.least), abs(self.most))

    @cached_property
    def whole(self) -> "DayRange":
        """This span and those nearer: from today on, or from yesterday back."""
        return DayRange(min(self.least, 0), max(self.most, -1), self.every)

    @cached_property
    def endings(self) -> list[TitleEnd]:
        """Endings of this span, the nearest first."""
        within = [each for each in self.every if self.least <= each.away <= self.most]
        return sorted(within, key=lambda ending: abs(ending.away))


def ending_page(snapshot: Snapshot, wording: Wording) -> Iterator[Page]:
    """The one page."""
    words = {"spans": partial(ending_spans, snapshot), "shown": SHOWN}
    description = "30、90、180天内将要期满的平台，和最近期满的平台。"
    yield Page("ending/", "platforms", "即将期满与最近期满", "ending.html", description, words)


def ending_spans(snapshot: Snapshot) -> dict[str, list[DayRange]]:
    """Spans to come under `soon` and past ones under `lately`, each the nearest first."""
    every = endings(snapshot)
    return {
        name: [DayRange(*bounds, every) for bounds in each]
        for name, each in (("soon", SOON), ("lately", LATELY))
    }


def endings(snapshot: Snapshot) -> list[TitleEnd]:
    """Titles held by now that run out near the day (`REACH`), the earliest end first."""
    every = [
        TitleEnd(listing, tenure.ends)
        for listing in snapshot.listings.values()
        if _turns_near(listing)
        for tenure in tenures(listing.timeline)
        if tenure.runs_out and tenure.ends and tenure.starts <= snapshot.as_of
    ]
    near = (each for each in every if abs(each.away) <= REACH)
    return sorted(near, key=lambda ending: (ending.last, ending.listing.id))


def _turns_near(listing: Listing) -> bool:
    """Whether a day near this one may change its status: few have one, and a timeline is long work."""
    return any(
        abs((day - listing.as_of).days) <= REACH + 1 for day in recorded_days(listing.history)
    )
