"""What the pages of drafts share: the draft as a table, and how it is called."""

from starlette.responses import Response

from generator.desk.new import BATCH, ERRATUM, KINDS
from generator.terms.words import ActKind
from generator.web.amend import COMPLETION, amended_table
from generator.web.draft import Said
from generator.web.table import Table, tabled
from generator.web.visitor import Visitor

# What may be begun by itself; a correction begins from what it corrects, a platform comes with its list.
BEGUN = {kind.value: kind.label for kind in ActKind if kind is not ActKind.CORRECTION}
BEGUN |= {BATCH: KINDS[BATCH]}
WORDS = {COMPLETION: "补录", ERRATUM: "勘误", ActKind.CORRECTION.value: "更正"}


def table_of(visitor: Visitor, said: Said) -> Table:
    """The draft on the newest main."""
    if said.amends:
        return amended_table(visitor.edition, said, said.amends)
    drafts, opener = visitor.desk.drafts, visitor.desk.opener
    return tabled(visitor.edition, said, drafts.annex(said), opener)


def kinds_of(said: Said) -> str:
    """What a draft does, in few words."""
    kinds = [WORDS[said.amends.way]] if said.amends else [BEGUN[act.kind] for act in said.acts]
    return "、".join(dict.fromkeys(kinds))


def title_of(said: Said) -> str:
    """How a draft is called: by its title, else by what it does."""
    title = next((act.answers["title"] for act in said.acts if act.answers.get("title")), "")
    return title or said.called or kinds_of(said)


def go_on(visitor: Visitor, said: Said) -> Response:
    """Leads to the page of a draft."""
    return visitor.go(f"/drafts/{said.id}/")
