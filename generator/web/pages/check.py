"""核对: the document's fields and rows, everything that will be written, doubts as choices."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from generator.desk.new import KINDS, rows_of_publicity
from generator.desk.questions import row_model
from generator.records.acts import ACTS
from generator.terms.heads import HEADS
from generator.web.draft import ANNEX, PASTED, TYPED, Said, SaidAct, new_id
from generator.web.pages import amend, fields, rows
from generator.web.pages.common import BEGUN, go_on, table_of, title_of
from generator.web.pages.fields import Field
from generator.web.pages.rows import Cell, ColumnView, RowView
from generator.web.placing import PlacedFindings
from generator.web.table import ActTable, Table, sections
from generator.web.visitor import Refusal, Visitor
from generator.web.words import column_name


@dataclass(frozen=True)
class ActView:
    """One act on the page: its fields in groups, its rows, and the controls of its list."""

    at: int
    said: SaidAct
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


def begin(visitor: Visitor) -> Response:
    """Begins a draft of the kind asked for, filled with what it was begun for."""
    kind, within = visitor.text("kind"), visitor.text("within") or None
    if kind not in BEGUN:
        raise Refusal("没有选要登记哪一种文件。请回上一页，选好再点一次。")
    answers = {path: text for path, text in visitor.texts("a.") if text}
    listed = tuple({"platform": id} for id in filter(None, visitor.text("platforms").split(",")))
    act = SaidAct(kind=kind, answers=answers, rows=listed)
    said = Said(
        id=new_id(),
        owner=visitor.clerk.email,
        name=visitor.clerk.name,
        begun_on=visitor.edition.as_of,
        acts=(act,),
        within=within,
    )
    if answers.get("publicity"):
        said = _with_publicity(said, 0, visitor)
    return go_on(visitor, visitor.desk.drafts.save(said))


def check(visitor: Visitor, places: PlacedFindings | None = None) -> Response:
    """The page of a draft."""
    said = visitor.said()
    if said.amends:
        return amend.page(visitor, said, said.amends)
    table = table_of(visitor, said)
    views = [_view(table, at, places or PlacedFindings(), visitor) for at in range(len(table.acts))]
    return visitor.page(
        "check",
        f"核对：{title_of(said)}",
        said=said,
        table=table,
        acts=views,
        kinds=BEGUN,
        lists=rows.lists_of_annex(said, visitor),
        within=_within(said, visitor),
    )


def _within(said: Said, visitor: Visitor) -> str:
    documents = visitor.edition.register.documents
    return documents[said.within].title if said.within and said.within in documents else ""


def _view(table: Table, at: int, places: PlacedFindings, visitor: Visitor) -> ActView:
    act = table.acts[at]
    context = rows.context_of(act) if act.form.lists_platforms else None
    groups: dict[str, list[Field]] = {}
    is_alone = len(table.acts) == 1 and not table.said.within
    for each in fields.fields(act, at, places.fields, is_alone):
        groups.setdefault(each.part, []).append(each)
    taken = act.act.taken
    return ActView(
        at=at,
        said=act.said,
        kind=KINDS[act.said.kind],
        parts=[*groups.items()],
        rows=rows.row_views(act, at, places.rows, visitor),
        typed=rows.typed_rows(act, context) if context and act.said.listing == TYPED else [],
        beside=rows.lines_beside(taken, visitor) if taken and act.said.listing != TYPED else [],
        columns=rows.strange_columns(act),
        column_options=rows.column_options(context) if context else {},
        heads=rows.pasted_heads(act.said.pasted) if _lacks_heads(act) else [],
        complaint=visitor.plain(act.complaint),
        lists_platforms=act.form.lists_platforms,
        from_publicity=len(_of_publicity(act)) if not act.act.listing else 0,
        findings=[*places.fields.get((at, "id"), ()), *places.fields.get((at, ""), ())],
    )


def _lacks_heads(act: ActTable) -> bool:
    is_numbered = any(key.isdecimal() for key in act.said.columns)
    return act.said.listing == PASTED and (act.act.listing is None or is_numbered)


def _of_publicity(act: ActTable) -> list[dict[str, Any]]:
    form = act.form
    return (
        rows_of_publicity(form.desk, row_model(form.model), form.answers)
        if form.lists_platforms
        else []
    )


def store(visitor: Visitor) -> Response:
    """Takes everything that the form holds, then does what its button says."""
    said = visitor.said()
    if visitor.text("version") != str(said.version):
        raise Refusal("这份草稿已在别处改过，刚才的改动没有保存；请打开最新的一版再改。", 409)
    if said.amends:
        return amend.store(visitor, said, said.amends)
    acts = tuple(_typed(act, at, visitor) for at, act in enumerate(said.acts))
    said = said.model_copy(update={"acts": acts})
    name, _, argument = visitor.text("do").partition(".")
    if uploaded := visitor.file("annex"):
        said = _uploaded(said, uploaded[0])
        said = visitor.desk.drafts.save(said, uploaded[1])
    said = DEEDS.get(name, _kept)(said, argument, visitor)
    said = visitor.desk.drafts.save(said)
    if name == "look":
        return visitor.go(f"/drafts/{said.id}/changes")
    if name == "edit":
        at, _, label = argument.partition(".")
        return visitor.go(f"/drafts/{said.id}/rows/{at}/{label}")
    return go_on(visitor, said)


def _typed(act: SaidAct, at: int, visitor: Visitor) -> SaidAct:
    act = fields.answered(act, at, visitor)
    kind = visitor.text(f"k.{at}")
    pasted = visitor.text(f"p.{at}")
    listing = PASTED if pasted and pasted != act.pasted else visitor.text(f"l.{at}") or act.listing
    is_typed = act.listing == TYPED and f"t.{at}" in (visitor.form or {})
    changes = {
        "kind": kind if kind in BEGUN else act.kind,
        "listing": listing if listing in (TYPED, PASTED, ANNEX) else act.listing,
        "rows": rows.rows_typed(at, act.rows, visitor) if is_typed else act.rows,
        "pasted": pasted or act.pasted,
        "rulings": rows.rulings(at, act.rulings, visitor),
        "columns": rows.columns_named(at, act.columns, visitor),
        "sheets": tuple(text for _, text in visitor.texts(f"s.{at}")) or act.sheets,
    }
    if pasted and pasted != act.pasted:
        changes |= {"rulings": {}, "edits": {}, "columns": {}}
    return act.model_copy(update=changes)


def _uploaded(said: Said, name: str) -> Said:
    """A new annex is the list of the first act that has none; what was ruled on the old one is gone."""
    first = next((at for at, act in enumerate(said.acts) if not act.rows), 0)
    said = said.model_copy(update={"annex": name, "split": False})
    for at, act in enumerate(said.acts):
        if at == first or act.listing == ANNEX:
            fresh: dict[str, object] = {
                "sheets": (),
                "section": None,
                "columns": {},
                "edits": {},
                "rulings": {},
            }
            said = said.with_act(at, listing=ANNEX, **fresh)
    return said


def _kept(said: Said, _: str, __: Visitor) -> Said:
    return said


def _added(said: Said, _: str, visitor: Visitor) -> Said:
    kind = visitor.text("add")
    return (
        said.model_copy(update={"acts": (*said.acts, SaidAct(kind=kind))}) if kind in ACTS else said
    )


def _dropped(said: Said, argument: str, _: Visitor) -> Said:
    acts = tuple(act for at, act in enumerate(said.acts) if str(at) != argument)
    return said.model_copy(update={"acts": acts}) if acts else said


def _with_rows(said: Said, argument: str, _: Visitor) -> Said:
    at = _number(said, argument)
    return said.with_act(at, rows=(*said.acts[at].rows, *({"": ""} for _ in range(10))))


def _taken(said: Said, argument: str, visitor: Visitor) -> Said:
    return _with_publicity(said, _number(said, argument), visitor)


def _with_publicity(said: Said, at: int, visitor: Visitor) -> Said:
    """The act with the rows that its publicity listed, less those that objections stopped."""
    act = table_of(visitor, said).acts[at]
    labels = {
        f.term: f.label
        for edition in visitor.edition.register.regulations.values()
        for f in edition.service_functions
    }
    listed = [
        {n: v for n, v in row.items() if isinstance(v, str)}
        | {"functions": "、".join(labels.get(each, each) for each in row.get("functions", ()))}
        for row in _of_publicity(act)
    ]
    return said.with_act(at, listing=TYPED, rows=tuple(listed)) if listed else said


def _split(said: Said, _: str, visitor: Visitor) -> Said:
    """One act for each list that the titles of the annex part."""
    parts = sections(
        said, visitor.desk.drafts.annex(said), visitor.desk.opener, visitor.edition.register
    )
    first = said.acts[0]
    acts = [
        SaidAct(
            kind=part.kind or first.kind,
            listing=ANNEX,
            section=at,
            answers=dict(first.answers if at == 0 else {})
            | ({"heading": part.heading} if part.heading else {}),
            absent=first.absent if at == 0 else (),
        )
        for at, part in enumerate(parts)
    ]
    return said.model_copy(update={"acts": tuple(acts), "split": True}) if acts else said


def _whole(said: Said, _: str, __: Visitor) -> Said:
    whole = said.acts[0].model_copy(update={"section": None, "rulings": {}, "edits": {}})
    return said.model_copy(update={"acts": (whole,), "split": False})


def _number(said: Said, argument: str) -> int:
    at = int(argument) if argument.isdecimal() else 0
    if at >= len(said.acts):
        raise Refusal("没有这一项。")
    return at


DEEDS: dict[str, Callable[[Said, str, Visitor], Said]] = {
    "add": _added,
    "drop": _dropped,
    "more": _with_rows,
    "take": _taken,
    "split": _split,
    "whole": _whole,
}


def row(visitor: Visitor) -> Response:
    """One row of a list, to be put right text by text."""
    said, at, act, line = _line(visitor)
    context = rows.context_of(act)
    columns = [name for name in (context.columns if context else ()) if name in HEADS]
    texts = {
        name: line.texts.get(name, "") for name in columns if name not in ("ordinal", "platform")
    }
    labels = {name: column_name(name) for name in texts}
    return visitor.page(
        "row", f"改名单第 {line.label} 行", said=said, at=at, line=line, texts=texts, labels=labels
    )


def store_row(visitor: Visitor) -> Response:
    """Keeps the texts of one row as the clerk put them right."""
    said, at, _, line = _line(visitor)
    texts = {name: text for name, text in visitor.texts("e.") if name in HEADS}
    edits = {**said.acts[at].edits, line.label: texts}
    return go_on(visitor, visitor.desk.drafts.save(said.with_act(at, edits=edits)))


def _line(visitor: Visitor) -> tuple[Said, int, ActTable, Any]:
    said = visitor.said()
    at = _number(said, str(visitor.path["act"]))
    act = table_of(visitor, said).acts[at]
    lines = act.act.listing.lines if act.act.listing else ()
    line = next((each for each in lines if each.label == visitor.path["label"]), None)
    if line is None:
        raise Refusal("名单里没有这一行。", 404)
    return said, at, act, line


def discard(visitor: Visitor) -> Response:
    """Takes a draft away that was not handed in."""
    said = visitor.said()
    if said.sent:
        raise Refusal("这份草稿已经提交；不要的，请先撤回。")
    visitor.desk.drafts.forget(said)
    return visitor.go("/")
