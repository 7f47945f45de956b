"""Revocations fall within a title, and bar its unit from applying again."""

from collections.abc import Iterator
from datetime import date

from generator.checks.effects import Reach, effects
from generator.checks.walk import (
    ERROR,
    RULED,
    WARNING,
    Breach,
    EffectiveRow,
    applications,
    candidacies,
    check,
    cited,
    lines,
    of_kind,
)
from generator.records.acts import Renaming, Revocation, Succession, SuccessionRow
from generator.records.values import Day
from generator.register.reapplication import Bar, bars_by_unit, bars_on, unit_key
from generator.register.register import History, Register
from generator.terms.findings import EXCUSE, NO, put


@check(
    "R401", "revoked-outside-validity", ERROR, "撤销不得早于认定", RULED,
    "没有称号就无从撤销；撤销日早于认定，必有一处录错。已经期满或退出的仍可撤销，限制期照算。",
)  # fmt: skip
def revoked_after_grant(register: Register, as_of: date) -> Iterator[Breach]:
    """A title is revoked after it was granted; one that has ended can still be revoked."""
    for effect in effects(register):
        if effect.reach is Reach.TOO_EARLY and isinstance(effect.entry.act, Revocation):
            assert effect.chain
            first = effect.chain.periods[0]
            open_end = "下一次复核" if first.is_open else "未载"
            day, until = effect.entry.act.effective_on, first.ends or open_end
            message = f"自 {day} 起撤销，当日没有有效的称号（有效期 {first.starts} 至 {until}）"
            filed, at = register.filed_row(effect.entry)
            yield filed.place("rows", at), message, "核对撤销文件与认定文件的日期"


@check(
    "R402", "applied-while-barred", ERROR, "限制期内不得申报、公示和公布", RULED,
    "撤销称号后若干年内不得申报，限制跟着统一社会信用代码走，更名、换平台都不能绕过。",
)  # fmt: skip
def bar_respected(register: Register, as_of: date) -> Iterator[Breach]:
    """Nobody applies, is publicised or announced within the bar after a revocation."""
    known = bars_by_unit(register)
    for each in candidacies(register):
        for bar in known.get(unit_key(each.history, each.days.last), []):
            # Whoever could apply on one day that is not barred may have applied then.
            if bar.covers(each.days.first) and bar.covers(each.days.last):
                message = (
                    f"{each.text}，而其运营单位由“{bar.entry.act.id}”撤销称号"
                    f"（平台“{bar.platform}”），至 {bar.ends} 不得申报"
                )
                fix = ("核对是否误列；不限制再次申报的，在撤销文件", put("bars_reapplication", NO))
                yield each.line.place(), message, fix, _bar_article(bar)


def _bar_article(bar: Bar) -> str:
    edition = bar.entry.regulation
    return cited(edition, edition.bar.article if edition and edition.bar else None)


@check(
    "R403", "revocation-backdated", WARNING, "撤销一般不早于决定之日生效", RULED,
    "撤销称号对平台不利，文件没有明说，不应追溯到决定之前；确有追溯的，原文会写明。",
)  # fmt: skip
def revocation_not_backdated(register: Register, as_of: date) -> Iterator[Breach]:
    """A revocation seldom takes effect before it was decided."""
    for filed, act, _ in of_kind(register, Revocation):
        if act.takes_effect_on and act.takes_effect_on.last < act.issued_on.first:
            message = f"{act.issued_on} 决定撤销，却自 {act.takes_effect_on} 起生效"
            yield filed.place("takes_effect_on"), message, "核对原文是否写明追溯"


@check(
    "R404", "barred-takes-over", WARNING, "限制期内的单位一般不应接手称号", RULED,
    "限制不因更换平台、承继而解除，也不因此连累他人；接手称号或由承继者申报的，须人工核实。",
)  # fmt: skip
def barred_takes_nothing_over(register: Register, as_of: date) -> Iterator[Breach]:
    """Nobody barred takes over a title, by a renaming or succession, nor does its successor apply."""
    known = bars_by_unit(register)
    for line in lines(register, Renaming, Succession):
        name = getattr(line.row, "successor", line.row.platform)
        history, day = register.histories.get(name), _effect_day(line)
        takes_over = isinstance(line.row, SuccessionRow) or getattr(line.row, "credit_code", None)
        if history is None or not takes_over:
            continue
        for bar in bars_on(unit_key(history, day), day, known):
            if bar.platform != line.row.platform:
                message = f"自 {day} 起由限制期内的单位接手“{line.row.platform}”，{_bar_text(bar)}"
                yield line.place(), message, FIX_TAKES_OVER, _bar_article(bar)
    yield from _successors_applying(register)


FIX_TAKES_OVER = ("核实是否规避限制；情况属实的，", EXCUSE)


def _effect_day(line: EffectiveRow) -> date:
    own: Day = getattr(line.row, "takes_effect_on", None) or line.act.effective_on
    return own.last


def _bar_text(bar: Bar) -> str:
    return f"该单位由“{bar.entry.act.id}”撤销称号（平台“{bar.platform}”），至 {bar.ends} 不得申报"


def _successors_applying(register: Register) -> Iterator[Breach]:
    """Applications of platforms that another was merged into, while that one's operator is barred."""
    known = bars_by_unit(register)
    for each in applications(register):
        own, first, last = unit_key(each.history, each.days.last), each.days.first, each.days.last
        for before in _predecessors(register, each.history, first):
            unit = unit_key(before, last)
            # The same unit under another platform is barred itself (R402).
            for bar in bars_on(unit, first, known) if unit != own else ():
                message = (
                    f"{each.text}，它承继的“{before.platform.id}”的运营单位在限制期内，"
                    f"{_bar_text(bar)}"
                )
                yield each.line.place(), message, FIX_TAKES_OVER, _bar_article(bar)


def _predecessors(register: Register, history: History, day: date) -> Iterator[History]:
    for entry in history.of(Succession):
        row = entry.row
        if isinstance(row, SuccessionRow) and row.successor == history.platform.id:
            before = register.histories.get(row.platform)
            if before and entry.counts_on <= day:
                yield before
