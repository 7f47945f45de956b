"""Differences between two versions of one record, value by value, never as text."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from generator.records.values import Path, Record
from generator.verify import MARK, between, parted

# By which field the items of a list are told from each other: rows, departments, functions, articles.
KEYS = ("platform", "id", "term", "number")
# Stands for a value that was redacted: a comparison is public too, and does not repeat it.
HIDDEN = "（不再重复）"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Difference:
    """One value before and after; None where it is not given.

    `path` leads to it in the newer version, or to what stood around it there; `names`
    names the items of a list by their own ids. `owner` is the model whose field it is.
    """

    path: Path
    names: tuple[str, ...]
    before: Any
    after: Any
    owner: type[Record]

    @property
    def address(self) -> str:
        """Address of the field, as an erratum names it: `rows.0.number`."""
        return ".".join(map(str, self.path))

    @property
    def name(self) -> str:
        """Name of the field itself: the last of the names that lead to it."""
        return self.names[-1]


def differences(before: Record, after: Record) -> list[Difference]:
    """Differences between two versions of one record, in the order of its fields."""
    return list(_Comparer(type(after)).records(before, after, (), ()))


def unmasked(edits: list[Difference]) -> list[Difference]:
    """Differences but for those that put the mark of a redaction in a value's place.

    A code cannot bear the mark: its `…_unknown` bears it instead.
    """
    marked = {each.names for each in edits if is_masked(each.before, each.after)}
    return [each for each in edits if each.names not in marked and not _is_excused(each, marked)]


def unredacted(edits: list[Difference]) -> list[Difference]:
    """Differences that are no redaction: neither the mark, nor a free text taken out."""
    return [
        each
        for each in unmasked(edits)
        if each.after is not None or not _is_free(each.owner, each.name, each.before)
    ]


def without_redacted(edits: Iterable[Difference]) -> tuple[Difference, ...]:
    """Differences without the values that a redaction took out."""
    listed = list(edits)
    left = unredacted(listed)
    return tuple(
        each if each.before is None or each in left else replace(each, before=HIDDEN)
        for each in listed
    )


def public_value(before: T, after: object) -> T | str:
    """Value before, unless the mark of redaction stands now in its place."""
    texts = after if isinstance(after, tuple) else (after,)
    return HIDDEN if before and any(map(is_marked, texts)) else before


def redacts(before: Record, after: Record) -> bool:
    """Whether every difference takes a text out, or puts the mark in its place."""
    edits = differences(before, after)
    return bool(edits) and not unredacted(edits)


def is_marked(value: Any) -> bool:
    """Whether a text says that something was taken out here."""
    return isinstance(value, str) and MARK in value


def _is_excused(each: Difference, marked: set[tuple[str, ...]]) -> bool:
    return each.after is None and (*each.names[:-1], f"{each.name}_unknown") in marked


def _is_free(owner: type[Record], name: str, value: Any) -> bool:
    """Whether a value is words alone, which may name a person: never a day, a code, a list."""
    if isinstance(value, Record):
        fields = ((n, getattr(value, n)) for n in type(value).model_fields)
        return all(_is_free(type(value), n, v) for n, v in fields if v is not None)
    return isinstance(value, str) and _bears_mark(owner, name)


@cache
def _bears_mark(owner: type[Record], name: str) -> bool:
    field = owner.model_fields.get(name)
    if field is None:
        return False
    form: Any = Annotated[(field.annotation, *field.metadata, None)]
    try:
        TypeAdapter(form).validate_python(f"{MARK}）", strict=True)
    except ValidationError:
        return False
    return True


@dataclass(frozen=True)
class _Comparer:
    """Compares what stands under one model's fields; `owner` is that model."""

    owner: type[Record]

    def records(
        self, old: Record, new: Record, path: Path, names: tuple[str, ...]
    ) -> Iterator[Difference]:
        fields = {**type(old).model_fields, **type(new).model_fields}
        for name, field in fields.items():
            key = field.alias or name
            one, other = getattr(old, name, None), getattr(new, name, None)
            yield from self._values(one, other, (*path, key), (*names, key))

    def _values(
        self, old: Any, new: Any, path: Path, names: tuple[str, ...]
    ) -> Iterator[Difference]:
        old, new = _given(old), _given(new)
        if old == new:
            return
        if isinstance(old, Record) and isinstance(new, Record):
            yield from _Comparer(type(new)).records(old, new, path, names)
        elif isinstance(old, dict) and isinstance(new, dict):
            for key in {**old, **new}:
                yield from self._values(old.get(key), new.get(key), (*path, key), (*names, key))
        elif _is_keyed(old) and _is_keyed(new):
            yield from self._items(_keyed(old), _keyed(new), path, names)
        else:
            yield Difference(path, names, old, new, self.owner)

    def _items(
        self, old: dict[str, Any], new: dict[str, Any], path: Path, names: tuple[str, ...]
    ) -> Iterator[Difference]:
        for key, item in old.items():
            if key not in new:
                yield Difference(path, (*names, key), item, None, self.owner)
        for at, (key, item) in enumerate(new.items()):
            yield from self._values(old.get(key), item, (*path, at), (*names, key))
        was, now = [key for key in old if key in new], [key for key in new if key in old]
        if was != now:
            yield Difference(path, names, tuple(was), tuple(now), self.owner)


def _given(value: Any) -> Any:
    """An empty list says no more than one that is not written."""
    return None if value == () else value


def _is_keyed(value: Any) -> bool:
    """Whether a list holds records that bear an id; an absent list does, as far as it goes."""
    if not isinstance(value, tuple):
        return value is None
    return all(isinstance(item, Record) and _key(item) is not None for item in value)


def _key(item: Record) -> str | None:
    names = (name for name in KEYS if name in type(item).model_fields)
    return next((str(getattr(item, name)) for name in names), None)


def _keyed(value: Any) -> dict[str, Any]:
    """The items by their ids; a second item of one id is told from the first by its number."""
    seen: Counter[str] = Counter()
    items: dict[str, Any] = {}
    for item in value or ():
        key = str(_key(item))
        seen[key] += 1
        items[key if seen[key] == 1 else f"{key} ({seen[key]})"] = item
    return items


def masks(old: Any, new: Any) -> bool:
    """Whether every difference is a mark, and none a value that just went away."""
    changed = list(_differences(old, new))
    return bool(changed) and all(is_masked(before, after) for before, after in changed)


def is_masked(old: Any, new: Any) -> bool:
    """Whether the mark stands in a text's place, or in the place of a part of it."""
    if not isinstance(new, str):
        return False
    pieces, marks = parted(new)
    if not isinstance(old, str):
        return pieces == ["", ""]
    # A mark in the place of another would let something else come back.
    return {*parted(old)[1]} <= {*marks} and bool(marks) and between(pieces, old) is not None


def _differences(old: Any, new: Any) -> Iterator[tuple[Any, Any]]:
    """Both values at every place where the two differ."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in {**old, **new}:
            yield from _differences(old.get(name), new.get(name))
    elif _is_list(old) and _is_list(new) and len(old) == len(new):
        for one, other in zip(old, new, strict=True):
            yield from _differences(one, other)
    elif old != new:
        yield old, new


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple)
