"""The page of changes, by day and by month, and the page of feeds and calendars by which they are followed.

Browsers no longer style feeds by XSLT, and a style sheet alone gives no links: a script of the page
of feeds reads, as text, the feed that its address names.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import groupby

from generator.register.snapshot import Change, Snapshot, changes
from generator.register.timeline import event_of
from generator.site.pages.page import EVERYTHING, Page
from generator.site.pages.wording import ErratumWords, Wording, erratum_words

OPEN_MONTHS = 12
# Platforms named at one change; the rest stand in the act it rests on, or in the directory.
NAMED = 10


@dataclass
class ChangesOfDay:
    """Changes of one day, those of one act together; and the errata found on it."""

    day: date
    groups: list[list[Change]] = field(default_factory=list)
    errata: list[ErratumWords] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Number of changes, each platform and each erratum counted."""
        return sum(map(len, self.groups)) + len(self.errata)


@dataclass(frozen=True)
class Month:
    """Changes of one month, by day, and whether it is unfolded."""

    first: date
    days: list[ChangesOfDay]
    is_open: bool

    @property
    def label(self) -> str:
        """The month in words: 2026年11月."""
        return f"{self.first.year}年{self.first.month}月"

    @property
    def count(self) -> int:
        """Number of changes, each platform and each erratum counted."""
        return sum(each.count for each in self.days)


def changes_page(snapshot: Snapshot, wording: Wording) -> Iterator[Page]:
    """The one page."""
    words = {"months": partial(months, snapshot), "sentence": change_sentence, "most": NAMED}
    description = "名录的逐日变动：认定、期满、撤销、退出、更名、有效期调整、更正和勘误。"
    yield Page("changes/", "notices", "变动", "changes.html", description, words)


def months(snapshot: Snapshot) -> list[Month]:
    """Months with changes, the newest first; the last twelve are unfolded."""
    by_month = groupby(_days(snapshot), lambda each: each.day.replace(day=1))
    return [
        Month(first, [*days], _months_before(first, snapshot.as_of) < OPEN_MONTHS)
        for first, days in by_month
    ]


def change_sentence(change: Change) -> str:
    """Say what happened on the day, or the kind of the act where no status changed."""
    if change.after is None:
        return change.act.kind_of_act.label if change.act else ""
    timeline = change.listing.timeline
    at = next(i for i, spell in enumerate(timeline) if spell.starts == change.effective_on)
    event = event_of(timeline[at].standing, change.effective_on)
    return event.label if event else f"转为{change.after.label}"


def _days(snapshot: Snapshot) -> list[ChangesOfDay]:
    """Days with changes or errata, the newest first."""
    days: dict[date, ChangesOfDay] = {}
    for together in changes(snapshot):
        day = together[0].on
        days.setdefault(day, ChangesOfDay(day)).groups.append(together)
    for erratum in snapshot.register.errata.values():
        day = erratum.found_on.first
        if day <= snapshot.as_of:
            same_day = days.setdefault(day, ChangesOfDay(day))
            same_day.errata.append(erratum_words(erratum, snapshot))
    return sorted(days.values(), key=lambda each: each.day, reverse=True)


def _months_before(first: date, as_of: date) -> int:
    return (as_of.year - first.year) * 12 + as_of.month - first.month


GENERAL = {
    "notices": "公示公告：全部文件",
    "publicity": "公示：可以提出异议的名单",
    "revocations": "撤销",
    "changes": "登记簿的变更",
}


def feeds_page(snapshot: Snapshot, _: Wording) -> Iterator[Page]:
    """Returns one page; the feeds by name, with their words and the calendar of the same subject."""
    parts = {code: snapshot.part_name(code) for code in snapshot.parts}
    general = [(name, label, EVERYTHING) for name, label in GENERAL.items()]
    cities = [(f"cities/{code}", label, f"calendar/{code}.ics") for code, label in parts.items()]
    words = {"feeds": general + cities}
    description = "订阅公示、公布、撤销和变动，或在网页上直接阅读；期满和公示的日历。"
    yield Page("feeds/", "notices", "订阅与日历", "feeds.html", description, words)
