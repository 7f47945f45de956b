"""字段 What a model says of its fields: their names as written, what may stand in them."""

from collections.abc import Iterable, Iterator
from typing import Any, get_args, get_origin

from pydantic import BaseModel

# What stands at the end of a record, after the fields of its kind.
LAST = ("count", "rows_complete", "remarks", "rows")


def model_in(annotation: Any) -> Any:
    """下级记录 The record that a field holds, itself or as the items of a list; none for a value."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (model_in(part) for part in get_args(annotation))
    return next((model for model in found if model is not None), None)


def written(model: Any) -> dict[str, Any]:
    """书写次序 The fields of a record by the names written in files, in canonical order."""
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    return {name: fields[name] for name in sorted(fields, key=lambda name: _rank(name))}


def _rank(name: str) -> int:
    return LAST.index(name) + 1 if name in LAST else 0


def in_order(annotation: Any, keys: Iterable[str]) -> list[str]:
    """按次序 Keys as a record of this form writes them; what it does not know comes last."""
    known = list(written(model)) if (model := model_in(annotation)) else []
    return sorted(keys, key=lambda key: known.index(key) if key in known else len(known))


def under(annotation: Any, key: str) -> Any:
    """字段的类型 Of one field of a record, or of a table of figures; text where it is unknown."""
    if model := model_in(annotation):
        fields = written(model)
        return fields[key].annotation if key in fields else str
    tables = (part for part in _parts(annotation) if get_origin(part) is dict)
    return next((get_args(table)[1] for table in tables), str)


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


def is_text(annotation: Any) -> bool:
    """是否文字 Whether what stands in a field is a text, and no number, day or yes-or-no."""
    if get_origin(annotation) is None:
        return isinstance(annotation, type) and issubclass(annotation, str)
    return any(is_text(part) for part in get_args(annotation))
