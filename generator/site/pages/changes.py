"""The page of changes: what changed in the register, by day and by month, the newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby

from generator.register.snapshot import Change, Snapshot, changes
from generator.site.pages.page import Page
from generator.site.pages.wording import Wording
from generator.terms.words import ActKind, Status

OPEN_MONTHS = 12
# Platforms named at one change; the rest stand in the act it rests on, or in the directory.
NAMED = 100

# What became of a platform: first by the act of the day, then by both statuses, then by the new one.
DECIDED = {
    (Status.IN_FORCE, ActKind.REVIEW): "复核合格，称号有效",
    (Status.IN_FORCE, ActKind.VALIDITY_CHANGE): "有效期调整，称号有效",
    (Status.EXPIRED, ActKind.ABOLITION): "认定文件废止，称号终止",
    (Status.EXPIRED, ActKind.REVIEW): "复核不合格，称号终止",
    (Status.EXPIRED, ActKind.ANNOUNCEMENT): "公布再次认定，有效期尚未开始",
    (Status.EXPIRED, ActKind.OBJECTION): "异议成立，不再公示",
    (Status.NOT_DESIGNATED, ActKind.ANNOUNCEMENT): "公布认定，有效期尚未开始",
    (Status.NOT_DESIGNATED, ActKind.OBJECTION): "异议成立，不再公示",
}
CHANGED = {
    (Status.IN_FORCE, Status.IN_FORCE): "再次认定，接续有效",
    (Status.IN_FORCE, Status.EXPIRED): "有效期届满",
    (Status.EXPIRED, Status.IN_FORCE): "期满以后再次认定",
    (Status.REVOKED, Status.IN_FORCE): "撤销以后再次认定",
}
BECOME = {
    Status.UNDER_PUBLICITY: "列入公示",
    Status.AWAITING_ANNOUNCEMENT: "公示期满，等待公布",
    Status.IN_FORCE: "认定生效",
    Status.EXPIRED: "公示已有结果，称号未延续",
    Status.REVOKED: "撤销称号",
    Status.WITHDRAWN: "退出",
    Status.NOT_DESIGNATED: "公示已有结果，未予认定",
}


@dataclass(frozen=True)
class Month:
    """Changes of one month, by day, and whether it is unfolded."""

    first: date
    days: list[tuple[date, list[list[Change]]]]
    is_open: bool

    @property
    def label(self) -> str:
        """The month in words: 2026年11月."""
        return f"{self.first.year}年{self.first.month}月"

    @property
    def count(self) -> int:
        """Number of changes, each platform counted."""
        return sum(len(together) for _, groups in self.days for together in groups)


def pages(snapshot: Snapshot, wording: Wording) -> Iterator[Page]:
    """The one page."""
    words = {"months": partial(months, snapshot), "sentence": change_sentence, "most": NAMED}
    description = "名录的逐日变动：认定、期满、撤销、退出、更名、有效期调整和更正。"
    yield Page("changes/", "notices", "变动", "changes.html", description, words)


def months(snapshot: Snapshot) -> list[Month]:
    """Months with changes, the newest first; the last twelve are unfolded."""
    by_month = groupby(changes(snapshot), lambda together: together[0].on.replace(day=1))
    return [
        Month(first, _by_day(groups), _months_before(first, snapshot.as_of) < OPEN_MONTHS)
        for first, groups in by_month
    ]


def change_sentence(change: Change) -> str:
    """A few words on what became of the platform, or the kind of the act."""
    kind = change.act.kind_of_act if change.act else None
    if change.after is None:
        return kind.label if kind else ""
    if kind and change.is_decided and (change.after, kind) in DECIDED:
        return DECIDED[change.after, kind]
    before = change.before or Status.NOT_DESIGNATED
    return CHANGED.get((before, change.after), BECOME[change.after])


def _by_day(groups: Iterator[list[Change]]) -> list[tuple[date, list[list[Change]]]]:
    return [(day, list(same)) for day, same in groupby(groups, lambda each: each[0].on)]


def _months_before(first: date, as_of: date) -> int:
    return (as_of.year - first.year) * 12 + as_of.month - first.month
