"""Completing a list held in part: the missing rows, read as those of a new act, and joined to the record."""

from dataclasses import replace
from typing import Any

from generator.desk.annexes.matching import RowMatch, RowOutcome
from generator.desk.annexes.taking import act_rows, newcomers
from generator.desk.drafts import Draft
from generator.desk.new import DraftForm
from generator.desk.papers import PaperAct, new_ids, own_rows, platform_drafts
from generator.desk.questions import row_model
from generator.records.acts import Act, rows_of
from generator.terms.said import said
from generator.web.draft import DeskDraft, DraftAct
from generator.web.edition import Edition
from generator.web.table import ActTable, Opener, decisions_on, listing_for, read_alone

LISTED = said("listed_already")
WHOLE = "rows_complete"


def is_held_in_part(record: object) -> bool:
    """Whether a record is an act of whose list our copy lacks rows."""
    return isinstance(record, Act) and not record.rows_complete and bool(row_model(type(record)))


def completing_act(record: Act) -> DraftAct:
    """The list of the missing rows, before anything was said of it."""
    return DraftAct(kind=record.kind_of_act)


def further_rows(
    edition: Edition,
    draft: DeskDraft,
    record: Act,
    standing: dict[str, Any],
    annex: bytes | None,
    opener: Opener,
) -> ActTable:
    """The missing rows as they were told; those that the record lists already are left out.

    `standing` are the values of the record by path, with what was changed of them.
    """
    kept, desk = draft.acts[0], edition.desk
    form = DraftForm(desk, kept.kind, values=standing, rows=[{}], paper={})
    listing, complaint = listing_for(kept, draft, annex, opener, desk)
    decisions = decisions_on(kept, listing, desk.register)
    table = ActTable(kept, PaperAct(form, listing, [], decisions), complaint)
    read_alone(table, ())
    if taken := table.act.taken:
        listed = {row.platform for row in rows_of(record)}
        matches = tuple(_left_out(match, listed) for match in taken.matches)
        table.act.taken = replace(taken, matches=matches)
    return table


def _left_out(match: RowMatch, listed: set[str]) -> RowMatch:
    if match.outcome is not RowOutcome.MATCHED or match.platform not in listed:
        return match
    return replace(match, outcome=RowOutcome.SKIPPED, notes=(*match.notes, LISTED))


def further_drafts(table: ActTable, edition: Edition) -> tuple[list[Draft], list[dict[str, Any]]]:
    """Drafts of the platforms that the missing rows bring in, and these rows as they are written."""
    taken = table.act.taken
    if taken is None:
        return [], []
    new = [match.row.line.label for match in newcomers(taken)]
    ids = dict(zip(new, new_ids(edition.register, len(new), None), strict=True))
    return platform_drafts(taken, ids), own_rows(table.form, act_rows(taken, ids))
