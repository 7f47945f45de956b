"""A comparison for programs: what `registry diff --format json` prints, field by field.

As in the API: no field has a default, days are ISO, codes are those of the API. A field may
be added; none changes its meaning. docs/comparison.md says the same for people.
"""

from datetime import date
from typing import Any

from generator.desk.report import act_meaning, comparison_summary
from generator.exports.act import plain
from generator.exports.models.base import Output
from generator.findings import Finding, as_json
from generator.history import comparing, sides
from generator.records import differences
from generator.records.acts import Correction
from generator.register.register import Register


class ReportVersion(Output):
    """A version: as it was called, and its commit."""

    name: str
    commit: str | None
    """现有文件（没有写第二个版本时）为 null。"""


class ReportDifference(Output):
    """One value of a record, as written in the file."""

    platform: str | None
    """附表中的差异属于哪个平台的一行；不在附表中的为 null。"""
    field: str | None
    """字段，下一级以点相连；整行的增减为 null。"""
    before: Any
    after: Any


class ReportMended(Output):
    """A value of a platform's row that a correction mended."""

    platform: str
    field: str
    before: Any
    after: Any


class ReportAct(Output):
    """An act that was added, edited, completed, redacted or removed."""

    id: str
    action: str
    kind: str
    title: str
    document_number: str | None
    issued_on: str
    file: str
    """在登记文件夹中的路径。"""
    meaning: str
    """一句话：这份文件办了什么事。"""
    corrects: str | None
    mended: tuple[ReportMended, ...]
    differences: tuple[ReportDifference, ...]


class ReportStatus(Output):
    """A status on the day; null on a side where the platform is not on record."""

    before: str | None
    after: str | None
    since: date | None
    """现在的状态自哪一天起。"""
    decided_by: str | None
    """依据的文件编号。"""


class ReportFact(Output):
    """A fact on the day, before and after."""

    fact: str
    before: Any
    after: Any


class ReportTurn(Output):
    """A value that will hold from a day on."""

    on: date
    fact: str
    value: Any
    decided_by: str | None


class ReportStretch(Output):
    """Past days that are answered otherwise now; both are included."""

    starts: date
    ends: date
    before: str
    after: str


class ReportPlatform(Output):
    """A platform; `action` is added, edited or removed."""

    id: str
    name: str
    action: str
    status: ReportStatus
    facts: tuple[ReportFact, ...]
    coming: tuple[ReportTurn, ...]
    """新增的将来变化。"""
    dropped: tuple[ReportTurn, ...]
    """不再发生的将来变化。"""
    past: tuple[ReportStretch, ...]
    differences: tuple[ReportDifference, ...]
    """平台文件本身的差异，当日身份之外的。"""


class ReportRecord(Output):
    """A file that is neither a platform nor an act."""

    action: str
    file: str
    differences: tuple[ReportDifference, ...]


class ReportUnread(Output):
    """Findings on unread records, as `registry check --format json` prints them."""

    base: tuple[dict[str, Any], ...]
    head: tuple[dict[str, Any], ...]


class Report(Output):
    """The whole comparison."""

    base: ReportVersion
    head: ReportVersion
    as_of: date
    changes_for_the_public: bool
    """false 时 acts、platforms、records 都为空。"""
    summary: str
    acts: tuple[ReportAct, ...]
    platforms: tuple[ReportPlatform, ...]
    records: tuple[ReportRecord, ...]
    form_only: tuple[str, ...]
    """只改了写法的文件。"""
    unread: ReportUnread


def as_data(comparison: comparing.Comparison) -> dict[str, Any]:
    """The comparison as `registry diff --format json` prints it."""
    report: dict[str, Any] = plain(_report(comparison))
    return report


def _report(comparison: comparing.Comparison) -> Report:
    registers = comparison.base.register, comparison.head.register
    return Report(
        base=_side(comparison.base),
        head=_side(comparison.head),
        as_of=comparison.as_of,
        changes_for_the_public=not comparison.is_empty,
        summary=comparison_summary(comparison),
        acts=tuple(_act(each, *registers) for each in comparison.acts),
        platforms=tuple(map(_platform, comparison.platforms)),
        records=tuple(map(_record, comparison.records)),
        form_only=comparison.form_only,
        unread=ReportUnread(
            base=_findings(comparison.unread_before), head=_findings(comparison.unread)
        ),
    )


def _side(side: sides.Side) -> ReportVersion:
    return ReportVersion(name=side.name, commit=side.commit)


def _findings(findings: tuple[Finding, ...]) -> tuple[dict[str, Any], ...]:
    return tuple(map(as_json, findings))


def _act(change: comparing.ActChange, before: Register, after: Register) -> ReportAct:
    act = change.act
    register = after if act.id in after.acts else before
    return ReportAct(
        id=act.id,
        action=change.action.value,
        kind=act.kind_of_act.value,
        title=act.title,
        document_number=act.document_number,
        issued_on=str(act.issued_on),
        file=change.file,
        meaning=act_meaning(act, register),
        corrects=act.corrects if isinstance(act, Correction) else None,
        mended=tuple(_mended(each) for each in change.mended),
        differences=_differences(change.differences),
    )


def _mended(each: comparing.Mended) -> ReportMended:
    return ReportMended(
        platform=each.platform,
        field=each.field,
        before=plain(each.before),
        after=plain(each.after),
    )


def _differences(
    differences_found: tuple[differences.Difference, ...],
) -> tuple[ReportDifference, ...]:
    return tuple(_difference(each) for each in differences_found)


def _difference(each: differences.Difference) -> ReportDifference:
    """A difference; in a row, the platform stands apart from the field."""
    is_in_row = each.said[0] == "rows" and len(each.said) > 1
    path = each.said[2:] if is_in_row else each.said
    return ReportDifference(
        platform=each.said[1] if is_in_row else None,
        field=".".join(path) or None,
        before=plain(each.before),
        after=plain(each.after),
    )


def _platform(change: comparing.PlatformChange) -> ReportPlatform:
    status = change.status
    return ReportPlatform(
        id=change.id,
        name=change.name,
        action=change.action.value,
        status=ReportStatus(
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


def _fact(change: comparing.FactChange) -> ReportFact:
    before, after = _value(change.before), _value(change.after)
    return ReportFact(fact=change.fact.value, before=before, after=after)


def _turn(turn: comparing.Turn) -> ReportTurn:
    by = turn.by.id if turn.by else None
    return ReportTurn(on=turn.on, fact=turn.fact.value, value=_value(turn.value), decided_by=by)


def _stretch(each: comparing.Stretch) -> ReportStretch:
    return ReportStretch(
        starts=each.starts, ends=each.ends, before=each.before.value, after=each.after.value
    )


def _value(value: comparing.Value) -> Any:
    if isinstance(value, comparing.Days):
        return {"starts": plain(value.starts), "ends": plain(value.ends)}
    return plain(value)


def _record(change: comparing.RecordChange) -> ReportRecord:
    return ReportRecord(
        action=change.action.value,
        file=change.file,
        differences=_differences(change.differences),
    )
