"""Acts have an effect: they reach a title that lives, move the one that is meant, and leave sound periods."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto
from itertools import pairwise

from generator.checks.walk import ERROR, FORM, RULED, WARNING, Breach, check, of_kind
from generator.records.acts import (
    Abolition,
    Announcement,
    Review,
    ReviewRow,
    Revocation,
    Succession,
    ValidityChange,
    Withdrawal,
)
from generator.register.answer import live_fold
from generator.register.decisions import live_entries
from generator.register.designation import (
    ONE_DAY,
    Designation,
    Fault,
    Ignored,
    Period,
    fold,
    in_order,
    is_meant,
)
from generator.register.register import Entry, History, Register
from generator.terms.findings import Place
from generator.terms.words import ReviewOutcome


@dataclass(frozen=True, slots=True)
class Lasting:
    """A period, whether an act ended its title, and the last day on which it really ran."""

    period: Period
    is_ended: bool
    until: date | None


MOVING = (Revocation, Withdrawal, Succession, Abolition, ValidityChange, Review)


class Reach(Enum):
    """Whether an act reaches a title: it does, all had ended, none was granted yet, or none is on record."""

    REACHED = auto()
    TOO_LATE = auto()
    TOO_EARLY = auto()
    NOT_ON_RECORD = auto()


@dataclass(frozen=True, slots=True)
class Effect:
    """Reach of an act for one platform; `chain` is the title that it came too late or early for."""

    history: History
    entry: Entry
    reach: Reach
    chain: Designation | None = None


def effects(register: Register) -> Iterator[Effect]:
    """Effect of every act that ends, moves or prolongs titles, on each platform that it speaks of."""
    for history in register.histories.values():
        live = in_order(live_entries(history))
        for at, entry in enumerate(live):
            if isinstance(entry.act, MOVING) and not _is_of_another(history, entry):
                yield _effect(history, entry, live[:at], live[at + 1 :])


def _is_of_another(history: History, entry: Entry) -> bool:
    """Whether a succession stands here only because it names the platform as the successor."""
    return entry.row is not None and entry.row.platform != history.platform.id


def _effect(history: History, entry: Entry, before: list[Entry], after: list[Entry]) -> Effect:
    """Judged by what came before; of two days that are not exact, either may have come first."""
    grants = [
        each
        for each in after
        if isinstance(each.act, Announcement) and each.issued_on <= entry.counts_on_issue
    ]
    chains = _meant(history, entry, [*before, *grants])
    if any(_is_reached(chain, entry) for chain in chains):
        return Effect(history, entry, Reach.REACHED)
    ended = [chain for chain in chains if _is_begun(chain, entry)]
    if ended:
        return Effect(history, entry, Reach.TOO_LATE, ended[-1])
    granted = [each for each in after if isinstance(each.act, Announcement)]
    later = chains or _meant(history, entry, granted)
    if later and not isinstance(entry.act, Review):
        return Effect(history, entry, Reach.TOO_EARLY, later[0])
    return Effect(history, entry, Reach.NOT_ON_RECORD)


def _meant(history: History, entry: Entry, entries: list[Entry]) -> list[Designation]:
    """Titles granted by these acts that the act is meant for."""
    chains = fold(replace(history, entries=tuple(entries)), date.max).designations
    return [chain for chain in chains if is_meant(chain, entry)]


def _is_reached(chain: Designation, entry: Entry) -> bool:
    """Ends reach what is alive; what merely ran out, a review or a change may still prolong."""
    if isinstance(entry.act, Review | ValidityChange):
        stop = chain.ending or chain.closed_by
        return stop is None or stop.on > entry.counts_on_issue
    return _is_begun(chain, entry) and not chain.is_over(entry.effective_on)


def _is_begun(chain: Designation, entry: Entry) -> bool:
    known = chain.grant.issued_on
    is_granted = known <= max(entry.counts_on, entry.counts_on_issue)
    return is_granted and min(chain.first, known) <= entry.counts_on


def _place(register: Register, entry: Entry, *names: str) -> Place:
    """Place of the row, or of the first of these fields that the act writes."""
    filed, at = register.filed_row(entry)
    if entry.row is not None:
        return filed.place("rows", at)
    name = next((each for each in names if getattr(entry.act, each, None)), "id")
    return filed.place(name)


FIX_EARLY = "核对平台和日期；此前另有认定的，补录那份公布"
FIX_LATE = "核对平台和日期；原文如此的，列入 excused.yaml 并说明"
LISTS = ("of_notices", "granted_before")


@check(
    "V207", "act-moves-nobody", ERROR, "文件须有可以生效的对象", FORM,
    "退出、承继、调整、废止若落不到任何一次认定，公众以为已经办了的事就没有办成。",
)  # fmt: skip
def act_moves_somebody(register: Register, as_of: date) -> Iterator[Breach]:
    """An act that ends or moves titles says which, and does not come before they were granted."""
    yield from _silent(register)
    for effect in _of_reach(register, Reach.TOO_EARLY):
        entry, chain = effect.entry, effect.chain
        if not isinstance(entry.act, Revocation):
            assert chain
            grant = f"“{chain.grant.act.id}”，{chain.grant.act.issued_on} 公布"
            message = (
                f"{entry.act.kind_of_act.label}自 {entry.act.effective_on} 起，"
                f"早于平台“{effect.history.platform.id}”在录的认定（{grant}），对它不起作用"
            )
            yield _place(register, entry, *LISTS), message, FIX_EARLY


def _of_reach(register: Register, reach: Reach) -> Iterator[Effect]:
    """Rows that reach this far; an act upon whole lists once, where it reaches nobody any further."""
    by_act: dict[str, list[Effect]] = defaultdict(list)
    for effect in effects(register):
        by_act[effect.entry.act.id].append(effect)
    for of_act in by_act.values():
        yield from (each for each in of_act if each.entry.row and each.reach is reach)
        whole = [each for each in of_act if each.entry.row is None]
        if whole and all(each.reach is reach for each in of_act):
            yield whole[0]


def _silent(register: Register) -> Iterator[Breach]:
    """Abolitions and changes that do not say of what, or to which day."""
    for at_abolition, abolition, _ in of_kind(register, Abolition):
        if bool(abolition.of_notices) == (abolition.granted_before is not None):
            both = "既写了 of_notices 又写了 granted_before" if abolition.of_notices else ""
            message = both or "没有写废止哪些认定"
            fix = "of_notices（哪些文件）和 granted_before（哪一天以前认定的）写其一"
            yield at_abolition.place("id"), message, fix
    for filed, change, _ in of_kind(register, ValidityChange):
        if not change.of_notices and not change.rows:
            fix = "整份调整的写 of_notices，个别调整的写 rows"
            yield filed.place("id"), "没有写调整哪些认定的有效期", fix
        elif not _says_days(change):
            yield filed.place("id"), "没有写调整到哪一天", "补上 ends（或 starts）"


def _says_days(change: ValidityChange) -> bool:
    of_rows = any(row.starts or row.ends for row in change.rows)
    return of_rows or change.starts is not None or change.ends is not None


@check(
    "V208", "act-too-late", WARNING, "文件一般不应在认定终止之后", FORM,
    "认定已经终止，再退出、调整、复核都不起作用；或是认错了平台、录错了日期，或是漏录了重新认定。",
)  # fmt: skip
def act_in_time(register: Register, as_of: date) -> Iterator[Breach]:
    """An act comes while there is a title to move; a revocation counts after any other ending."""
    for effect in _of_reach(register, Reach.TOO_LATE):
        if _is_in_vain(effect):
            yield _place(register, effect.entry, *LISTS), _ended(effect), FIX_LATE
    yield from _begun(register)


def _is_in_vain(effect: Effect) -> bool:
    """A revocation changes nothing only where the title had been revoked already."""
    ending = effect.chain.ending if effect.chain else None
    is_again = ending is not None and isinstance(ending.by.act, Revocation)
    return is_again or not isinstance(effect.entry.act, Revocation)


def _ended(effect: Effect) -> str:
    chain = effect.chain
    assert chain
    how = f"至 {chain.last} 期满"
    if ending := chain.ending or chain.closed_by:
        how = f"自 {ending.on} 起{ending.by.act.kind_of_act.label}，“{ending.by.act.id}”"
    elif chain.over_from:
        how = f"自 {chain.over_from} 起由后一次认定接续"
    return f"平台“{effect.history.platform.id}”的认定此前已经终止（{how}），本文件对它不起作用"


def _begun(register: Register) -> Iterator[Breach]:
    """Changes of a first day that had passed already: only a period not yet begun is moved."""
    for effect in effects(register):
        entry = effect.entry
        if not isinstance(entry.act, ValidityChange) or effect.reach is not Reach.REACHED:
            continue
        starts = getattr(entry.row, "starts", None) or entry.act.starts
        moved = [
            period
            for chain in live_fold(effect.history).designations
            for period in chain.periods
            if any(each is entry for each in period.by)
        ]
        begun = [each for each in moved if each.starts <= entry.counts_on_issue]
        if starts and begun:
            message = (
                f"平台“{effect.history.platform.id}”的有效期自 {begun[0].starts} 起，"
                f"{entry.act.issued_on} 已经开始，起日不能再改到 {starts}"
            )
            yield _place(register, entry, "starts"), message, FIX_LATE


def _ignored(register: Register, fault: Fault) -> Iterator[tuple[History, Ignored]]:
    for history in register.histories.values():
        for each in live_fold(history).ignored:
            if each.fault is fault:
                yield history, each


@check(
    "V209", "change-ambiguous", ERROR, "调整有效期须说得清是哪一次认定", FORM,
    "成文那天同时有两次认定，不指明调整的是哪一次，就可能把一次的期限算到另一次头上。",
)  # fmt: skip
def change_names_its_title(register: Register, as_of: date) -> Iterator[Breach]:
    """A change by row names its designation where more than one is alive on its day of issue."""
    for history, each in _ignored(register, Fault.AMBIGUOUS):
        day = each.entry.counts_on_issue
        alive = [each for each in live_fold(history).designations if each.is_alive(day, day)]
        names = "、".join(chain.grant.act.id for chain in alive)
        message = f"{day} 平台“{history.platform.id}”同时有几次认定，没有写调整的是哪一次"
        yield _place(register, each.entry), message, f"补上 designation，应为 {names} 之一"


@check(
    "V210", "period-reversed", ERROR, "调整之后止日不得早于起日", RULED,
    "调整到起日以前的有效期一天也不成立；要终止称号，另有撤销、退出、废止。",
)  # fmt: skip
def change_leaves_a_period(register: Register, as_of: date) -> Iterator[Breach]:
    """A change of validity leaves at least a day of the period that it moves."""
    for history, each in _ignored(register, Fault.REVERSED):
        assert each.period
        message = (
            f"平台“{history.platform.id}”的有效期调整后自 {each.period.starts} 起"
            f"、至 {each.period.ends} 止，一天也没有，调整不起作用"
        )
        yield _place(register, each.entry, "ends"), message, "核对调整文件的起止日"


@check(
    "V211", "review-contradicted", WARNING, "复核合格的称号不应同日废止", FORM,
    "同一天既说合格又予废止，多半是废止的文件漏写了除外的名单。",
)  # fmt: skip
def review_not_contradicted(register: Register, as_of: date) -> Iterator[Breach]:
    """No list is abolished for a platform on the day on which it passed its review."""
    for history in register.histories.values():
        abolished = {
            chain.ending.on: chain.ending.by.act
            for chain in live_fold(history).designations
            if chain.ending and isinstance(chain.ending.by.act, Abolition)
        }
        for entry in history.of(Review):
            act, row = abolished.get(entry.counts_on_issue), entry.row
            if act and isinstance(row, ReviewRow) and row.outcome is ReviewOutcome.PASSED:
                message = f"平台“{history.platform.id}”复核合格，同日又由“{act.id}”废止"
                fix = "复核合格的不在废止之列的，在废止文件写 except_listed_in"
                yield _place(register, entry), message, fix


def successive(register: Register) -> Iterator[tuple[Lasting, Lasting]]:
    """Every two periods of a platform that follow each other, oldest first."""
    for history in register.histories.values():
        lasting = [
            Lasting(period, chain.ending is not None, until)
            for chain in live_fold(history).designations
            for period in chain.periods
            if (until := _until(chain, period)) is None or period.starts <= until
        ]
        yield from pairwise(sorted(lasting, key=lambda each: each.period.starts))


def _until(chain: Designation, period: Period) -> date | None:
    if chain.ending is None:
        return period.ends
    return min(period.ends or date.max, chain.ending.on - ONE_DAY)
