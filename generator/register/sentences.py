"""Sentence that says how a platform stands on a day, in Chinese and in English.

The templates stand with each status (`generator.terms.words.StatusEntry`); here their slots are filled.
"""

from datetime import date

from generator.records.acts import Publicity, ReviewRow, RevocationRow
from generator.records.values import Day, Span
from generator.register.answer import Standing
from generator.register.designation import ONE_DAY
from generator.terms.words import ReviewOutcome

UNKNOWN = "未载"
# What an English sentence says of a day that is not on record.
WITHOUT = {"starts": "from an unrecorded day", "ends": "a day not set"}
UNRECORDED = "an unrecorded day"


def sentence(standing: Standing) -> str:
    """What holds of a platform, in one Chinese sentence without its caveats."""
    return standing.status.entry.sentence.format_map(_Slots(standing))


def english_sentence(standing: Standing) -> str:
    """What holds of a platform, in one English sentence without its caveats."""
    entry = standing.status.entry
    return entry.english + entry.sentence_english.format_map(_Slots(standing))


def long_day(value: date | Day | None) -> str:
    """Day in Chinese, as 2026年11月23日; 2023年8月 or 2023年 where no more is known."""
    if value is None:
        return UNKNOWN
    if not isinstance(value, Day):
        return f"{value.year}年{value.month}月{value.day}日"
    if value.is_exact:
        return long_day(value.first)
    return f"{value.first.year}年" + ("" if value.is_year else f"{value.first.month}月")


class _Slots:
    """Values that the sentences of the statuses may name, worked out only where one does."""

    def __init__(self, standing: Standing) -> None:
        self._period, self._by = standing.period, standing.decided_by

    def __getitem__(self, name: str) -> str:
        bare = name.removesuffix("_english")
        value: date | Day | str | None = getattr(self, bare)()
        if isinstance(value, str):
            return value
        if bare == name:
            return long_day(value)
        return str(value) if value else WITHOUT.get(bare, UNRECORDED)

    def starts(self) -> date | None:
        return self._period.starts if self._period and self._period.starts_known else None

    def ends(self) -> date | None:
        """Last day of the title; of one held until a review, the day before that was failed."""
        row = self._by.row if self._by else None
        if self._by and isinstance(row, ReviewRow) and row.outcome is ReviewOutcome.FAILED:
            return self._by.counts_on - ONE_DAY
        return self._period.ends if self._period else None

    def until(self) -> str:
        if self._period and self._period.ends:
            return f"至{long_day(self._period.ends)}（含当日）"
        is_open = self._period is not None and self._period.is_open
        return "，至下一次复核" if is_open else "，止日未载"

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
        return window.ends if window else None

    def _window(self) -> Span | None:
        return self._by.act.window if self._by and isinstance(self._by.act, Publicity) else None
