"""Revocations fall within a title, and bar its unit from applying again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.checks.walk import ERROR, WARNING, Breach, applications, check, cited, of_kind
from generator.records.acts import Act, Revocation
from generator.records.values import Day, Filed
from generator.register.answer import ENDERS, ends
from generator.register.designation import Period, periods
from generator.register.reapplication import Bar, bars_by_unit, unit_key
from generator.register.register import Entry, Register


@dataclass(frozen=True, slots=True)
class _Granted:
    """Titles that a platform was granted, and what ended them."""

    periods: list[Period]
    enders: tuple[Entry, ...]


def _revocations(register: Register) -> Iterator[tuple[Filed[Act], int, Entry, _Granted]]:
    """Every revocation of a platform, where it is written, and what had been granted to it."""
    for history in register.histories.values():
        granted = _Granted(periods(history, date.max), history.of(*ENDERS))
        for entry in history.of(Revocation):
            filed, at = register.filed_row(entry)
            yield filed, at, entry, granted


@check(
    "R401", "revoked-outside-validity", ERROR, "撤销须在有效期内", "第二十四条",
    "没有称号就无从撤销；撤销日早于认定或晚于期满，必有一处录错。",
)  # fmt: skip
def revoked_in_validity(register: Register, as_of: date) -> Iterator[Breach]:
    """A title is revoked while it is in force: not before it was granted, not after it ended."""
    for filed, at, entry, granted in _revocations(register):
        day = entry.act.effective_on
        others = [e for e in granted.enders if e.act != entry.act and e.effective_on < day.first]
        held = [p for p in granted.periods if not any(ends(other, p) for other in others)]
        if granted.periods and not any(_reaches(period, day) for period in held):
            spans = "；".join(f"{p.starts} 至 {p.ends or '下一次复核'}" for p in granted.periods)
            ended = "，此前已经撤销或退出" if len(held) < len(granted.periods) else ""
            message = f"自 {day} 起撤销，当日没有有效的称号（有效期 {spans}{ended}）"
            yield filed.place("rows", at), message, "核对撤销文件与认定文件的日期"


def _reaches(period: Period, day: Day) -> bool:
    """The title was in force, or announced and about to be, on a day known to the month at worst."""
    begun = min(period.starts, period.entry.issued_on) <= day.last
    return begun and (period.ends is None or day.first <= period.ends)


@check(
    "R402", "applied-while-barred", ERROR, "限制期内不得申报、公示和公布", "第二十四条",
    "撤销称号后若干年内不得申报，限制跟着统一社会信用代码走，更名、换平台都不能绕过。",
)  # fmt: skip
def bar_respected(register: Register, as_of: date) -> Iterator[Breach]:
    """Nobody applies, is publicised or announced within the bar after a revocation."""
    known = bars_by_unit(register)
    for line, history, day in applications(register):
        for bar in known.get(unit_key(history, day.last), []):
            # A day known only to the month is barred where the whole month is.
            since = bar.entry.act.effective_on.last
            if since <= day.first and day.last <= bar.ends:
                message = (
                    f"{day} 列入名单，而其运营单位由“{bar.entry.act.id}”撤销称号"
                    f"（平台“{bar.platform}”），至 {bar.ends} 不得申报"
                )
                fix = "核对是否误列；不限制再次申报的，在撤销文件写 bars_reapplication: false"
                yield line.place(), message, fix, _bar_article(bar)


def _bar_article(bar: Bar) -> str:
    edition = bar.entry.regulation
    return cited(edition, edition.bar.article if edition and edition.bar else None)


@check(
    "R403", "revocation-backdated", WARNING, "撤销一般不早于决定之日生效", "第二十四条",
    "撤销称号对平台不利，文件没有明说，不应追溯到决定之前；确有追溯的，原文会写明。",
)  # fmt: skip
def revocation_not_backdated(register: Register, as_of: date) -> Iterator[Breach]:
    """A revocation seldom takes effect before it was decided."""
    for filed, act, _ in of_kind(register, Revocation):
        if act.takes_effect_on and act.takes_effect_on.last < act.issued_on.first:
            message = f"{act.issued_on} 决定撤销，却自 {act.takes_effect_on} 起生效"
            yield filed.place("takes_effect_on"), message, "核对原文是否写明追溯"
