"""称谓索引 The platforms by every code, name and unit that they ever bore."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.records.act import rows_of
from generator.records.rows import ListedRow, ReviewRow, RevocationRow
from generator.register.register import Register
from generator.standing.identity import Identity, identities
from generator.standing.lookup import folded

Book = Mapping[str, frozenset[str]]
NAMES, UNITS, CODES = "name", "operating_unit", "credit_code"


@dataclass(frozen=True)
class Handles:
    """索引 Of one register; texts are folded, so that width, case and spaces make no difference."""

    register: Register

    @cached_property
    def borne(self) -> dict[str, Book]:
        """各平台用过的称谓 By kind of handle and platform: present, former, and as lists printed them."""
        found: dict[str, dict[str, set[str]]] = {
            kind: {id: set() for id in self.register.platforms} for kind in (NAMES, UNITS, CODES)
        }
        for kind, id, text in (*self._in_use(), *self._printed()):
            if text and id in found[kind]:
                found[kind][id].add(folded(text))
        return {
            kind: {id: frozenset(texts) for id, texts in of.items()} for kind, of in found.items()
        }

    @cached_property
    def bearers(self) -> dict[str, Book]:
        """各称谓的平台 By kind of handle and folded text: the platforms that ever bore it."""
        return {kind: _turned(book) for kind, book in self.borne.items()}

    def called(self, kind: str, text: str | None) -> frozenset[str]:
        """用过这一称谓的平台 None for an absent text."""
        return self.bearers[kind].get(folded(text), frozenset()) if text else frozenset()

    def bore(self, kind: str, id: str, text: str) -> bool:
        """是否用过 Whether a platform ever bore this name, unit or code."""
        return folded(text) in self.borne[kind][id]

    def shown(self, id: str) -> str:
        """称呼 A platform as we speak of it: its id and its latest name."""
        return f"{id}（{self.latest(id).shown}）"

    def latest(self, id: str) -> Identity:
        """最近的身份 The latest names and code on record."""
        return identities(self.register.histories[id])[-1]

    def _in_use(self) -> Iterator[tuple[str, str, str | None]]:
        for id, history in self.register.histories.items():
            for each in identities(history):
                yield from ((kind, id, getattr(each, kind)) for kind in (NAMES, UNITS, CODES))

    def _printed(self) -> Iterator[tuple[str, str, str | None]]:
        for act in self.register.acts.values():
            for row in rows_of(act):
                if isinstance(row, ListedRow | RevocationRow | ReviewRow):
                    yield from ((kind, row.platform, getattr(row, kind)) for kind in (NAMES, UNITS))


def _turned(book: Mapping[str, Iterable[str]]) -> Book:
    found: dict[str, set[str]] = defaultdict(set)
    for id, texts in book.items():
        for text in texts:
            found[text].add(id)
    return {text: frozenset(ids) for text, ids in found.items()}
