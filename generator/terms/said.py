"""Sentences as values: a code with its slots, which whoever shows it words from a table of its own."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Ids:
    """Records of one kind by their ids; who shows the sentence says how they are called."""

    kind: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence by its code: slots hold texts as printed, ids of records, or sentences within it."""

    code: str
    slots: Mapping[str, Any] = field(hash=False)

    def __format__(self, spec: str) -> str:
        """Raises TypeError: a code within a text would reach the reader as it is."""
        raise TypeError(self.code)

    def within(self) -> Iterator["Said"]:
        """The sentence, and those within it."""
        yield self
        for value in self.slots.values():
            if isinstance(value, Said):
                yield from value.within()


Namer = Callable[[str, str], str]


def said(code: str, /, **slots: Any) -> Said:
    """A sentence by its code and its slots."""
    return Said(code, slots)


def worded(sentence: Said, called: Namer, words: Mapping[str, str]) -> str:
    """The words of a sentence by its code; `called` names a record by its kind and id."""

    def shown(value: Any) -> str:
        if isinstance(value, Said):
            return worded(value, called, words)
        if isinstance(value, Ids):
            return "、".join(called(value.kind, id) for id in value.ids)
        return "、".join(map(shown, value)) if isinstance(value, tuple) else str(value)

    slots = {name: shown(value) for name, value in sentence.slots.items()}
    return words[sentence.code].format_map(slots)


def as_json(value: Any) -> Any:
    """A sentence as `[code, {slots}]`, for another process; records are not named in one that crosses."""
    if isinstance(value, Said):
        return [value.code, {name: as_json(each) for name, each in value.slots.items()}]
    return [*map(as_json, value)] if isinstance(value, tuple) else value


def from_json(value: Any) -> Any:
    """The sentence that was written so, or the value of a slot."""
    if not isinstance(value, list):
        return value
    if len(value) == 2 and isinstance(value[1], dict):
        return Said(value[0], {name: from_json(each) for name, each in value[1].items()})
    return tuple(map(from_json, value))
