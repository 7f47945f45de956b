"""Sentence that says how a platform stands on a day, in Chinese and in English.

The templates stand with each status (`generator.terms.words.StatusEntry`); here their slots are
filled, for pages, data and commands; the browser fills the same templates from the same slots.
"""

from collections.abc import Callable
from datetime import date
from functools import cache
from string import Formatter

from generator.records.acts import Publicity, ReviewRow, RevocationRow, Window
from generator.records.values import Day
from generator.register.answer import Standing
from generator.register.register import Entry
from generator.register.territory import UNKNOWN
from generator.terms.words import ReviewOutcome, Status

Slots = dict[str, str]
# What an English sentence says of a day that is not on record.
WITHOUT = {"starts": "from an unrecorded day", "ends": "a day not set"}
UNRECORDED = "a day not on record"


def sentence(standing: Standing) -> str:
    """Standing of a platform in one Chinese sentence, without its caveats."""
    return standing.status.entry.sentence.format_map(slots_of(standing))


def merged_sentence(merged: str, platform: str) -> str:
    """Sentence under the id of a record that was found to be the same as another platform's."""
    return f"{merged} 与 {platform} 是同一平台，曾误登为两个；文件和资格状态都归入 {platform}。"


def english_template(status: Status) -> str:
    """Whole English sentence of a status, with its slots."""
    return status.entry.english + status.entry.sentence_english


def slots_of(standing: Standing) -> Slots:
    """Values of the slots that both sentences of the status name."""
    values = _SlotValues(standing)
    return {name: values[name] for name in _slot_names(standing.status)}


@cache
def _slot_names(status: Status) -> tuple[str, ...]:
    templates = status.entry.sentence, english_template(status)
    names = (name for template in templates for _, name, _, _ in Formatter().parse(template))
    return tuple(dict.fromkeys(name for name in names if name))


@cache
def long_day(value: date | Day | None) -> str:
    """Day in Chinese, as 2026年11月23日; 2023年8月 or 2023年 where no more is known."""
    if value is None:
        return UNKNOWN
    if not isinstance(value, Day):
        return f"{value.year}年{value.month}月{value.day}日"
    if value.is_exact:
        return long_day(value.first)
    return f"{value.first.year}年" + ("" if value.is_year else f"{value.first.month}月")


class _SlotValues:
    """Values that the sentences of the statuses may name, worked out only where one does."""

    def __init__(self, standing: Standing) -> None:
        self._period, self._by = standing.period, standing.decided_by
        self._deciding = standing.deciding

    def __getitem__(self, name: str) -> str:
        method, bare = _slot(name)
        value: date | Day | str | None = method(self)
        if isinstance(value, str):
            return value
        if bare == name:
            return long_day(value)
        return str(value) if value else WITHOUT.get(bare, UNRECORDED)

    def starts(self) -> date | None:
        return self._period.starts if self._period and self._period.starts_known else None

    def ends(self) -> date | None:
        return self._period.ends if self._period else None

    def period(self) -> str:
        first = f"自{long_day(self.starts())}" if self.starts() else "起日未载"
        comma = "" if self.starts() and self.ends() else "，"
        return f"{first}{comma}{self._until()}"

    def _until(self) -> str:
        if self.ends():
            return f"至{long_day(self.ends())}（含当日）"
        is_open = self._period is not None and self._period.is_open
        return "至下一次复核" if is_open else "止日未载"

    def ran_out(self) -> str:
        failed = self._failed_review()
        if failed:
            return f"{long_day(failed.act.issued_on)}的复核没有通过，称号终止"
        return f"有效期已于{long_day(self.ends())}届满"

    def ran_out_english(self) -> str:
        failed = self._failed_review()
        if failed:
            return f"the review of {failed.act.issued_on} was not passed"
        return f"was valid until {self['ends_english']}"

    def _failed_review(self) -> Entry | None:
        row = self._by.row if self._by else None
        is_failed = isinstance(row, ReviewRow) and row.outcome is ReviewOutcome.FAILED
        return self._by if is_failed else None

    def effective(self) -> date | None:
        return self._by.counts_on if self._by else None

    def grounds(self) -> str:
        row = self._by.row if self._by else None
        grounds = row.grounds if isinstance(row, RevocationRow) else None
        return f"理由：{grounds}。" if grounds else ""

    def opens(self) -> Day | None:
        window = self._window()
        return window.starts if window else None

    def closes(self) -> Day | None:
        window = self._window()
        return window.last if window else None

    def _window(self) -> Window | None:
        """Window of the last publicity that decides, though a decision upon an act may come after it."""
        acts = [entry.act for entry in self._deciding if isinstance(entry.act, Publicity)]
        return acts[-1].window if acts else None


@cache
def _slot(name: str) -> tuple[Callable[[_SlotValues], date | Day | str | None], str]:
    """Method that gives the value of a slot, and the name of the slot without its language."""
    bare = name.removesuffix("_english")
    return getattr(_SlotValues, name, None) or getattr(_SlotValues, bare), bare
