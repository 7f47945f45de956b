"""Putting right: begun from what is on record, shown as it stands; only changes are written."""

from starlette.responses import Response

from generator.desk.meanings import act_title
from generator.desk.new import ERRATUM
from generator.desk.questions import questions
from generator.records.acts import ACTS, Act
from generator.register.identity import identity
from generator.terms.words import ActKind
from generator.web.amend import (
    WAYS,
    StandingRecord,
    completing_act,
    is_held_in_part,
    standing_record,
)
from generator.web.draft import (
    COMPLETION,
    CORRECTION,
    Amended,
    DeskDraft,
    DraftAct,
    new_id,
)
from generator.web.future import PlacedFindings
from generator.web.pages.acts import Field, act_fields, act_view, lists_of_annex
from generator.web.pages.common import WORDS, begun
from generator.web.pages.telling import RECORD_CHANGED, on_page, typed_fields
from generator.web.table import DraftTable
from generator.web.visitor import Refusal, Visitor
from generator.web.words import Plain

# Of the correction and the erratum, what the page itself fills in.
FILLED = ("corrects", "of", "fields")


def choose(visitor: Visitor) -> Response:
    """The ways to put a record right, and which of them fits."""
    record, of = _record(visitor, visitor.query.get("of", "")), visitor.query.get("of", "")
    ways = {w: label for w, label in WAYS.items() if w != CORRECTION or _is_act(record)}
    return visitor.page("amending", "更正、勘误、补录", of=of, name=_name(visitor, of), ways=ways)


def _record(visitor: Visitor, of: str) -> StandingRecord:
    record = standing_record(visitor.edition, of)
    if record is None:
        raise Refusal("登记簿里没有这条记录。", 404)
    return record


def _is_act(record: StandingRecord) -> bool:
    return isinstance(record.filed.record, Act)


def _name(visitor: Visitor, of: str) -> str:
    register = visitor.edition.register
    history = register.histories.get(of)
    acts = register.named(of)
    if history:
        return identity(history, visitor.edition.as_of).shown
    return act_title(acts[0]) if acts else of


def begin(visitor: Visitor) -> Response:
    """Begins to put a record right in one of the ways."""
    of, way = visitor.text("of"), visitor.text("way")
    record = _record(visitor, of)
    if way not in WAYS or (way == CORRECTION and not _is_act(record)):
        raise Refusal("没有选怎样改。请回上一页，选好再点一次。")
    in_part = is_held_in_part(record.filed.record)
    papers = {
        CORRECTION: (DraftAct(kind=ActKind.CORRECTION.value, answers={"corrects": of}),),
        COMPLETION: (completing_act(record.filed.record),) if in_part else (),
        ERRATUM: (DraftAct(kind=ERRATUM, answers={"of": of}),),
    }
    draft = DeskDraft(
        id=new_id(),
        owner=visitor.clerk.email,
        name=visitor.clerk.name,
        begun_on=visitor.edition.as_of,
        acts=papers.get(way, ()),
        amends=Amended(of=of, way=way),
        called=f"{WORDS[way]}：{_name(visitor, of)}",
    )
    return begun(visitor, draft)


def page(
    visitor: Visitor,
    draft: DeskDraft,
    amends: Amended,
    table: DraftTable,
    places: PlacedFindings,
    plain: Plain,
) -> Response:
    """The record as it stands, with what was changed so far."""
    record = _record(visitor, amends.of)
    acts, is_completed = [*enumerate(table.acts)], amends.way == COMPLETION
    own = [] if is_completed else [act_fields(act, at, {}, True) for at, act in acts]
    return visitor.page(
        "amend",
        draft.called,
        plain=plain,
        draft=draft,
        amends=amends,
        table=table,
        way=WAYS[amends.way],
        name=_name(visitor, amends.of),
        papers=[[f for f in paper if _is_asked(table, f)] for paper in own],
        lists=[act_view(table, at, places, visitor) for at, _ in acts] if is_completed else [],
        annex_lists=lists_of_annex(draft, visitor),
        record=record,
        listed=len(record.rows),
    )


def _is_asked(table: DraftTable, field: Field) -> bool:
    """Only the fields of the paper itself are asked for; what is corrected stands below as it is."""
    is_own = table.acts[0].kept.kind == ERRATUM or field.path in _own_paths()
    return is_own and field.path not in FILLED


def _own_paths() -> set[str]:
    return {question.path for question in questions(ACTS[ActKind.CORRECTION])} - {"batch"}


def amended(visitor: Visitor, draft: DeskDraft, amends: Amended) -> DeskDraft:
    """The draft with what is otherwise in the form than it stands."""
    record = _record(visitor, amends.of)
    if visitor.text("stands") != record.mark:
        raise Refusal(RECORD_CHANGED, 409, on_page(visitor))
    standing = record.every
    changes = {
        address: text
        for address, text in typed_fields(visitor).items()
        if address in standing and text != standing[address].text
    }
    return draft.model_copy(update={"amends": amends.model_copy(update={"changes": changes})})
