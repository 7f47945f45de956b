"""The page of a draft: the fields and rows of its acts, everything that will be written, doubts as choices."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from starlette.responses import Response

from generator.desk.annexes.listing import AnnexLine, AnnexListing
from generator.records.regulation import function_labels
from generator.terms.heads import HEADS
from generator.web.draft import ANNEX, PASTED, TYPED, DeskDraft, DraftAct, RequestState, new_id
from generator.web.future import PlacedFindings, placed
from generator.web.pages import amend
from generator.web.pages.acts import (
    act_view,
    answered,
    columns_named,
    context_of,
    lists_of_annex,
    of_publicity,
    rows_typed,
    rulings_typed,
)
from generator.web.pages.common import (
    BEGUN,
    OF_PAPERS,
    ahead,
    begun,
    go_on,
    kinds_for,
    table_of,
    title_of,
)
from generator.web.pages.telling import (
    NOT_DROPPED,
    STALE,
    left_out,
    on_page,
    refuse_stale,
    told_draft,
)
from generator.web.table import ActTable, DraftTable, listing_for, sections
from generator.web.visitor import Refusal, Visitor
from generator.web.words import Plain, column_name, plain_words


def begin(visitor: Visitor) -> Response:
    """Begins a draft of the kind asked for, filled with what it was begun for."""
    kind, within = visitor.text("kind"), visitor.text("within") or None
    if kind not in BEGUN:
        raise Refusal("没有选要登记哪一种文件。请回上一页，选好再点一次。")
    answers = {path: text for path, text in visitor.texts("a.") if text}
    listed = tuple({"platform": id} for id in filter(None, visitor.text("platforms").split(",")))
    act = DraftAct(kind=kind, answers=answers, rows=listed)
    draft = DeskDraft(
        id=new_id(),
        owner=visitor.clerk.email,
        name=visitor.clerk.name,
        begun_on=visitor.edition.as_of,
        acts=(act,),
        within=within,
    )
    if answers.get("publicity"):
        draft = _with_publicity(draft, 0, visitor)
    return begun(visitor, draft)


def check(visitor: Visitor) -> Response:
    """The page of a draft; what is wrong stands at its row or field as soon as it is known."""
    draft = visitor.draft()
    if draft.is_settled:
        return visitor.go(f"/drafts/{draft.id}/sent")
    table = table_of(visitor, draft)
    places, plain = _begun_to_judge(visitor, table)
    if draft.amends:
        return amend.page(visitor, draft, draft.amends, table, places, plain)
    views = [act_view(table, at, places, visitor) for at in range(len(table.acts))]
    return visitor.page(
        "check",
        f"核对：{title_of(draft)}",
        plain=plain,
        draft=draft,
        table=table,
        acts=views,
        kinds=kinds_for(draft),
        added=OF_PAPERS,
        lists=lists_of_annex(draft, visitor),
        within=_within(draft, visitor),
    )


def _begun_to_judge(visitor: Visitor, table: DraftTable) -> tuple[PlacedFindings, Plain]:
    """Begins to judge the draft, and what main itself is compared with; findings where that is done.

    Beside them the words for them: new platforms are called by their names as well.
    """
    visitor.desk.futures.prepare(visitor.edition)
    if not table.files:
        return PlacedFindings(), visitor.plain
    future, judged = ahead(visitor, table)
    if not judged.done():
        return PlacedFindings(), visitor.plain
    return placed(table, future), plain_words(future.snapshot)


def _within(draft: DeskDraft, visitor: Visitor) -> str:
    documents = visitor.edition.register.documents
    return documents[draft.within].title if draft.within and draft.within in documents else ""


def store(visitor: Visitor) -> Response:
    """Takes everything that the form holds, then does what its button says."""
    draft, form = told_draft(visitor), visitor.form_mark
    name, _, argument = visitor.text("do").partition(".")
    if form != draft.form:
        draft = _stored(visitor, draft.model_copy(update={"form": form}), name, argument)
    if name == "look":
        return visitor.go(f"/drafts/{draft.id}/changes")
    if name == "edit":
        at, _, label = argument.partition(".")
        return visitor.go(f"/drafts/{draft.id}/rows/{at}/{label}")
    return go_on(visitor, draft)


def _stored(visitor: Visitor, draft: DeskDraft, name: str, argument: str) -> DeskDraft:
    drafts, after = visitor.desk.drafts, _told(draft, visitor)
    if visitor.text("version") != str(draft.version):
        is_like = len([*visitor.texts("k.")]) in (0, len(draft.acts))
        raise Refusal(STALE, 409, left_out(draft, after) if is_like else on_page(visitor))
    if annex := visitor.file("annex"):
        after = drafts.save(uploaded(after, *annex, visitor), annex[1])
    return drafts.save(DEEDS.get(name, _kept)(after, argument, visitor))


def _told(draft: DeskDraft, visitor: Visitor) -> DeskDraft:
    if draft.amends:
        draft = amend.amended(visitor, draft, draft.amends)
    acts = tuple(_typed(act, at, visitor, kinds_for(draft)) for at, act in enumerate(draft.acts))
    return draft.model_copy(update={"acts": acts})


def _typed(act: DraftAct, at: int, visitor: Visitor, kinds: Mapping[str, str]) -> DraftAct:
    act = answered(act, at, visitor)
    kind = visitor.text(f"k.{at}")
    pasted = visitor.text(f"p.{at}") if f"p.{at}" in (visitor.form or {}) else act.pasted
    listing = PASTED if pasted and pasted != act.pasted else visitor.text(f"l.{at}") or act.listing
    is_typed = act.listing == TYPED and f"t.{at}" in (visitor.form or {})
    changes = {
        "kind": kind if kind in kinds else act.kind,
        "listing": listing if listing in (TYPED, PASTED, ANNEX) else act.listing,
        "rows": rows_typed(at, act.rows, visitor) if is_typed else act.rows,
        "pasted": pasted,
        "rulings": rulings_typed(at, act.rulings, visitor),
        "columns": columns_named(at, act.columns, visitor),
        "sheets": tuple(text for _, text in visitor.texts(f"s.{at}")) or act.sheets,
    }
    if pasted != act.pasted:
        changes |= {"rulings": {}, "edits": {}, "columns": {}}
    return act.model_copy(update=changes)


def _kept(draft: DeskDraft, _: str, __: Visitor) -> DeskDraft:
    return draft


def _added(draft: DeskDraft, _: str, visitor: Visitor) -> DeskDraft:
    kind = visitor.text("add")
    may_join = kind in OF_PAPERS and draft.acts[0].kind in OF_PAPERS
    acts = (*draft.acts, DraftAct(kind=kind)) if may_join else draft.acts
    return draft.model_copy(update={"acts": acts})


def _dropped(draft: DeskDraft, argument: str, _: Visitor) -> DeskDraft:
    acts = tuple(act for at, act in enumerate(draft.acts) if str(at) != argument)
    return draft.model_copy(update={"acts": acts}) if acts else draft


def _with_rows(draft: DeskDraft, argument: str, _: Visitor) -> DeskDraft:
    at = _number(draft, argument)
    return draft.with_act(at, rows=(*draft.acts[at].rows, *({"": ""} for _ in range(10))))


def _taken(draft: DeskDraft, argument: str, visitor: Visitor) -> DeskDraft:
    return _with_publicity(draft, _number(draft, argument), visitor)


def _with_publicity(draft: DeskDraft, at: int, visitor: Visitor) -> DeskDraft:
    """The act with the rows that its publicity listed, less those that objections stopped."""
    act = table_of(visitor, draft).acts[at]
    labels = function_labels(visitor.edition.register.regulations.values())
    listed = [
        {n: v for n, v in row.items() if isinstance(v, str)}
        | {"functions": "、".join(labels.get(each, each) for each in row.get("functions", ()))}
        for row in of_publicity(act)
    ]
    return draft.with_act(at, listing=TYPED, rows=tuple(listed)) if listed else draft


def _split(draft: DeskDraft, _: str, visitor: Visitor) -> DeskDraft:
    """One act for each list that the titles of the annex part."""
    parts = sections(
        draft, visitor.desk.drafts.annex(draft), visitor.desk.opener, visitor.edition.register
    )
    first = draft.acts[0]
    acts = [
        DraftAct(
            kind=part.kind or first.kind,
            listing=ANNEX,
            section=at,
            answers=dict(first.answers if at == 0 else {})
            | ({"heading": part.heading} if part.heading else {}),
            absent=first.absent if at == 0 else (),
        )
        for at, part in enumerate(parts)
    ]
    if not acts:
        return draft
    return draft.model_copy(update={"acts": (*acts, *_not_of_annex(draft)), "split": True})


def _whole(draft: DeskDraft, _: str, __: Visitor) -> DeskDraft:
    whole = draft.acts[0].model_copy(update={"section": None, "rulings": {}, "edits": {}})
    return draft.model_copy(update={"acts": (whole, *_not_of_annex(draft)), "split": False})


def _not_of_annex(draft: DeskDraft) -> Iterator[DraftAct]:
    """Further acts that were told by hand: how the annex is parted says nothing of them."""
    return (act for act in draft.acts[1:] if act.listing != ANNEX)


def _number(draft: DeskDraft, argument: str) -> int:
    at = int(argument) if argument.isdecimal() else 0
    if at >= len(draft.acts):
        raise Refusal("没有这一项。")
    return at


DEEDS: dict[str, Callable[[DeskDraft, str, Visitor], DeskDraft]] = {
    "add": _added,
    "drop": _dropped,
    "more": _with_rows,
    "take": _taken,
    "split": _split,
    "whole": _whole,
}


def row(visitor: Visitor) -> Response:
    """One row of a list, to be put right text by text."""
    draft, at, act, line = _line(visitor)
    context = context_of(act)
    columns = [name for name in (context.columns if context else ()) if name in HEADS]
    texts = {
        name: line.texts.get(name, "") for name in columns if name not in ("ordinal", "platform")
    }
    labels = {name: column_name(name) for name in texts}
    return visitor.page(
        "row",
        f"改名单第 {line.label} 行",
        draft=draft,
        at=at,
        line=line,
        texts=texts,
        labels=labels,
    )


def store_row(visitor: Visitor) -> Response:
    """Keeps the texts of one row as the clerk put them right."""
    draft = told_draft(visitor)
    if visitor.form_mark == draft.form:
        return go_on(visitor, draft)
    refuse_stale(visitor, draft)
    draft, at, _, line = _line(visitor)
    texts = {name: text for name, text in visitor.texts("e.") if name in HEADS}
    edits = {**draft.acts[at].edits, line.label: texts}
    draft = draft.with_act(at, edits=edits).model_copy(update={"form": visitor.form_mark})
    return go_on(visitor, visitor.desk.drafts.save(draft))


def _line(visitor: Visitor) -> tuple[DeskDraft, int, ActTable, Any]:
    draft = visitor.draft()
    at = _number(draft, str(visitor.path["act"]))
    act = table_of(visitor, draft).acts[at]
    lines = act.act.listing.lines if act.act.listing else ()
    line = next((each for each in lines if each.label == visitor.path["label"]), None)
    if line is None:
        raise Refusal("名单里没有这一行。", 404)
    return draft, at, act, line


def discard(visitor: Visitor) -> Response:
    """Takes a draft away that was not handed in, or whose request was merged."""
    draft = visitor.draft()
    if draft.sent and draft.state is not RequestState.MERGED:
        raise Refusal("这份草稿已经提交；不要的，请先撤回。")
    if draft.state is not RequestState.MERGED:
        refuse_stale(visitor, draft, NOT_DROPPED)
    visitor.desk.drafts.forget(draft)
    return visitor.go("/")


def uploaded(draft: DeskDraft, name: str, content: bytes, visitor: Visitor) -> DeskDraft:
    """A new annex is the list of the first act that has none; the same one once more changes nothing."""
    first = next((at for at, act in enumerate(draft.acts) if not act.rows), 0)
    taking = [at for at, act in enumerate(draft.acts) if at == first or act.listing == ANNEX]
    is_same = hashlib.sha256(content).hexdigest() == draft.annex_sha256
    after = draft.model_copy(update={"annex": name, "split": draft.split and is_same})
    for at in taking:
        fresh: dict[str, object] = {} if is_same else {"sheets": (), "section": None}
        after = after.with_act(at, listing=ANNEX, **fresh)
        if not is_same:
            after = after.with_act(at, **_ruled_again(draft, after, at, content, visitor))
    return after


def _ruled_again(
    before: DeskDraft, after: DeskDraft, at: int, content: bytes, visitor: Visitor
) -> dict[str, object]:
    """Rulings on rows of the old list, for the rows of the new one that print the same."""
    act, old = before.acts[at], visitor.desk.drafts.annex(before)
    decisions = {"rulings": act.rulings, "edits": act.edits}
    if act.listing != ANNEX or not any(decisions.values()):
        return {name: {} for name in decisions}
    labels = _same_lines(_listing(before, at, old, visitor), _listing(after, at, content, visitor))
    return {
        name: {labels[label]: ruling for label, ruling in ruled.items() if label in labels}
        for name, ruled in decisions.items()
    }


def _listing(
    draft: DeskDraft, at: int, annex: bytes | None, visitor: Visitor
) -> AnnexListing | None:
    act = draft.acts[at].model_copy(update={"edits": {}})
    return listing_for(act, draft, annex, visitor.desk.opener, visitor.edition.desk)[0]


def _same_lines(one: AnnexListing | None, other: AnnexListing | None) -> dict[str, str]:
    """Labels of lines by those of lines that print the same in another list; of several, in their order."""
    labels = defaultdict[object, list[str]](list)
    for line in other.lines if other else ():
        labels[_printed(line)].append(line.label)
    lines = one.lines if one else ()
    return {line.label: labels[key].pop(0) for line in lines if labels.get(key := _printed(line))}


def _printed(line: AnnexLine) -> object:
    return tuple(sorted(line.texts.items())), line.doubts, line.titles
