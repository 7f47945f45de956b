"""Page of an act: what each of its rows does, and whom an act reaches that has no rows."""

from collections.abc import Iterator
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
from generator.register.sentences import long_day
from generator.register.snapshot import Listing, Snapshot
from generator.site.pages.entries import validity_in_words
from generator.site.pages.revocations import revoked_by
from generator.site.pages.wording import Wording
from generator.terms.words import Term

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


def notes(act: Act, row: Row, snapshot: Snapshot, wording: Wording) -> Iterator[str]:
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
