"""数据 A comparison for programs: no field is ever left out; null where there is nothing to say."""

from typing import Any

from generator.desk.comparing.meaning import meaning
from generator.desk.comparing.shape import (
    Act,
    Difference,
    Fact,
    Mended,
    Platform,
    Record,
    Shape,
    Side,
    Status,
    Stretch,
    Turn,
    Unread,
)
from generator.desk.comparing.summary import summary
from generator.exports.derivation import plain
from generator.findings import Finding, as_json
from generator.history import Version
from generator.history import comparison as comparing
from generator.records import differences
from generator.records.acts import Correction
from generator.register.register import Register


def as_data(comparison: comparing.Comparison) -> dict[str, Any]:
    """数据 As `registry diff --format json` prints it."""
    found: dict[str, Any] = plain(_shape(comparison))
    return found


def _shape(comparison: comparing.Comparison) -> Shape:
    registers = comparison.base.register, comparison.head.register
    return Shape(
        base=_side(comparison.base),
        head=_side(comparison.head),
        as_of=comparison.as_of,
        changes_for_the_public=not comparison.is_empty,
        summary=summary(comparison),
        acts=tuple(_act(each, *registers) for each in comparison.acts),
        platforms=tuple(map(_platform, comparison.platforms)),
        records=tuple(map(_record, comparison.records)),
        form_only=comparison.form_only,
        unread=Unread(base=_findings(comparison.unread_before), head=_findings(comparison.unread)),
    )


def _side(side: Version) -> Side:
    return Side(name=side.name, commit=side.commit)


def _findings(found: tuple[Finding, ...]) -> tuple[dict[str, Any], ...]:
    return tuple(map(as_json, found))


def _act(change: comparing.ActChange, before: Register, after: Register) -> Act:
    act = change.act
    register = after if act.id in after.acts else before
    return Act(
        id=act.id,
        action=change.action.value,
        kind=act.kind_of_act.value,
        title=act.title,
        document_number=act.document_number,
        issued_on=str(act.issued_on),
        file=change.file,
        meaning=meaning(act, register),
        corrects=act.corrects if isinstance(act, Correction) else None,
        mended=tuple(_mended(each) for each in change.mended),
        differences=_differences(change.differences),
    )


def _mended(each: comparing.Mended) -> Mended:
    return Mended(
        platform=each.platform,
        field=each.field,
        before=plain(each.before),
        after=plain(each.after),
    )


def _differences(found: tuple[differences.Difference, ...]) -> tuple[Difference, ...]:
    return tuple(_difference(each) for each in found)


def _difference(each: differences.Difference) -> Difference:
    """Of a row, the platform stands apart from the field."""
    is_in_row = each.said[0] == "rows" and len(each.said) > 1
    path = each.said[2:] if is_in_row else each.said
    return Difference(
        platform=each.said[1] if is_in_row else None,
        field=".".join(path) or None,
        before=plain(each.before),
        after=plain(each.after),
    )


def _platform(change: comparing.PlatformChange) -> Platform:
    status = change.status
    return Platform(
        id=change.id,
        name=change.name,
        action=change.action.value,
        status=Status(
            before=status.before.value if status.before else None,
            after=status.after.value if status.after else None,
            since=status.since,
            decided_by=status.decided_by.act.id if status.decided_by else None,
        ),
        facts=tuple(map(_fact, change.facts)),
        coming=tuple(map(_turn, change.coming)),
        dropped=tuple(map(_turn, change.dropped)),
        past=tuple(map(_stretch, change.past)),
        differences=_differences(change.differences),
    )


def _fact(change: comparing.FactChange) -> Fact:
    before, after = _value(change.before), _value(change.after)
    return Fact(fact=change.fact.value, before=before, after=after)


def _turn(turn: comparing.Turn) -> Turn:
    by = turn.by.id if turn.by else None
    return Turn(on=turn.on, fact=turn.fact.value, value=_value(turn.value), decided_by=by)


def _stretch(each: comparing.Stretch) -> Stretch:
    return Stretch(
        starts=each.starts, ends=each.ends, before=each.before.value, after=each.after.value
    )


def _value(value: comparing.Value) -> Any:
    if isinstance(value, comparing.Days):
        return {"starts": plain(value.starts), "ends": plain(value.ends)}
    return plain(value)


def _record(change: comparing.RecordChange) -> Record:
    return Record(
        action=change.action.value,
        file=change.file,
        differences=_differences(change.differences),
    )
