"""One act on a page: its fields in groups, its rows, and the controls of its list."""

from dataclasses import dataclass
from typing import Any

from generator.desk.new import KINDS, rows_of_publicity
from generator.desk.questions import row_model
from generator.web.draft import PASTED, TYPED, DraftAct
from generator.web.pages import fields, rows
from generator.web.pages.fields import Field
from generator.web.pages.rows import Cell, ColumnView, RowView
from generator.web.placing import PlacedFindings
from generator.web.table import ActTable, DraftTable
from generator.web.visitor import Visitor


@dataclass(frozen=True)
class ActView:
    """One act on the page: its fields in groups, its rows, and the controls of its list."""

    at: int
    kept: DraftAct
    kind: str
    parts: list[tuple[str, list[Field]]]
    rows: list[RowView]
    typed: list[list[Cell]]
    beside: list[str]
    columns: list[ColumnView]
    column_options: dict[str, str]
    heads: list[str]
    complaint: str
    lists_platforms: bool
    from_publicity: int
    findings: list[Any]


def act_view(table: DraftTable, at: int, places: PlacedFindings, visitor: Visitor) -> ActView:
    """One act of a draft as the page shows it."""
    act = table.acts[at]
    context = rows.context_of(act) if act.form.lists_platforms else None
    groups: dict[str, list[Field]] = {}
    is_alone = len(table.acts) == 1 and not table.draft.within
    for each in fields.fields(act, at, places.fields, is_alone):
        groups.setdefault(each.part, []).append(each)
    taken = act.act.taken
    return ActView(
        at=at,
        kept=act.kept,
        kind=KINDS[act.kept.kind],
        parts=[*groups.items()],
        rows=rows.row_views(act, at, places.rows, visitor),
        typed=rows.typed_rows(act, context) if context and act.kept.listing == TYPED else [],
        beside=rows.lines_beside(taken, visitor) if taken and act.kept.listing != TYPED else [],
        columns=rows.strange_columns(act),
        column_options=rows.column_options(context, act.kept.columns.values()),
        heads=rows.pasted_heads(act.kept.pasted) if _lacks_heads(act) else [],
        complaint=visitor.plain(act.complaint) if act.complaint else "",
        lists_platforms=act.form.lists_platforms,
        from_publicity=0 if act.act.listing or table.draft.amends else len(of_publicity(act)),
        findings=[*places.fields.get((at, "id"), ()), *places.fields.get((at, ""), ())],
    )


def _lacks_heads(act: ActTable) -> bool:
    is_numbered = any(key.isdecimal() for key in act.kept.columns)
    return act.kept.listing == PASTED and (act.act.listing is None or is_numbered)


def of_publicity(act: ActTable) -> list[dict[str, Any]]:
    """Rows that the publicity of an act listed."""
    form = act.form
    return (
        rows_of_publicity(form.desk, row_model(form.model), form.answers)
        if form.lists_platforms
        else []
    )
