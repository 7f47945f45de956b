"""Validities: their days, their length, and how those of one platform follow each other."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from generator.checks.effects import Lasting, successive
from generator.checks.walk import (
    ERROR,
    FORM,
    RULED,
    WARNING,
    Breach,
    EffectiveRow,
    applications,
    check,
    cited,
    lines,
    of_kind,
    spans,
)
from generator.records.acts import Announcement, AnnouncementRow, Review, ReviewRow
from generator.records.regulation import Regulation
from generator.records.values import Day, Validity
from generator.register.decisions import live_entries
from generator.register.designation import ONE_DAY, Period, anniversary, fold
from generator.register.eligibility import first_year
from generator.register.register import Entry, History, Register
from generator.terms.findings import EXCUSE, Place, put


@check(
    "V201", "span-order", ERROR, "起止日期不得颠倒", FORM,
    "止日早于起日的有效期或公示期一天也不成立，多为录入错误。",
)  # fmt: skip
def span_order(register: Register, as_of: date) -> Iterator[Breach]:
    """No span ends before it starts."""
    for filed, path, first, last in spans(register):
        if last is not None and first is not None and last.last < first.first:
            message = f"止日 {last} 早于起日 {first}"
            yield filed.place(*path, "ends"), message, "核对公布文件原文，改正起日或止日"


@check(
    "V202", "validity-given", ERROR, "公布的每个平台须有有效期，或写明为何没有", RULED,
    "没有有效期就答不出“今天是否有效”；原文没有印的，须写明原因，列为缺口。",
)  # fmt: skip
def validity_given(register: Register, as_of: date) -> Iterator[Breach]:
    """Every announced platform has a validity, or the document prints none and the record says so."""
    for filed, act, _ in of_kind(register, Announcement):
        for at, row in enumerate(act.rows):
            validity = row.validity or act.validity
            if act.validity_unknown or (validity and (validity.starts or validity.ends)):
                continue
            message = f"附表第 {at + 1} 行没有有效期，文件也没有统一规定"
            fix = ("照公布文件补上 validity；原文没有印的，", put("validity_unknown", "原因"))
            yield filed.place("rows", at), message, fix


@check(
    "V203", "validity-not-the-term", WARNING, "有效期须等于办法规定的年数", RULED,
    "有效期的年数由办法规定；所印的起止日与之不符，多为录入错误，也可能原文如此，须核实。",
)  # fmt: skip
def validity_equals_term(register: Register, as_of: date) -> Iterator[Breach]:
    """A validity is as long as its edition's term."""
    for filed, act, edition in of_kind(register, Announcement):
        if act.validity and _is_used(register, act):
            yield from _against_term(act.validity, partial(filed.place, "validity"), edition)
    for line in lines(register, Announcement, Review):
        if isinstance(line.row, AnnouncementRow | ReviewRow) and line.row.validity:
            place = partial(line.place, "validity")
            yield from _against_term(line.row.validity, place, line.edition)


def _is_used(register: Register, act: Announcement) -> bool:
    """Whether any row counts on the validity of the whole: each may have its own, by a correction."""
    rows = [entry.row for entry in register.entries_of(act).values()]
    return not act.rows_complete or any(getattr(row, "validity", None) is None for row in rows)


def _against_term(
    validity: Validity, place: Callable[[], Place], edition: Regulation | None
) -> Iterator[Breach]:
    term = edition.validity if edition else None
    if term is None or term.years is None or validity.ends is None or validity.starts is None:
        return
    last = _last_day(validity.starts, term.years)
    if not (validity.ends.first <= last.last and last.first <= validity.ends.last):
        message = f"有效期 {validity.starts} 至 {validity.ends}，不是 {term.years} 年"
        right = str(last.first) if validity.starts.is_exact else f"{last.first:%Y-%m}"
        fix = f"核对原文；{term.years} 年应至 {right}"
        yield place(), message, fix, cited(edition, term.article)


