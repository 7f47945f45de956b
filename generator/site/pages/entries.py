"""Acts in words for one platform: a line of its history, and on the page of the act the lines of its row."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from generator.records.acts import (
    Act,
    AnnouncementRow,
    Correction,
    Renamed,
    ReviewRow,
    RevocationRow,
    Row,
    rows_of,
)
from generator.records.regulation import Regulation
from generator.records.values import Day, Validity
from generator.register.answer import live_fold
from generator.register.designation import Designation, Period
from generator.register.register import Entry
from generator.register.snapshot import Listing, Snapshot
from generator.site.pages.revocations import revoked_by
from generator.site.pages.wording import UNKNOWN, Wording, long_day
from generator.terms.words import ActKind, Term

Line = Callable[[Any, Any, Entry, Wording], str]


def entry_line(entry: Entry, wording: Wording) -> str:
    """The line, as plain text; empty where the kind of act or a missing row says nothing."""
    line = LINES.get(entry.act.kind_of_act)
    if line is None or (entry.row is None and entry.act.kind_of_act not in WITHOUT_ROW):
        return ""
    return line(entry.act, entry.row, entry, wording)


def validity_in_words(validity: Validity, edition: Regulation | None) -> str:
    """First and last day as printed; without a last one until the next review, where the edition says so."""
    is_open = edition and edition.validity and edition.validity.until_review_every_years
    ends = "下一次复核" if is_open and not validity.ends else long_day(validity.ends)
    return f"{long_day(validity.starts)}至{ends}"


def _publicity(act: Any, row: Any, entry: Entry, wording: Wording) -> str:
    window = act.window
    days = f"{long_day(window.starts)}至{long_day(window.last)}" if window else "未载"
    days += "（止日按工作日推算）" if window and window.working_days else ""
    reviewed = "，列为复核" if row and row.reviewed else ""
    by = row and row.recommended_by
    return f"公示期{days}{reviewed}" + (f"，{_department(by, entry, wording)}推荐" if by else "")


def _announcement(act: Any, row: Any, entry: Entry, _: Wording) -> str:
    validity = row.validity or act.validity
    number = f"，证书编号 {row.number}" if row.number else ""
    days = validity_in_words(validity, entry.regulation) if validity else UNKNOWN
    return f"认定{number}，有效期{days}"


def _revocation(_: Any, row: Any, entry: Entry, wording: Wording) -> str:
    proposed = row.proposed_by and f"（{_department(row.proposed_by, entry, wording)}提出）"
    return f"自{long_day(entry.effective_on)}起撤销{_grounds(row)}{proposed or ''}"


def _renaming(_: Any, row: Any, entry: Entry, __: Wording) -> str:
    parts = [f"自{long_day(entry.effective_on)}起"]
    if row.name:
        parts.append(f"平台“{row.name.from_}”更名为“{row.name.to}”")
    if row.operating_unit:
        parts.append(f"运营单位“{row.operating_unit.from_}”更名为“{row.operating_unit.to}”")
    if row.credit_code:
        parts.append(f"代码改为 {row.credit_code}")
    return "，".join(parts)


def _outcome(_: Any, row: Any, __: Entry, ___: Wording) -> str:
    by = getattr(row, "rectify_by", None)
    return f"{row.outcome.label}{f'，整改期限{long_day(by)}' if by else ''}{_grounds(row)}"


def _validity_change(act: Any, row: Any, _: Entry, __: Wording) -> str:
    ends = (row and row.ends) or act.ends
    return "有效期调整" + (f"至{long_day(ends)}" if ends else "")


def _withdrawal(_: Any, row: Any, entry: Entry, __: Wording) -> str:
    return f"自{long_day(entry.effective_on)}起退出{_grounds(row)}"


def _abolition(_: Any, __: Any, entry: Entry, ___: Wording) -> str:
    return f"自{long_day(entry.effective_on)}起所依据的认定文件废止"


def _annual_report(act: Any, row: Any, _: Entry, __: Wording) -> str:
    filed = f"于{long_day(row.filed_on)}报送" if row.filed_on else "未报送"
    return f"{act.year}年度总结{filed}"


def _reconsideration(act: Any, row: Any, _: Entry, wording: Wording) -> str:
    about = wording.register.fitting(act.about, {row.platform})
    title = f"《{about[0].title}》" if about else ""
    return f"{act.by}：{row.outcome.label}{title}{_grounds(row)}"


def _succession(_: Any, row: Any, entry: Entry, __: Wording) -> str:
    """One sentence for the pages of both platforms, which name each other among their facts."""
    title = "由承继者保持到期满" if row.keeps_title else "就此终止"
    return f"自{long_day(entry.effective_on)}起，称号{title}"


def _grounds(row: Any) -> str:
    grounds = getattr(row, "grounds", None)
    return f"：{grounds}" if grounds else ""


def _department(name: str, entry: Entry, wording: Wording) -> str:
    return wording.department(name, entry.issued_on)


LINES: dict[ActKind, Line] = {
    ActKind.PUBLICITY: _publicity,
    ActKind.ANNOUNCEMENT: _announcement,
    ActKind.REVOCATION: _revocation,
    ActKind.RENAMING: _renaming,
    ActKind.REVIEW: _outcome,
    ActKind.INSPECTION: _outcome,
    ActKind.OBJECTION: _outcome,
    ActKind.NATIONAL_RECOMMENDATION: _outcome,
    ActKind.VALIDITY_CHANGE: _validity_change,
    ActKind.WITHDRAWAL: _withdrawal,
    ActKind.ABOLITION: _abolition,
    ActKind.ANNUAL_REPORT: _annual_report,
    ActKind.RECONSIDERATION: _reconsideration,
    ActKind.SUCCESSION: _succession,
}
# These speak of the platform also where they have no row on it.
WITHOUT_ROW = (ActKind.PUBLICITY, ActKind.VALIDITY_CHANGE, ActKind.ABOLITION)


NOT_GIVEN = "未载"


@dataclass(frozen=True)
class Reached:
    """Platform that an act reached by the lists it names, and what the act did to its title."""

    listing: Listing
    effect: str


def reached(act: Act, snapshot: Snapshot) -> Iterator[Reached]:
    """Platforms whose title an act without rows ended or moved, in the order of their ids."""
    for listing in snapshot.listings.values():
        if any(entry.act is act and entry.row is None for entry in listing.entries):
            for chain in live_fold(listing.history).designations:
                if effect := _effect(act, chain):
                    yield Reached(listing, effect)


def _effect(act: Act, chain: Designation) -> str:
    if chain.ending and chain.ending.by.act is act:
        return f"自{long_day(chain.ending.on)}起终止"
    for period in chain.periods:
        by = next((entry for entry in period.by if entry.act is act), None)
        if by and by.is_in_part:
            return "所列除外的名单没有录全，是否受影响不能断定"
        if by:
            return f"有效期改为{term_in_words(period)}"
    return ""


def term_in_words(period: Period) -> str:
    """First and last day of a period, as far as they are on record."""
    ends = "下一次复核" if period.is_open else long_day(period.ends)
    return f"{long_day(period.starts if period.starts_known else None)}至{ends}"


def row_notes(act: Act, row: Row, snapshot: Snapshot, wording: Wording) -> Iterator[str]:
    """Lines on all that a row says beside its names and its outcome."""
    edition = snapshot.register.regulations.get(act.regulation)
    if isinstance(act, Correction):
        yield from _corrected(act, row, snapshot, wording)
    elif isinstance(row, AnnouncementRow | ReviewRow):
        if isinstance(row, AnnouncementRow) and row.number:
            yield f"证书编号 {row.number}"
        if row.validity:
            yield f"有效期{validity_in_words(row.validity, edition)}"
    elif isinstance(row, RevocationRow):
        yield _barred(act, row, snapshot)


def _barred(act: Act, row: RevocationRow, snapshot: Snapshot) -> str:
    listing = snapshot.listings[row.platform]
    entry = next(each for each in listing.history.entries if each.act is act)
    revoked = revoked_by(snapshot, listing, entry, row)
    if revoked.bar is None:
        return f"不得申报：{revoked.without_bar}"
    return f"不得申报：{long_day(revoked.bar.starts)}至{long_day(revoked.bar.ends)}（含当日）"


def _corrected(
    act: Correction[Row], row: Row, snapshot: Snapshot, wording: Wording
) -> Iterator[str]:
    """Every value that the correction puts right, as printed before and after."""
    before = snapshot.register.corrected(act)
    printed = (
        next((r for r in rows_of(before) if r.platform == row.platform), None) if before else None
    )
    edition = snapshot.register.regulations.get(act.regulation)
    for name in type(row).model_fields:
        if name == "platform" or name not in row.model_fields_set:
            continue
        old, new = (
            _in_words(getattr(each, name, None), edition, wording) for each in (printed, row)
        )
        label = (
            (type(row).model_fields[name].description or name).replace("；", "，").split("，")[0]
        )
        yield f"{label}：{old} → {new}"


def _in_words(value: Any, edition: Regulation | None, wording: Wording) -> str:
    """A recorded value for people."""
    if value is None or value == ():
        return NOT_GIVEN
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Term):
        return value.label
    if isinstance(value, Day):
        return long_day(value)
    if isinstance(value, Validity):
        return validity_in_words(value, edition)
    if isinstance(value, Renamed):
        return f"由“{value.from_}”改为“{value.to}”"
    if isinstance(value, tuple):
        return "、".join(wording.function(each) for each in value)
    return str(value)
