"""The meaning of an alteration: whose answers, names or bars become others, and which rules and claims.

Asked of the registers before and now, never of a list of kinds: any platform, any day.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Any

from generator.history.alteration import Alteration
from generator.history.comparison import COMPARED_BY_RECORD, record_changes
from generator.records.acts import Act, rows_of
from generator.records.values import Filed
from generator.register.answer import Standing
from generator.register.identity import identities
from generator.register.reapplication import Bar, bars_by_unit, unit_keys
from generator.register.register import History, Register
from generator.register.timeline import timeline
from generator.terms.findings import Place

# Of many platforms a sentence names the first.
NAMED = 3


def changed_platforms(before: Register, after: Register) -> frozenset[str]:
    """Ids that are answered otherwise on some day: status, caveats, period, basis, bar, name, unit or code."""
    one, other = bars_by_unit(before), bars_by_unit(after)
    moved = {key for key in {*one, *other} if _bars(one, key) != _bars(other, key)}
    barred = (
        name
        for register in (before, after)
        for name, history in (register.histories.items() if moved else ())
        if moved & unit_keys(history)
    )
    answered = (
        name
        for name in {*before.records, *after.records}
        if _history(before, name) != _history(after, name)
        and _answers(before, name) != _answers(after, name)
    )
    return frozenset((*barred, *answered))


def _bars(bars: Mapping[str, list[Bar]], key: str) -> list[Any]:
    held = bars.get(key, ())
    return [(bar.entry.act.id, bar.starts, bar.ends, bar.suspended) for bar in held]


def _history(register: Register, name: str) -> History | None:
    return register.histories.get(register.merged.get(name, name))


def _answers(register: Register, name: str) -> list[Any] | None:
    """Everything that is told of an id, day by day; none where it is not on record."""
    history = _history(register, name)
    if history is None:
        return None
    names = [(i.name, i.operating_unit, i.credit_code, i.starts) for i in identities(history)]
    spells = [
        (each.starts, each.ends, each.since, _standing(each.standing)) for each in timeline(history)
    ]
    return [names, spells]


def _standing(standing: Standing) -> tuple[Any, ...]:
    period, acts = standing.period, [entry.act.id for entry in standing.deciding]
    days = (period.starts_known and period.starts, period.ends) if period else None
    return standing.status, days, acts, standing.caveats, standing.explanation


def concerned(alteration: Alteration) -> Iterator[tuple[Place, str, str]]:
    """Places of everything altered that a second person must see, each with what it is and why."""
    changed = changed_platforms(alteration.before.register, alteration.after.register)
    left = set(changed)
    for filed in _altered(alteration):
        touched = _platforms_of(alteration, changed, filed.record)
        if touched:
            left -= touched
            yield (
                filed.place("id"),
                _title(filed),
                f"改变 {_named(touched)}的资格状态、名称、代码或限制期",
            )
    others = [each.file for each in record_changes(alteration.before, alteration.after)]
    for file in others:
        place = Place((PurePath(alteration.after.receipt.folder) / file).as_posix())
        yield place, f"对 {file} 的改动", "改变规则、本站的声明或者检查的例外"
    for file in alteration.outside:
        yield Place(file), f"对 {file} 的改动", "改变检查、发布或者日志本身"
    if left and not others:
        yield (
            Place(alteration.after.receipt.folder),
            "改动",
            f"改变 {_named(left)}的资格状态、名称、代码或限制期",
        )


def _altered(alteration: Alteration) -> Iterator[Filed[Any]]:
    """Acts and platforms that are new or edited."""
    yield from (filed for (kind, _), filed in alteration.added if kind in COMPARED_BY_RECORD)
    for (kind, _), old, new in alteration.kept:
        if kind in COMPARED_BY_RECORD and old.record != new.record:
            yield new


def _platforms_of(alteration: Alteration, changed: Iterable[str], record: Any) -> set[str]:
    """Those of the changed platforms that a record of an act or a platform may have changed."""
    if not isinstance(record, Act):
        return {record.id, record.same_as} & {*changed}
    listed = {row.platform for row in rows_of(record)}
    sides = [version.register for version in (alteration.before, alteration.after)]
    return {
        name
        for name in changed
        if name in listed or any(record.id in _acts_on(register, name) for register in sides)
    }


def _acts_on(register: Register, name: str) -> set[str]:
    history = _history(register, name)
    return {entry.act.id for entry in history.entries} if history else set()


def _title(filed: Filed[Any]) -> str:
    record = filed.record
    title = getattr(record, "title", None)
    return f"《{title}》" if title else f"“{record.id}”"


def _named(names: set[str] | frozenset[str]) -> str:
    shown = "、".join(sorted(names)[:NAMED])
    return shown + (f"等 {len(names)} 个平台" if len(names) > NAMED else " ")
