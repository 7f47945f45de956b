"""A comparison for programs: what `registry diff --format json` prints, field by field.

As in the API: no field is ever left out, days are ISO, codes are those of the API. A field may
be added; none changes its meaning. docs/comparison.md says for people what each one holds.
"""

from collections.abc import Mapping
from typing import Any

from generator.desk.meanings import act_meaning
from generator.desk.report import comparison_summary, new_erratum
from generator.history import comparison as comparing
from generator.records import differences
from generator.register.answer import StandingCaveat
from generator.register.register import Register
from generator.site.data.derivation import plain
from generator.terms.findings import as_json

# The fields of each part, by the name that docs/comparison.md gives it.
PARTS: Mapping[str, tuple[str, ...]] = {
    "Report": (
        "base", "head", "as_of", "changes_for_the_public", "summary", "acts", "platforms", "records",
        "form_only", "unread",
    ),
    "ReportVersion": ("name", "commit"),
    "ReportAct": (
        "id", "action", "kind", "title", "document_number", "issued_on", "file", "meaning", "corrects",
        "mended", "differences",
    ),
    "ReportMended": ("platform", "field", "before", "after"),
    "ReportDifference": ("platform", "field", "before", "after"),
    "ReportPlatform": (
        "id", "name", "action", "status", "facts", "coming", "dropped", "past", "differences",
    ),
    "ReportStatus": (
        "before", "after", "caveats_before", "caveats_after", "since", "decided_by",
    ),
    "ReportCaveat": ("code", "text"),
    "ReportFact": ("fact", "before", "after"),
    "ReportTurn": ("on", "fact", "value", "caveats", "decided_by"),
    "ReportStretch": ("starts", "ends", "before", "after"),
    "ReportRecord": ("action", "file", "differences", "erratum"),
    "ReportErratum": ("id", "of", "fields", "what", "found_on"),
    "ReportUnread": ("base", "head"),
}  # fmt: skip
Part = dict[str, Any]


def as_data(comparison: comparing.Comparison) -> Part:
    """The comparison as `registry diff --format json` prints it."""
    registers = comparison.base.register, comparison.head.register
    unread, unread_before = (
        [*map(as_json, findings)] for findings in (comparison.unread, comparison.unread_before)
    )
    return _part(
        "Report",
        comparison,
        base=_part("ReportVersion", comparison.base),
        head=_part("ReportVersion", comparison.head),
        changes_for_the_public=not comparison.is_empty,
        summary=comparison_summary(comparison),
        acts=[_act(each, *registers) for each in comparison.acts],
        platforms=[*map(_platform, comparison.platforms)],
        records=[_record(each, comparison) for each in comparison.records],
        unread=_part("ReportUnread", base=unread_before, head=unread),
    )


def _part(name: str, source: Any = None, **values: Any) -> Part:
    """A part of the values given, and of what its source calls by the same name, all plain."""
    return {
        field: plain(values[field] if field in values else getattr(source, field))
        for field in PARTS[name]
    }


def _act(change: comparing.ActChange, before: Register, after: Register) -> Part:
    act = change.act
    return _part(
        "ReportAct",
        act,
        action=change.action,
        kind=act.kind_of_act,
        file=change.file,
        meaning=act_meaning(act, after if act.id in after.acts else before),
        corrects=getattr(act, "corrects", None),
        mended=[_part("ReportMended", each) for each in change.mended],
        differences=[*map(_difference, change.differences)],
    )


def _record(change: comparing.RecordChange, comparison: comparing.Comparison) -> Part:
    erratum = new_erratum(change, comparison)
    edits = [*map(_difference, change.differences)]
    part = _part("ReportErratum", erratum) if erratum else None
    return _part("ReportRecord", change, differences=edits, erratum=part)


def _platform(change: comparing.PlatformChange) -> Part:
    return _part(
        "ReportPlatform",
        change,
        status=_status(change.status),
        facts=[
            _part("ReportFact", each, before=_value(each.before), after=_value(each.after))
            for each in change.facts
        ],
        coming=[*map(_turn, change.coming)],
        dropped=[*map(_turn, change.dropped)],
        past=[_part("ReportStretch", each) for each in change.past],
        differences=[*map(_difference, change.differences)],
    )


def _status(status: comparing.StatusChange) -> Part:
    return _part(
        "ReportStatus",
        status,
        caveats_before=_caveats(status.caveats_before),
        caveats_after=_caveats(status.caveats_after),
        decided_by=[*dict.fromkeys(entry.act.id for entry in status.deciding)],
    )


def _caveats(caveats: tuple[StandingCaveat, ...]) -> list[Part]:
    return [_part("ReportCaveat", code=each.value, text=each.label) for each in caveats]


def _turn(turn: comparing.Turn) -> Part:
    return _part(
        "ReportTurn",
        turn,
        value=_value(turn.value),
        caveats=_caveats(turn.caveats),
        decided_by=[*dict.fromkeys(act.id for act in turn.by)],
    )


def _value(value: comparing.Value) -> Any:
    if isinstance(value, comparing.Days):
        return {"starts": value.starts, "ends": value.ends}
    return value


def _difference(each: differences.Difference) -> Part:
    """A difference; in a row, the platform stands apart from the field."""
    is_in_row = each.names[0] == "rows" and len(each.names) > 1
    path = each.names[2:] if is_in_row else each.names
    platform = each.names[1] if is_in_row else None
    return _part("ReportDifference", each, platform=platform, field=".".join(path) or None)
