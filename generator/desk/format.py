"""The canonical form of a record: one order of fields, one way to quote, comments kept.

Short values (ids, days, codes) stand in one line between brackets; all else has a line of
its own.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.intake.editing import FILE, Comments, comments
from generator.intake.receiving import drawer, model_of, notices_by_id
from generator.intake.yaml import YamlDocument, load
from generator.records.values import Path as FieldPath
from generator.records.values import in_order, is_text, item_of, under
from generator.terms.findings import Finding

# What some reader of YAML 1.1 or 1.2 takes for a number, a day, a yes or a nothing.
MISTAKEN = re.compile(
    r"""~|null|true|false|yes|no|on|off|y|n|<<|=
    |[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[0-9a-f_]+|[0-9][0-9_]*)
    |[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?
    |[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9_]+|[0-9]+)(?:e[-+]?[0-9]+)?
    |[-+]?\.inf|\.nan
    |\d{4}-\d\d?-\d\d?(?:(?:t|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?[ \t]*(?:z|[-+]\d\d?(?::?\d\d)?)?)?
    """,
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)
INDICATOR = re.compile(r"[-?:](?:\s|$)|[,\[\]{}#&*!|>'\"%@`]|---|\.\.\.")
ENDS_PLAIN = re.compile(r":(?:\s|$)|\s#|[\x00-\x1f\x7f\x85\u2028\u2029\ufeff]")
UNSEEN = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029\ufeff]")
# An id, a day, a number or a code: these may stand between brackets.
COMPACT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)
ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
RAGGED = re.compile(
    r"^[ \t]|[ \t]$|\t|^\n|\n\n\Z|[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ufeff]", re.M
)


def yaml_scalar(value: str, is_text: bool) -> str:
    """A value in one line; a text that looks like a number is quoted, a number is not."""
    if is_text and MISTAKEN.fullmatch(value):
        return quoted_scalar(value)
    unsafe = not value or value != value.strip() or INDICATOR.match(value)
    return quoted_scalar(value) if unsafe or ENDS_PLAIN.search(value) else value


def quoted_scalar(value: str) -> str:
    """A value between double quotes."""
    return '"' + "".join(ESCAPED.get(c) or _unseen(c) for c in value) + '"'


def _unseen(letter: str) -> str:
    return f"\\u{ord(letter):04x}" if UNSEEN.match(letter) else letter


def is_block(value: str) -> bool:
    """Whether a text of several lines can stand as lines."""
    return "\n" in value and not RAGGED.search(value)


INDENT = "  "
WIDEST = 72
NO_COMMENTS = Comments()


def canonical_text(model: Any, value: Mapping[str, Any], comments: Comments = NO_COMMENTS) -> str:
    """The text of one file; `value` holds texts, mappings and lists of them."""
    lines = [*comments.above.get(FILE, ())]
    lines += _CanonicalWriter(comments).mapping(value, model, FILE)
    return "\n".join([*lines, *comments.behind.get(FILE, ())]) + "\n"


@dataclass(frozen=True)
class _CanonicalWriter:
    comments: Comments

    def mapping(self, value: Mapping[str, Any], of: Any, path: FieldPath) -> Iterator[str]:
        """The lines of a mapping; a key's own comments stand above it and behind it."""
        for key in in_order(of, value):
            yield from self.comments.above.get((*path, key), ())
            yield from self._entry(f"{key}:", value[key], under(of, key), (*path, key))

    def _entry(self, head: str, value: Any, of: Any, path: FieldPath) -> Iterator[str]:
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

    def _items(self, value: Sequence[Any], of: Any, path: FieldPath) -> Iterator[str]:
        for at, item in enumerate(value):
            here, form = (*path, at), item_of(of, at)
            yield from self.comments.above.get(here, ())
            if self._line(item, form, here) is None and isinstance(item, Mapping):
                yield from self._item(list(self.mapping(item, form, here)), here)
            else:
                yield from self._entry("-", item, form, here)

    def _item(self, lines: list[str], path: FieldPath) -> Iterator[str]:
        """An item of several lines; what stands above its first key stands above the item."""
        first = next(at for at, line in enumerate(lines) if not line.startswith("#"))
        yield from lines[:first]
        yield f"- {lines[first]}{self._behind(path)}"
        yield from _indented(lines[first + 1 :])

    def _line(self, value: Any, of: Any, path: FieldPath) -> str | None:
        """The value in one line; none where it needs several."""
        if isinstance(value, str):
            return None if is_block(value) else yaml_scalar(value, is_text(of))
        if not value:
            return "[]" if _is_list(value) else "{}"
        line = None if self._is_remarked(path) else _flow_collection(value, of)
        return line if line and len(line) <= WIDEST else None

    def _is_remarked(self, path: FieldPath) -> bool:
        """Whether a comment speaks of something within: then it cannot be one line."""
        remarked = (*self.comments.above, *self.comments.behind)
        return any(len(each) > len(path) and each[: len(path)] == path for each in remarked)

    def _behind(self, path: FieldPath) -> str:
        return "".join(f" {comment}" for comment in self.comments.behind.get(path, ()))


def _flow_collection(value: Any, of: Any) -> str | None:
    """Short values between brackets; none where one of them is not short."""
    pairs = [("", item) for item in value] if _is_list(value) else []
    pairs = pairs or [(key, value[key]) for key in in_order(of, value)]
    if not all(isinstance(item, str) and COMPACT.fullmatch(item) for _, item in pairs):
        return None
    if _is_list(value):
        return f"[{', '.join(yaml_scalar(item, is_text(of)) for _, item in pairs)}]"
    pairs_text = (f"{key}: {yaml_scalar(item, is_text(under(of, key)))}" for key, item in pairs)
    return f"{{{', '.join(pairs_text)}}}"


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (INDENT + line if line else "" for line in lines)


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple)


@dataclass(frozen=True)
class FormattedFile:
    """A record file with its canonical bytes, or the findings that say why it has none."""

    path: Path
    content: bytes
    canonical: bytes
    findings: tuple[Finding, ...] = ()

    @property
    def is_canonical(self) -> bool:
        """Whether nothing is to be written."""
        return self.content == self.canonical


def formatted_files(
    folder: Path, changed: Mapping[Path, bytes] | None = None
) -> Iterator[FormattedFile]:
    """Every record below a folder, those `changed` with their new content; one that cannot be read stays as it is."""
    paths = sorted(folder.rglob("*.yaml"))
    read = [each for path in paths if (each := _read_record(folder, path, changed or {}))]
    kinds = notices_by_id([(name, document) for name, _, _, document in read])
    for name, path, content, document in read:
        findings = list(document.findings)
        model = model_of(name, document, kinds, findings)
        if model is None or document.findings:
            yield FormattedFile(path, content, content, tuple(findings))
            continue
        text = canonical_text(model, document.value, comments(content, document))
        yield FormattedFile(path, content, text.encode())


def _read_record(
    folder: Path, path: Path, changed: Mapping[Path, bytes]
) -> tuple[str, Path, bytes, YamlDocument] | None:
    name = drawer(path.relative_to(folder).as_posix())
    if name is None or not path.is_file():
        return None
    content = changed[path] if path in changed else path.read_bytes()
    return name, path, content, load(path.as_posix(), content)
