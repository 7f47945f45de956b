"""名录页 The directory, and the two pages on which one asks for a platform."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from generator.pages.page import Page
from generator.pages.sheets import Sheet, sheets
from generator.pages.wording import UNKNOWN, Wording, city_name
from generator.sizes import Sizes
from generator.standing.snapshot import Listing, Snapshot, in_order

Said = dict[str, Any]
FACETS = {
    "status": "状态",
    "city": "市",
    "function": "服务功能",
    "year": "认定年份",
    "kind": "单位性质",
}


def pages(snapshot: Snapshot, wording: Wording, sizes: Sizes) -> Iterator[Page]:
    """平台页 The directory, and the two pages on which one asks for a platform."""
    yield from _directory(snapshot, wording, sizes)
    yield Page(
        "search/", "platforms", "查找", "search.html",
        "按名称、单位、代码或文号查找平台与文件。", {"facets": FACETS},
    )  # fmt: skip
    yield Page("verify/", "platforms", "查验", "verify.html", "查某个平台在某一天是否具有称号。")


def _directory(snapshot: Snapshot, wording: Wording, sizes: Sizes) -> Iterator[Page]:
    ids = in_order(snapshot)
    common = {
        "facets": FACETS,
        "cities": {city: city_name(city) for city in snapshot.by_city if city},
        "years": sorted({year for each in snapshot.listings.values() for year in years(each)}),
        "options": _options(snapshot, wording) if len(ids) > sizes.sheet else {},
    }
    for sheet in sheets(ids, sizes.sheet, "platforms/", "platforms/page/"):
        yield _sheet(sheet, snapshot, wording, common)


def _options(snapshot: Snapshot, wording: Wording) -> dict[str, dict[str, int]]:
    """Every value of every facet, with how many platforms have it."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for listing in snapshot.listings.values():
        row = facet_row(listing, wording) | {"status": [listing.status.label]}
        for name, count in counts.items():
            value = row[name]
            count.update([value] if isinstance(value, str) else value)
    return {name: dict(sorted(count.items())) for name, count in counts.items()}


def _sheet(sheet: Sheet[str], snapshot: Snapshot, wording: Wording, common: Said) -> Page:
    """One page of the directory; only where it is the whole can a script filter its rows."""
    listed = [snapshot.listings[name] for name in sheet.items]
    whole = sheet.count == 1
    rows = {each.id: facet_row(each, wording) for each in listed} if whole else {}
    words = common | {"sheet": sheet, "listed": listed, "rows": rows}
    title, description = f"名录{sheet.mark}", "全部示范平台，含有效、期满、已撤销和公示中的平台。"
    template = "directory.html" if whole else "sheet.html"
    return Page(sheet.address, "platforms", title, template, description, words, "api/v1/all.json")


def facet_row(listing: Listing, wording: Wording) -> dict[str, Any]:
    """筛选项 What the directory's script sorts, filters and saves of a platform."""
    period, kind = listing.standing.period, listing.platform.operating_unit.kind
    return {
        "city": city_name(listing.city),
        "function": [wording.function(term) for term in listing.functions] or [UNKNOWN],
        "year": [f"{year}年" for year in years(listing)] or ["没有认定"],
        "kind": kind.label if kind else UNKNOWN,
        "name": listing.identity.shown,
        "unit": listing.identity.operating_unit,
        "code": listing.identity.credit_code or "",
        "starts": period.starts.isoformat() if period else "",
        "ends": period.ends.isoformat() if period and period.ends else "",
    }


def years(listing: Listing) -> list[int]:
    """认定年份 The years in which the title was granted, oldest first."""
    return sorted({period.entry.issued_on.year for period in listing.periods})
