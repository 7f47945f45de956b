"""Takes a text out of every record, puts a mark in its place, and seals the log.

The mark holds a hash of the text with a random salt. The salt goes to the office and
into no file: with it, and only with it, the office can later show what stood there.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

from generator.history.log import log_of, sealed_text
from generator.history.versions import Chronicle, key_of
from generator.intake.editing import Scalar, replaced, scalars
from generator.intake.receiving import Archive, drawer
from generator.intake.yaml import load
from generator.records.values import Path as FieldPath
from generator.verify import MARK, parted

Contents = Mapping[str, bytes]
# A single character stands in half of all texts.
SHORTEST = 2


class CannotRedact(Exception):
    """A sentence that says why, and what to do first."""


@dataclass(frozen=True)
class Redaction:
    """The mark, and every changed file with its new content and number of places."""

    mark: str
    files: Contents
    places: Mapping[str, int]


def record_contents(folder: Path) -> dict[str, bytes]:
    """Contents of every record file of a register, by its path."""
    names = (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.yaml")))
    return {name: (folder / name).read_bytes() for name in names if drawer(name)}


def target_text(content: bytes, way: str | None, line: int | None) -> Scalar:
    """The text at a path in the record, or the only one that begins on a line; else raises `CannotRedact`."""
    texts = scalars(content.decode("utf-8-sig"))
    here = [s for s in texts if (s.line == line if way is None else dotted_path(s.path) == way)]
    if len(here) == 1:
        return here[0]
    near = here or texts
    names = "、".join(dotted_path(each.path) for each in near)
    raise CannotRedact(f"没有指明是哪一处文字；用 --path 写明，可选：{names}")


def dotted_path(path: FieldPath) -> str:
    """The path as the command line writes it: rows.0.grounds."""
    return ".".join(map(str, path))


def redaction(contents: Contents, value: str, salt: str, reason: str | None) -> Redaction:
    """A redaction wherever the text stands, alone or within another text; writes nothing."""
    _refuse_unfit(value, reason)
    digest = hashlib.sha256(f"{salt}{value}".encode()).hexdigest()
    mark = f"{MARK}{f'：{reason}' if reason else ''}，sha256:{digest}）"
    changed = {name: dict(_masked_texts(contents[name], value, mark)) for name in contents}
    files = {
        name: _rewritten_content(name, contents[name], by, value)
        for name, by in changed.items()
        if by
    }
    _refuse_unreadable(contents, files)
    return Redaction(mark, files, {name: len(changed[name]) for name in files})


def resealed_log(chronicle: Chronicle, done: Redaction, on: date, salt: Callable[[], str]) -> str:
    """The log as it was, with an entry for each record that was redacted just now."""
    log = log_of(chronicle)
    for name, record in sorted(done.files.items()):
        content = json.dumps(load(name, record).value, ensure_ascii=False).encode()
        log.add(on.isoformat(), "redacted", key_of(name), salt(), content)
    return sealed_text(log)


def _refuse_unfit(value: str, reason: str | None) -> None:
    if len(value) < SHORTEST or value.startswith(MARK):
        raise CannotRedact(f"“{value}”太短或者已经隐去")
    if reason and ("）" in reason or value in reason):
        raise CannotRedact("理由中不能有全角括号“）”，也不能有所隐去的文字")


def _masked_texts(content: bytes, value: str, mark: str) -> Iterator[tuple[FieldPath, str]]:
    """Every text with the value in it; marks made earlier are left alone."""
    # The quick reader first: the one that tells where a text ends is slow.
    if any(value in text for text in _texts(load("", content).value)):
        for each in scalars(content.decode("utf-8-sig")):
            pieces, marks = parted(each.value)
            kept = (piece.replace(value, mark) for piece in pieces)
            masked = "".join(chain.from_iterable(zip_longest(kept, marks, fillvalue="")))
            if masked != each.value:
                yield each.path, masked


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif value is not None:
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _rewritten_content(name: str, content: bytes, by: Mapping[FieldPath, str], value: str) -> bytes:
    text = replaced(content.decode("utf-8-sig"), by)
    lines = ("（）".join(parted(line)[0]) for line in text.splitlines())
    left = [at for at, line in enumerate(lines, 1) if value in line]
    if left:
        raise CannotRedact(f"{name} 第 {left[0]} 行的注释里也有这段文字，请先删去")
    return text.encode("utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "utf-8")


def _refuse_unreadable(contents: Contents, files: Contents) -> None:
    """A place that takes no free text, such as a code or a web address, cannot hold a mark."""
    refused = _filed_names(contents) - _filed_names({**contents, **files})
    if refused:
        names = "、".join(sorted(refused))
        raise CannotRedact(f"{names} 中有不能写标记的栏目（如代码、网址），请先把那一行删去")


def _filed_names(contents: Contents) -> set[str]:
    receipt = Archive(contents).receipt({name: name for name in contents})
    return {filed.file for filed in receipt.everything}
