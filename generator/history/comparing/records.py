"""其他记录的变化 Editions, departments, batches, calendars and the site, file by file."""

from collections.abc import Iterator
from typing import Any

from generator.history.comparing.comparison import RecordChange
from generator.history.comparing.hiding import hidden
from generator.history.sides import Side
from generator.intake.receiving import drawer
from generator.records.base import Filed
from generator.records.differences import differences
from generator.terms import Action

TOLD_ELSEWHERE = ("platforms", "acts")


def record_changes(base: Side, head: Side) -> Iterator[RecordChange]:
    """各文件的变化 Of every record that is neither a platform nor an act."""
    for file in sorted({*base.filed, *head.filed}):
        if drawer(file) in TOLD_ELSEWHERE:
            continue
        was, now = base.filed.get(file), head.filed.get(file)
        if now is None:
            if file not in head.files:
                yield RecordChange(Action.REMOVED, file)
        elif was is None:
            yield RecordChange(Action.ADDED, file)
        elif was.record != now.record:
            yield RecordChange(Action.EDITED, file, hidden(differences(was.record, now.record)))


def form_only(base: Side, head: Side) -> Iterator[str]:
    """只改了写法的文件 Changed, moved or annotated, while the record they hold is the same."""
    for file in sorted({*base.files, *head.files}):
        if base.files.get(file) == head.files.get(file):
            continue
        was, now = base.filed.get(file), head.filed.get(file)
        read = [filed for filed in (was, now) if filed]
        if read and all(_stands(base, f, file) and _stands(head, f, file) for f in read):
            yield file


def _stands(side: Side, filed: Filed[Any], file: str) -> bool:
    """Whether a side holds the record, in whichever folder."""
    name = drawer(file)
    if name not in TOLD_ELSEWHERE:
        return file in side.filed and side.filed[file].record == filed.record
    book = side.register.platforms if name == "platforms" else side.register.acts
    return bool(book.get(filed.record.id) == filed.record)
