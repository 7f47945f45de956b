"""Validities: their days, their length, and how those of one platform follow each other."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from itertools import pairwise

from generator.checks.walk import (
    ERROR,
    FORM,
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
from generator.register.answer import ENDERS, ends
from generator.register.designation import ONE_DAY, Period, anniversary, periods
from generator.register.register import Entry, History, Register
from generator.terms.findings import Place


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


ENDLESS = "没有止日，所依据的办法并无“保持至下次复核”的规定"


@check(
    "V202", "validity-given", ERROR, "公布的每个平台须有有效期", "第二十三条",
    "没有有效期就答不出“今天是否有效”；只有办法规定称号保持到下次复核时，才可以没有止日。",
)  # fmt: skip
def validity_given(register: Register, as_of: date) -> Iterator[Breach]:
    """Every announced platform has a validity, with an end where its edition sets a term."""
    for filed, act, edition in of_kind(register, Announcement):
        endless = "" if _until_review(edition) else ENDLESS
        if act.validity and act.validity.ends is None and endless:
            yield filed.place("validity"), f"统一有效期{endless}", "照公布文件补上 ends"
        for at, row in enumerate(act.rows):
            if row.validity is None and act.validity is None and act.validity_unknown is None:
                message = f"附表第 {at + 1} 行没有有效期，文件也没有统一规定"
                yield filed.place("rows", at), message, "照公布文件补上 validity"
            elif row.validity and row.validity.ends is None and endless:
                message = f"附表第 {at + 1} 行的有效期{endless}"
                yield filed.place("rows", at, "validity"), message, "照公布文件补上 ends"


def _until_review(edition: Regulation | None) -> bool:
    term = edition.validity if edition else None
    return bool(edition and (edition.terms_unknown or (term and term.until_review_every_years)))


@check(
    "V203", "validity-not-the-term", WARNING, "有效期须等于办法规定的年数", "第二十三条",
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


def _successive(register: Register) -> Iterator[tuple[Period, Period]]:
    """Every two periods of a platform that follow each other, none ended early."""
    for history in register.histories.values():
        lasting = [p for p in periods(history, date.max) if not _cut_short(history, p)]
        yield from pairwise(lasting)


def _cut_short(history: History, period: Period) -> bool:
    return any(ends(entry, period) for entry in history.of(*ENDERS) if _within(entry, period))


def _within(entry: Entry, period: Period) -> bool:
    return period.ends is None or entry.effective_on <= period.ends


def _place_of(register: Register, period: Period) -> Place:
    """Place where the act that granted a period says so."""
    filed, at = register.filed_row(period.entry)
    row = period.entry.row
    own = getattr(row, "validity", None) is not None
    return filed.place("rows", at, "validity") if own else filed.place("rows", at)


@check(
    "V204", "validity-overlap", ERROR, "前后两次认定的有效期不得重叠", "第二十三条",
    "同一天有两个有效期，说不清称号由哪份文件授予，也容易重复计数。",
)  # fmt: skip
def validity_no_overlap(register: Register, as_of: date) -> Iterator[Breach]:
    """No two validities of one platform overlap; sharing the day of change is no overlap."""
    for before, after in _successive(register):
        if not _follows(before, after):
            until = before.ends or "下一次复核"
            former = f"前一期（“{before.entry.act.id}”，至 {until}）"
            message = f"自 {after.starts} 起的有效期与{former}重叠"
            yield _place_of(register, after), message, "核对两份文件的有效期"


def _follows(before: Period, after: Period) -> bool:
    """After the last day; or on it, where lists print the corresponding day as the last (海南 2020)."""
    if before.ends is None or after.starts < before.ends:
        return False
    years = before.ends.year - before.starts.year
    return after.starts > before.ends or anniversary(before.starts, years) == before.ends


@check(
    "V205", "validity-gap", WARNING, "在满期当年再次认定的，前后应当相接", "第二十三条",
    "满期当年再次认定而中间空出若干天，这几天平台没有称号；可能原文如此，须核实。",
)  # fmt: skip
def validity_no_gap(register: Register, as_of: date) -> Iterator[Breach]:
    """A title granted anew in the year of its expiry follows without a gap."""
    for before, after in _successive(register):
        if before.ends is None or after.starts <= before.ends + ONE_DAY:
            continue
        days = (after.starts - before.ends).days - 1
        if after.entry.issued_on.year == before.ends.year:
            message = f"前一期至 {before.ends}，本期自 {after.starts} 起，中间 {days} 天没有称号"
            fix = "核对原文；原文如此的，列入 excused.yaml 并说明"
            yield _place_of(register, after), message, fix


@check(
    "V206", "reapplication-too-early", ERROR, "有效期满当年才可再次申报", "第二十三条",
    "提前再次申报会使有效期层层叠加，办法只允许在满期当年申报。",
)  # fmt: skip
def reapplication_in_time(register: Register, as_of: date) -> Iterator[Breach]:
    """A title is applied for again only in the year in which it expires."""
    for line, history, day in applications(register):
        term = line.edition.reapplication if line.edition else None
        running = _running_title(history, line, day.last) if term else None
        if term is None or running is None or running.ends is None:
            continue
        year = running.ends.year - term.years_before_expiry
        if day.last.year < year:
            message = f"{day} 再次申报，而现有称号到 {running.ends} 才期满，{year} 年方可申报"
            article = cited(line.edition, term.article)
            yield line.place(), message, "核对是否误列平台，或日期有误", article


def _running_title(history: History, line: EffectiveRow, day: date) -> Period | None:
    """The title in force on the day of application, by an act issued before it."""
    earlier = [
        p for p in periods(history, day) if p.entry.issued_on <= day and p.entry.act != line.act
    ]
    enders = [entry for entry in history.of(*ENDERS) if entry.effective_on <= day]
    alive = [p for p in earlier if p.covers(day) and not any(ends(e, p) for e in enders)]
    return alive[-1] if alive else None