def _last_day(starts: Day, years: int) -> Day:
    """The day before the corresponding day, or that day itself, as lists print both.

    From 29 February there is no corresponding day: the month's last day ends the term.
    """
    first, last = anniversary(starts.first, years), anniversary(starts.last, years)
    has_corresponding_day = (first.month, first.day) == (starts.first.month, starts.first.day)
    return Day(first - ONE_DAY if has_corresponding_day else first, last)


def _place_of(register: Register, entry: Entry) -> Place:
    """Place where an act that granted, prolonged or moved a period says so."""
    filed, at = register.filed_row(entry)
    if entry.row is None:
        return filed.place("ends")
    own = getattr(entry.row, "validity", None) is not None
    return filed.place("rows", at, "validity") if own else filed.place("rows", at)


@check(
    "V204", "validity-overlap", ERROR, "前后两次认定的有效期不得重叠", RULED,
    "同一天有两个有效期，说不清称号由哪份文件授予，也容易重复计数。",
)  # fmt: skip
def validity_no_overlap(register: Register, as_of: date) -> Iterator[Breach]:
    """No two validities of one platform overlap; sharing the day of change is no overlap.

    An open end overlaps nothing. The act that spoilt it is the later one of those that set the two.
    """
    for before, after in successive(register):
        if before.until is not None and not _follows(before, after.period.starts):
            former = f"前一期（“{before.period.entry.act.id}”，至 {before.until}）"
            message = f"自 {after.period.starts} 起的有效期与{former}重叠"
            setting = (before.period.by[-1], after.period.by[-1])
            spoilt_by = max(setting, key=lambda entry: entry.counts_on_issue)
            yield _place_of(register, spoilt_by), message, "核对两份文件的有效期"


def _follows(before: Lasting, starts: date) -> bool:
    """After the last day; or on it, where lists print the corresponding day as the last (海南 2020)."""
    last = before.until
    assert last
    if starts < last:
        return False
    years = last.year - before.period.starts.year
    return starts > last or anniversary(before.period.starts, years) == last


@check(
    "V205", "validity-gap", WARNING, "在满期当年再次认定的，前后应当相接", RULED,
    "满期当年再次认定而中间空出若干天，这几天平台没有称号；可能原文如此，须核实。",
)  # fmt: skip
def validity_no_gap(register: Register, as_of: date) -> Iterator[Breach]:
    """A title granted anew in the year of its expiry follows without a gap."""
    for before, after in successive(register):
        last, starts = before.until, after.period.starts
        if before.is_ended or last is None or starts <= last + ONE_DAY:
            continue
        if after.period.by[-1].issued_on.year == last.year:
            days = (starts - last).days - 1
            message = f"前一期至 {last}，本期自 {starts} 起，中间 {days} 天没有称号"
            fix = ("核对原文；原文如此的，", EXCUSE)
            yield _place_of(register, after.period.by[-1]), message, fix


@check(
    "V206", "reapplication-too-early", ERROR, "有效期满当年才可再次申报", RULED,
    "提前再次申报会使有效期层层叠加，办法只允许在满期当年申报。",
)  # fmt: skip
def reapplication_in_time(register: Register, as_of: date) -> Iterator[Breach]:
    """A title is applied for again only in the year in which it expires."""
    for each in applications(register):
        line, day = each.line, each.days
        term = line.edition.reapplication if line.edition else None
        running = _running_title(each.history, line, day.last) if term else None
        year = first_year(running, line.edition)
        if term and running and year and day.last.year < year:
            message = (
                f"{each.text}，是再次申报，而现有称号到 {running.ends} 才期满，{year} 年方可申报"
            )
            article = cited(line.edition, term.article)
            yield line.place(), message, "核对是否误列平台，或日期有误", article


def _running_title(history: History, line: EffectiveRow, day: date) -> Period | None:
    """The title in force on the day of application, by an act issued before it."""
    entries = tuple(
        each for each in live_entries(history) if each.issued_on <= day and each.act is not line.act
    )
    chains = fold(replace(history, entries=entries), day).designations if entries else []
    running = [period for chain in chains if (period := chain.period_on(day))]
    return running[-1] if running else None
