"""Drafts that were handed in: once one is settled, its annex is deleted."""

from pathlib import Path
from threading import Lock
from time import monotonic

from generator.history import git
from generator.web.draft import DeskDraft, Drafts, Sent
from generator.web.forges import FORGES
from generator.web.forges.dialect import RequestState
from generator.web.forges.proposal import Forge, Refused, Submitted

# Seconds between two questions to the forge about one request.
BETWEEN = 300.0


class Settling:
    """Asks main, and now and then the forge, about requests that are open."""

    def __init__(self) -> None:
        self._asked: dict[str, float] = {}
        self._lock = Lock()

    def settled(
        self, draft: DeskDraft, drafts: Drafts, repository: Path, main: str, forge: Forge
    ) -> DeskDraft | None:
        """The draft as it now stands; None where main has it, and the draft is gone with its annex.

        One that was turned down is a draft again, without its annex.
        """
        if draft.sent is None:
            return draft
        state = self._state(draft.sent, repository, main, forge)
        if state is RequestState.MERGED:
            drafts.forget(draft)
            return None
        if state is RequestState.CLOSED:
            nothing = {"sent": None, "annex": "", "annex_sha256": ""}
            return drafts.save(draft.model_copy(update=nothing))
        return draft

    def _state(self, sent: Sent, repository: Path, main: str, forge: Forge) -> RequestState:
        if git.holds(repository, main, sent.commit):
            return RequestState.MERGED
        with self._lock:
            if monotonic() - self._asked.get(sent.commit, float("-inf")) < BETWEEN:
                return RequestState.OPEN
            self._asked[sent.commit] = monotonic()
        try:
            submitted = Submitted(sent.link, sent.branch, sent.commit)
            return FORGES[forge.kind].state(submitted, forge)
        except Refused:
            return RequestState.OPEN
