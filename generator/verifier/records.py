"""记录对照 Whether what is published of a record is what was recorded, value by value.

A record is text throughout, a published file has numbers; a field that is published
in another form is brought into that form. What is published besides is not looked at.
"""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

RENAMED = {"name": "name_change", "operating_unit": "operating_unit_change"}


def differences(item: dict[str, Any], published: dict[str, Any]) -> Iterator[str]:
    """不同之处 The fields that tell another thing, by their path in the record."""
    if "kind" in item:
        yield from _of_act(item, published)
    else:
        yield from _of_platform(item, published)


def _of_act(item: dict[str, Any], published: dict[str, Any]) -> Iterator[str]:
    rows, told = item.get("rows", []), published.get("rows", [])
    if len(rows) != len(told):
        yield "rows"
    head = {name: value for name, value in item.items() if name != "rows"}
    yield from _unlike(head, published, "")
    for at, (row, other) in enumerate(zip(rows, told, strict=False)):
        yield from _unlike(_as_published(row), other, f"rows.{at}.")


def _as_published(row: dict[str, Any]) -> dict[str, Any]:
    said = {RENAMED.get(n, n) if isinstance(v, dict) else n: v for n, v in row.items()}
    if isinstance(figures := said.pop("assessment", None), dict):
        said["assessment"] = [
            {"criterion": name, ("holds" if value in ("true", "false") else "amount"): value}
            for name, value in figures.items()
        ]
    return said


def _of_platform(item: dict[str, Any], published: dict[str, Any]) -> Iterator[str]:
    """Its name and its unit may have changed since: then they stand among the former ones."""
    unit = item.get("operating_unit", {})
    head = {name: value for name, value in item.items() if name not in ("name", "operating_unit")}
    if "kind" in unit:
        head["unit_kind"] = unit["kind"]
    yield from _unlike(head, published, "")
    known = [published, *published.get("former_names", [])]
    first = {"name": item.get("name"), "operating_unit": unit.get("name")}
    first["credit_code"] = unit.get("credit_code")
    for name, value in first.items():
        if value is not None and value not in [each.get(name) for each in known]:
            yield name


def _unlike(said: Any, published: Any, path: str) -> Iterator[str]:
    if isinstance(said, dict) and isinstance(published, dict):
        yield from (f"{path}{name}" for name in said.keys() - published.keys())
        for name in said.keys() & published.keys():
            yield from _unlike(said[name], published[name], f"{path}{name}.")
    elif isinstance(said, list) and isinstance(published, list) and len(said) == len(published):
        for at, (one, other) in enumerate(zip(said, published, strict=True)):
            yield from _unlike(one, other, f"{path}{at}.")
    elif not _is_same(said, published):
        yield path.rstrip(".")


def _is_same(said: Any, published: Any) -> bool:
    if isinstance(published, bool):
        return bool(said == str(published).lower())
    if isinstance(published, int | float) and isinstance(said, str):
        try:
            return Decimal(said) == Decimal(str(published))
        except InvalidOperation:
            return False
    return bool(said == published)
