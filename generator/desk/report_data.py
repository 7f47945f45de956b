"""A comparison for programs: what `registry diff --format json` prints, field by field.

As in the API: no field is ever left out, days are ISO, codes are those of the API. A field may
be added; none changes its meaning. docs/comparison.md says for people what each one holds.
"""

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict

from generator.desk.meanings import act_meaning
from generator.desk.report import comparison_summary, new_erratum
from generator.history import comparison as comparing
from generator.records import differences
from generator.register.answer import StandingCaveat
from generator.register.register import Register
from generator.site.data.derivation import plain
from generator.terms.findings import as_json


class ReportPart(BaseModel):
    """A part of the report; it is made of values already judged, and never read."""

    model_config = ConfigDict(frozen=True, defer_build=True)


class ReportVersion(ReportPart):
    """A version as it was called, and its commit; null for the files as they are now."""

    name: str
    commit: str | None


class ReportDifference(ReportPart):
    """One value of a record, as written in the file; `field` is null where a row came or went."""

    platform: str | None
    field: str | None
    before: Any
    after: Any


class ReportMended(ReportPart):
    """A value of a platform's row that a correction mended."""

    platform: str
    field: str
    before: Any
    after: Any


class ReportAct(ReportPart):
    """An act that was added, edited, completed, redacted or removed."""

    id: str
    action: str
    kind: str
    title: str
    document_number: str | None
    issued_on: str
    file: str
    meaning: str
    corrects: str | None
    mended: tuple[ReportMended, ...]
    differences: tuple[ReportDifference, ...]


class ReportCaveat(ReportPart):
    """A caveat: whoever repeats the status repeats it too."""

    code: str
    text: str


class ReportStatus(ReportPart):
    """A status on the day; null on a side where the platform is not on record."""

    before: str | None
    after: str | None
    caveats_before: tuple[ReportCaveat, ...]
    caveats_after: tuple[ReportCaveat, ...]
    since: date | None
    decided_by: tuple[str, ...]


class ReportFact(ReportPart):
    """A fact on the day, before and after."""

    fact: str
    before: Any
    after: Any


class ReportTurn(ReportPart):
    """A value that will hold from a day on."""

    on: date
    fact: str
    value: Any
    caveats: tuple[ReportCaveat, ...]
    decided_by: tuple[str, ...]


class ReportStretch(ReportPart):
    """Past days that are answered otherwise now; both are included."""

    starts: date
    ends: date
    before: str
    after: str


class ReportPlatform(ReportPart):
    """A platform; `action` is added, edited or removed."""

    id: str
    name: str
    action: str
    status: ReportStatus
    facts: tuple[ReportFact, ...]
    coming: tuple[ReportTurn, ...]
    dropped: tuple[ReportTurn, ...]
    past: tuple[ReportStretch, ...]
    differences: tuple[ReportDifference, ...]


class ReportErratum(ReportPart):
    """A mistake of our own copy that was put right: of which record, which fields, what was wrong."""

    id: str
    of: str
    fields: tuple[str, ...]
    what: str
    found_on: str


class ReportRecord(ReportPart):
    """A file that is neither a platform nor an act; `erratum` is a new one in it."""

    action: str
    file: str
    differences: tuple[ReportDifference, ...]
    erratum: ReportErratum | None


class ReportUnread(ReportPart):
    """Findings on unread records, as `registry check --format json` prints them."""

    base: tuple[dict[str, Any], ...]
    head: tuple[dict[str, Any], ...]


class Report(ReportPart):
    """The whole comparison."""

    base: ReportVersion
    head: ReportVersion
    as_of: date
    changes_for_the_public: bool
    summary: str
    acts: tuple[ReportAct, ...]
    platforms: tuple[ReportPlatform, ...]
    records: tuple[ReportRecord, ...]
    form_only: tuple[str, ...]
    unread: ReportUnread


def as_data(comparison: comparing.Comparison) -> dict[str, Any]:
    """The comparison as `registry diff --format json` prints it."""
    registers = comparison.base.register, comparison.head.register
    report = _part(
        Report,
        comparison,
        base=_part(ReportVersion, comparison.base),
        head=_part(ReportVersion, comparison.head),
        changes_for_the_public=not comparison.is_empty,
        summary=comparison_summary(comparison),
        acts=tuple(_act(each, *registers) for each in comparison.acts),
        platforms=tuple(map(_platform, comparison.platforms)),
        records=tuple(_record(each, comparison) for each in comparison.records),
        unread=ReportUnread.model_construct(
            base=tuple(map(as_json, comparison.unread_before)),
            head=tuple(map(as_json, comparison.unread)),
        ),
    )
    values: dict[str, Any] = plain(report)
    return values


def _part(model: type[ReportPart], source: Any, **values: Any) -> Any:
    """A part of the values given, and of what its source calls by the same name."""
    rest = {name: getattr(source, name) for name in model.model_fields if name not in values}
    return model.model_construct(**rest, **values)


def _act(change: comparing.ActChange, before: Register, after: Register) -> Any:
    act = change.act
    return _part(
        ReportAct,
        act,
        action=change.action,
        kind=act.kind_of_act,
        file=change.file,
        meaning=act_meaning(act, after if act.id in after.acts else before),
        corrects=getattr(act, "corrects", None),
        mended=tuple(_part(ReportMended, each) for each in change.mended),
        differences=tuple(map(_difference, change.differences)),
    )


def _record(change: comparing.RecordChange, comparison: comparing.Comparison) -> Any:
    erratum = new_erratum(change, comparison)
    edits = tuple(map(_difference, change.differences))
    part = _part(ReportErratum, erratum, found_on=str(erratum.found_on)) if erratum else None
    return _part(ReportRecord, change, differences=edits, erratum=part)


def _platform(change: comparing.PlatformChange) -> Any:
    return _part(
        ReportPlatform,
        change,
        status=_status(change.status),
        facts=tuple(
            _part(ReportFact, each, before=_value(each.before), after=_value(each.after))
            for each in change.facts
        ),
        coming=tuple(map(_turn, change.coming)),
        dropped=tuple(map(_turn, change.dropped)),
        past=tuple(_part(ReportStretch, each) for each in change.past),
        differences=tuple(map(_difference, change.differences)),
    )


def _status(status: comparing.StatusChange) -> Any:
    return _part(
        ReportStatus,
        status,
        caveats_before=_caveats(status.caveats_before),
        caveats_after=_caveats(status.caveats_after),
        decided_by=tuple(dict.fromkeys(entry.act.id for entry in status.deciding)),
    )


def _caveats(caveats: tuple[StandingCaveat, ...]) -> tuple[ReportCaveat, ...]:
    return tuple(ReportCaveat(code=each.value, text=each.label) for each in caveats)


def _turn(turn: comparing.Turn) -> Any:
    by = tuple(dict.fromkeys(act.id for act in turn.by))
    return _part(
        ReportTurn,
        turn,
        value=_value(turn.value),
        caveats=_caveats(turn.caveats),
        decided_by=by,
    )


def _value(value: comparing.Value) -> Any:
    if isinstance(value, comparing.Days):
        return {"starts": value.starts, "ends": value.ends}
    return value


def _difference(each: differences.Difference) -> Any:
    """A difference; in a row, the platform stands apart from the field."""
    is_in_row = each.names[0] == "rows" and len(each.names) > 1
    path = each.names[2:] if is_in_row else each.names
    platform = each.names[1] if is_in_row else None
    return _part(ReportDifference, each, platform=platform, field=".".join(path) or None)
