"""Errata: what they are of, the fields that they name in words, and which documents and platforms they concern."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, get_origin

from generator.records.acts import Act, rows_of
from generator.records.registry import Erratum
from generator.records.values import Record, item_of, model_in, parts, under, written_fields
from generator.register.register import Register

# The meaning of a field begins with its name; the rest says how it is written.
NAME = re.compile(r"[^，；（]+")
# A form and a value of it; no value where the record leaves it out.
Step = tuple[str, Any, Any]


def field_words(record: Record, address: str) -> str | None:
    """Name of a field in words (附表第1行“证书编号”); None where no such record has the field.

    A list is not asked how long it is: a row may have been taken out since.
    """
    form, value = type(record), record
    lists, names = "", list[str]()
    for part in address.split("."):
        step = _item(form, value, int(part)) if part.isdecimal() else _field(form, value, part)
        if step is None:
            return None
        word, form, value = step
        names.append(word)
        if part.isdecimal():
            # Where in the list comes first; the fields of the item stand between marks.
            lists, names = _within(lists, "".join(names)), []
    return _within(lists, "的".join(names))


def _within(lists: str, name: str) -> str:
    return f"{lists}“{name}”" if lists and name else lists + name


def list_exceeded(record: Record, address: str) -> str | None:
    """Address of the list in which a field has its place and which is not so long; None if it is."""
    steps, value = address.split("."), record
    for at, part in enumerate(steps):
        if part.isdecimal() and isinstance(value, tuple):
            if int(part) >= len(value):
                return ".".join(steps[:at])
            value = value[int(part)]
        else:
            value = _value(value, part)
    return None


def _item(form: Any, value: Any, at: int) -> Step | None:
    if not isinstance(value, tuple) and (value is not None or not _holds(form, tuple)):
        return None
    item = value[at] if value and at < len(value) else None
    noun = "项" if model_in(form) is None else "行"
    return f"第{at + 1}{noun}", item_of(form, at), item


def _field(form: Any, value: Any, name: str) -> Step | None:
    if isinstance(value, tuple):
        return None
    model = type(value) if isinstance(value, Record) else model_in(form)
    if model is None:
        return (name, under(form, name), _value(value, name)) if _holds(form, dict) else None
    field = written_fields(model).get(name)
    if field is None:
        return None
    return _name(field, name), field.annotation, _value(value, name)


def _name(field: Any, name: str) -> str:
    """Name of a field: that of the record it holds, or how its meaning begins."""
    held = model_in(field.annotation)
    if held and not _holds(field.annotation, tuple):
        return str(held.model_config.get("title", name))
    beginning = NAME.match(field.description or "")
    return beginning[0] if beginning else name


def _holds(form: Any, kind: type) -> bool:
    return any(get_origin(part) is kind for part in parts(form))


def _value(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return value.get(name)
    # `from` is a word of Python: such a field has an underscore behind it.
    return getattr(value, name, getattr(value, f"{name}_", None))


class Errata(NamedTuple):
    """Errata by the id of each document and of each platform that they concern, oldest first."""

    by_document: Mapping[str, tuple[Erratum, ...]]
    by_platform: Mapping[str, tuple[Erratum, ...]]


def erratum_subject(register: Register, name: str) -> Record | None:
    """Record that an erratum names: an act, what a document says beside its acts, or a platform."""
    document = register.documents.get(name)
    beside = document.beside if document else None
    return register.acts.get(name) or beside or register.records.get(name)


def errata_concerning(register: Register) -> Errata:
    """Errata by what they concern; one of a single row concerns the platform of that row."""
    of_documents: dict[str, list[Erratum]] = defaultdict(list)
    of_platforms: dict[str, list[Erratum]] = defaultdict(list)
    for erratum in register.errata.values():
        acts = register.named(erratum.of)
        for name in dict.fromkeys(act.document for act in acts):
            of_documents[name].append(erratum)
        named = register.merged.get(erratum.of, erratum.of)
        own = [named] if named in register.platforms and not acts else []
        for name in dict.fromkeys([*own, *_platforms(register, acts, erratum)]):
            of_platforms[name].append(erratum)
    return Errata(
        {name: tuple(errata) for name, errata in of_documents.items()},
        {name: tuple(errata) for name, errata in of_platforms.items()},
    )


def _platforms(register: Register, acts: tuple[Act, ...], erratum: Erratum) -> Iterator[str]:
    """Platforms listed in the rows that were mended; all of the act where another field was."""
    for act in acts:
        rows, numbers = rows_of(act), [*map(_row_number, erratum.fields)]
        if all(number is not None and number < len(rows) for number in numbers):
            yield from (rows[number].platform for number in numbers if number is not None)
        else:
            yield from register.entries_of(act)


def _row_number(address: str) -> int | None:
    """Number of the row that a field stands in, from 0; None for a field of the act itself."""
    first, _, rest = address.partition(".")
    number = rest.partition(".")[0]
    return int(number) if first == "rows" and number.isdecimal() else None
