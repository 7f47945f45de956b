"""Shared by the pages of drafts: the draft as a table, and how it is called."""

from concurrent.futures import Future as Promise

from starlette.responses import Response

from generator.desk.new import BATCH, ERRATUM, KINDS
from generator.terms.words import ActKind
from generator.web.amend import amended_table
from generator.web.draft import COMPLETION, CORRECTION, DeskDraft
from generator.web.future import Future
from generator.web.table import DraftTable, tabled
from generator.web.visitor import Visitor

# What may be begun by itself; a correction begins from what it corrects, a platform comes with its list.
OF_PAPERS = {kind.value: kind.label for kind in ActKind if kind is not ActKind.CORRECTION}
BEGUN = OF_PAPERS | {BATCH: KINDS[BATCH]}
WORDS = {COMPLETION: "补录", ERRATUM: "勘误", CORRECTION: "更正"}


def table_of(visitor: Visitor, draft: DeskDraft) -> DraftTable:
    """The draft on the newest main."""
    annex, opener = visitor.desk.drafts.annex(draft), visitor.desk.opener
    if draft.amends:
        return amended_table(visitor.edition, draft, draft.amends, annex, opener)
    return tabled(visitor.edition, draft, annex, opener)


def kinds_for(draft: DeskDraft) -> dict[str, str]:
    """Kinds that an act of the draft may be; only a paper of one act may turn out to be a batch."""
    return OF_PAPERS if draft.within or len(draft.acts) > 1 else BEGUN


def kinds_of(draft: DeskDraft) -> str:
    """Kinds of a draft's acts, in few words."""
    kinds = [WORDS[draft.amends.way]] if draft.amends else [BEGUN[act.kind] for act in draft.acts]
    return "、".join(dict.fromkeys(kinds))


def title_of(draft: DeskDraft) -> str:
    """How a draft is called: by its title, else by what it does."""
    title = next((act.answers["title"] for act in draft.acts if act.answers.get("title")), "")
    return title or draft.called or kinds_of(draft)


def begun(visitor: Visitor, draft: DeskDraft) -> Response:
    """Leads to a new draft; the same form sent a second time begins no second one."""
    mark = visitor.form_mark
    for other in visitor.desk.drafts.all():
        if (other.form, other.owner, other.version) == (mark, draft.owner, 1):
            return go_on(visitor, other)
    return go_on(visitor, visitor.desk.drafts.save(draft.model_copy(update={"form": mark})))


def go_on(visitor: Visitor, draft: DeskDraft) -> Response:
    """Leads to the page of a draft."""
    return visitor.go(f"/drafts/{draft.id}/")


def ahead(visitor: Visitor, table: DraftTable) -> tuple[Future, Promise[None]]:
    """The future of a draft, begun to be judged before anybody looks at it."""
    return visitor.desk.futures.of(visitor.edition, table.files)
