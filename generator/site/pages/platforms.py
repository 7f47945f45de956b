"""The directory, and the pages on which one asks for a platform."""

from collections import Counter
from collections.abc import Iterator
from functools import cache, partial

from generator.register.snapshot import Listing, Snapshot, in_order
from generator.site.pages.page import Page
from generator.site.pages.sheets import ROWS, sheets
from generator.site.pages.wording import UNKNOWN, Wording
from generator.terms.words import ListAnswer, Status

# Rank of the statuses that the directory leaves out until they are asked for.
OVER = 2
FACETS = ("status", "city", "function", "year", "kind")


def pages(snapshot: Snapshot, wording: Wording, rows: int = ROWS) -> Iterator[Page]:
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
        "years": cache(lambda: sorted({y for each in listings.values() for y in years(each)})),
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
        counts["year"].update([f"{year}年" for year in years(listing)] or ["没有认定"])
        counts["kind"][kind.label if kind else UNKNOWN] += 1
    return {name: dict(sorted(count.items())) for name, count in counts.items()}


def years(listing: Listing) -> list[int]:
    """Years in which the title was granted, oldest first."""
    return sorted({period.entry.issued_on.year for period in listing.periods})
