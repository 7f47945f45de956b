"""Meaning of records before anything is asked of them: two that are one, windows in working days.

Acts are bound as they mean it. What a file says stays beside, for whoever publishes it word for word.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from generator.records.acts import Act, Publicity, Row, SuccessionRow, rows_of
from generator.records.registry import Receipt
from generator.records.regulation import Regulation
from generator.records.values import Day, Filed
from generator.register.working_days import WorkingDays

Names = Mapping[str, str]


def survivors(receipt: Receipt) -> dict[str, str]:
    """Id of the record that stays, by the id of each record that is the same platform (`same_as`).

    A reference to itself, to nothing, or to a record that is itself the same as another merges nothing.
    """
    named = {filed.record.id: filed.record.same_as for filed in receipt.platforms}
    return {
        name: same for name, same in named.items() if same in named and not named[same] and same
    }


def merged_into(names: Names) -> dict[str, list[str]]:
    """Ids of the further records of each platform, by the id of the one that stays."""
    merged: dict[str, list[str]] = {}
    for name in sorted(names):
        merged.setdefault(names[name], []).append(name)
    return merged


def corrected_row(wrong: Row | None, right: Row | None) -> Row | None:
    """Row as it should have stood: what a correction leaves unsaid stays as printed."""
    if wrong is None or right is None:
        return right
    return wrong.model_copy(update={name: getattr(right, name) for name in right.model_fields_set})


def resolved(receipt: Receipt) -> Receipt:
    """Receipt whose acts name the records that stay, and whose windows have their last days.

    An act of which nothing is to be resolved is the same object.
    """
    names = survivors(receipt)
    editions = {filed.record.id: filed.record for filed in receipt.regulations}
    calendar = WorkingDays({filed.record.year: filed.record for filed in receipt.work_calendars})
    acts = tuple(_resolved(filed, names, editions, calendar) for filed in receipt.acts)
    is_same = all(one is other for one, other in zip(acts, receipt.acts, strict=True))
    return receipt if is_same else replace(receipt, acts=acts)


def _resolved(
    filed: Filed[Act], names: Names, editions: Mapping[str, Regulation], calendar: WorkingDays
) -> Filed[Act]:
    act = filed.record
    changes: dict[str, Any] = dict(_renamed(act, names)) if names else {}
    if isinstance(act, Publicity) and act.window and not act.window.ends:
        last = last_day(act, editions.get(act.regulation), calendar)
        changes["window"] = act.window.model_copy(update={"ends": last}) if last else None
    return replace(filed, record=act.model_copy(update=changes)) if changes else filed


def _renamed(act: Act, names: Names) -> Iterator[tuple[str, tuple[Row, ...]]]:
    rows = rows_of(act)
    if any(row.platform in names or _successor(row) in names for row in rows):
        yield "rows", tuple(_row(row, names) for row in rows)


def _row(row: Row, names: Names) -> Row:
    update = {"platform": names.get(row.platform, row.platform)}
    if successor := _successor(row):
        update["successor"] = names.get(successor, successor)
    return row.model_copy(update=update)


def _successor(row: Row) -> str | None:
    return row.successor if isinstance(row, SuccessionRow) else None


def last_day(act: Publicity, edition: Regulation | None, calendar: WorkingDays) -> Day | None:
    """Last day of a window printed in working days; none where the calendar or the edition cannot tell."""
    window, term = act.window, edition.publicity if edition else None
    if not (window and window.working_days and window.starts.is_exact and term):
        return None
    last = calendar.window_end(window.starts.first, window.working_days, term.first_day_counts)
    return Day(last, last) if last else None
