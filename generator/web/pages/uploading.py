"""An annex that was uploaded: which acts take their list from it, and what was ruled on rows of the one before."""

import hashlib
from collections import defaultdict

from generator.desk.annexes.listing import AnnexLine, AnnexListing
from generator.web.draft import ANNEX, DeskDraft
from generator.web.table import listing_for
from generator.web.visitor import Visitor


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
