"""Drafts that were handed in: once a request is settled, that is said, and its annex is deleted."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from threading import Lock
from time import monotonic

from generator.desk.annexes.columns import column_label, folded_head
from generator.desk.annexes.listing import AnnexListing
from generator.desk.annexes.matching import NOT_A_ROW
from generator.history import git
from generator.web.draft import ANNEX, PASTED, DeskDraft, DraftAct, Drafts, RequestState, Sent
from generator.web.forge import Forge, Refused, Submitted
from generator.web.forges import FORGES

# Seconds between two questions to the forge about one request.
BETWEEN = 10.0
Listings = Callable[[DeskDraft], list[AnnexListing | None]]


@dataclass
class Settling:
    """Asks main, and now and then the forge, about requests that are open."""

    _asked: dict[str, float] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def settled(
        self,
        draft: DeskDraft,
        drafts: Drafts,
        repository: Path,
        main: str,
        forge: Forge,
        listings: Listings,
    ) -> DeskDraft:
        """The draft as its request stands now; once that is settled it has no annex.

        `listings` gives the list of each act: what was taken from the annex of one that was turned
        down stays as a pasted text.
        """
        if draft.sent is None or draft.is_settled:
            return draft
        state = self._state(draft.sent, repository, main, forge)
        if state is RequestState.OPEN:
            return draft
        if state is RequestState.CLOSED and draft.annex:
            pairs = zip(draft.acts, listings(draft), strict=True)
            acts = tuple(without_annex(act, listing) for act, listing in pairs)
            draft = draft.model_copy(update={"acts": acts, "split": False})
        sent = draft.sent.model_copy(update={"state": state}) if draft.sent else None
        return drafts.save(draft.model_copy(update={"sent": sent, "annex": "", "annex_sha256": ""}))

    def _state(self, sent: Sent, repository: Path, main: str, forge: Forge) -> RequestState:
        if git.holds(repository, main, sent.commit):
            return RequestState.MERGED
        with self._lock:
            last = self._asked.get(sent.commit, float("-inf"))
            if forge.remote and monotonic() - last < BETWEEN:
                return RequestState.OPEN
            self._asked[sent.commit] = monotonic()
        try:
            submitted = Submitted(sent.link, sent.branch, sent.commit)
            return FORGES[forge.kind].state(repository, submitted, forge)
        except Refused:
            return RequestState.OPEN


def without_annex(act: DraftAct, listing: AnnexListing | None) -> DraftAct:
    """An act whose list came from the annex, with what was read there as a pasted text; rulings go with their rows."""
    if act.listing != ANNEX or listing is None:
        return act
    fields = [*dict.fromkeys(name for line in listing.lines for name in line.texts)]
    heads = [column_label(name) for name in fields]
    first = listing.lines[0].titles if listing.lines else ()
    above = [[title.text] for title in takewhile(lambda title: title.is_above, first)]
    written, rulings, titles = [*above, heads], dict[str, str](), len(above)
    for line in listing.lines:
        ruling = act.rulings.get(line.label)
        if ruling == NOT_A_ROW:
            continue
        written += [[title.text] for title in line.titles[titles:]]
        titles = len(line.titles)
        written.append([line.texts.get(name, "") for name in fields])
        rulings |= {str(len(written)): ruling} if ruling else {}
    held = io.StringIO()
    csv.writer(held, delimiter="\t", lineterminator="\n").writerows(written)
    changes = {
        "listing": PASTED, "pasted": held.getvalue(), "rulings": rulings, "edits": {}, "sheets": (),
        "section": None, "columns": dict(zip(map(folded_head, heads), fields, strict=True)),
    }  # fmt: skip
    return act.model_copy(update=changes)
