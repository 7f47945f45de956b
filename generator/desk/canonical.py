"""统一写法 A record as canonical YAML: one order of fields, one way to quote, comments kept.

What is short (ids, days, codes) stands in one line between brackets; all else has
a line of its own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.desk.scalars import is_block, is_compact, scalar
from generator.intake.editing import FILE, Comments
from generator.records.base import Path
from generator.records.fields import in_order, is_text, under

INDENT = "  "
WIDEST = 72
NO_COMMENTS = Comments()


def canonical(model: Any, value: Mapping[str, Any], comments: Comments = NO_COMMENTS) -> str:
    """统一写法 The text of one file; `value` holds texts, mappings and lists of them."""
    lines = [*comments.above.get(FILE, ())]
    lines += _Writer(comments).mapping(value, model, FILE)
    return "\n".join([*lines, *comments.behind.get(FILE, ())]) + "\n"


@dataclass(frozen=True)
class _Writer:
    comments: Comments

    def mapping(self, value: Mapping[str, Any], of: Any, path: Path) -> Iterator[str]:
        """The lines of a mapping; a key's own comments stand above it and behind it."""
        for key in in_order(of, value):
            yield from self.comments.above.get((*path, key), ())
            yield from self._entry(f"{key}:", value[key], under(of, key), (*path, key))

    def _entry(self, head: str, value: Any, of: Any, path: Path) -> Iterator[str]:
        line = self._line(value, of, path)
        if line is not None:
            yield f"{head} {line}{self._behind(path)}"
        elif isinstance(value, str):
            yield f"{head} {'|' if value.endswith(chr(10)) else '|-'}{self._behind(path)}"
            yield from _indented(value.removesuffix("\n").split("\n"))
        else:
            yield f"{head}{self._behind(path)}"
            inner = self._items if _is_list(value) else self.mapping
            yield from _indented(inner(value, of, path))

    def _items(self, value: Sequence[Any], of: Any, path: Path) -> Iterator[str]:
        for at, item in enumerate(value):
            mine = (*path, at)
            yield from self.comments.above.get(mine, ())
            if self._line(item, of, mine) is None and isinstance(item, Mapping):
                yield from self._item(list(self.mapping(item, of, mine)), mine)
            else:
                yield from self._entry("-", item, of, mine)

    def _item(self, lines: list[str], path: Path) -> Iterator[str]:
        """An item of several lines; what stands above its first key stands above the item."""
        first = next(at for at, line in enumerate(lines) if not line.startswith("#"))
        yield from lines[:first]
        yield f"- {lines[first]}{self._behind(path)}"
        yield from _indented(lines[first + 1 :])

    def _line(self, value: Any, of: Any, path: Path) -> str | None:
        """The value in one line; none where it needs several."""
        if isinstance(value, str):
            return None if is_block(value) else scalar(value, is_text(of))
        if not value:
            return "[]" if _is_list(value) else "{}"
        said = None if self._is_remarked(path) else _bracketed(value, of)
        return said if said and len(said) <= WIDEST else None

    def _is_remarked(self, path: Path) -> bool:
        """Whether a comment speaks of something within: then it cannot be one line."""
        found = (*self.comments.above, *self.comments.behind)
        return any(len(each) > len(path) and each[: len(path)] == path for each in found)

    def _behind(self, path: Path) -> str:
        return "".join(f" {comment}" for comment in self.comments.behind.get(path, ()))


def _bracketed(value: Any, of: Any) -> str | None:
    """Short values between brackets; none where one of them is not short."""
    pairs = [("", item) for item in value] if _is_list(value) else []
    pairs = pairs or [(key, value[key]) for key in in_order(of, value)]
    if not all(isinstance(item, str) and is_compact(item) for _, item in pairs):
        return None
    if _is_list(value):
        return f"[{', '.join(scalar(item, is_text(of)) for _, item in pairs)}]"
    said = (f"{key}: {scalar(item, is_text(under(of, key)))}" for key, item in pairs)
    return f"{{{', '.join(said)}}}"


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (INDENT + line if line else "" for line in lines)


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple)
