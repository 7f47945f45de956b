"""Only adding, over two steps as over one: what may be given, what may come back, what excuses an edit.

What was unknown is given once; a value that once stood there and was taken out comes back as it was
or not at all; a correction excuses the fields that it names and no others.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from generator.history.alteration import Alteration, as_written
from generator.history.versions import Key
from generator.records.acts import Correction, rows_of
from generator.records.differences import Difference, differences, is_marked
from generator.records.values import Day
from generator.verify import between, is_printed, parted

HASH = re.compile("sha256:([0-9a-f]{64})")
SALT = re.compile("[0-9a-f]{32,}")


def was_otherwise(alteration: Alteration, key: Key, difference: Difference) -> bool:
    """Whether another value was published at the place before it was taken out."""
    now = alteration.new[key].record
    return any(
        each.before is not None and not is_marked(each.before) and _is_at(each, difference)
        for filed in alteration.earlier.get(key, ())
        for each in differences(filed.record, now)
    )


def _is_at(one: Difference, other: Difference) -> bool:
    """Whether one of two places lies within the other."""
    length = min(len(one.names), len(other.names))
    return one.names[:length] == other.names[:length]


def is_restored(alteration: Alteration, key: Key, difference: Difference) -> bool:
    """Whether what a mark stands for came back as it was: by an earlier version, or by its salted hash."""
    now = alteration.new[key].record
    for filed in alteration.earlier.get(key, ()):
        if not any(_is_at(each, difference) for each in differences(filed.record, now)):
            return True
    return _is_proved(alteration, key, difference)


def _is_proved(alteration: Alteration, key: Key, difference: Difference) -> bool:
    """Whether a new erratum on the field tells the salt with which the hash in each mark is that of the text."""
    pieces, marks = parted(difference.before)
    back = between(pieces, str(difference.after))
    filed = alteration.erratum_of(alteration.subject_of(key, difference), difference)
    if back is None or filed is None or difference.address not in filed.record.fields:
        return False
    salts = SALT.findall(filed.record.what)
    return all(_opens(mark, text, salts) for mark, text in zip(marks, back, strict=True))


def _opens(mark: str, text: str, salts: list[str]) -> bool:
    hashes = HASH.findall(mark)
    return any(hashlib.sha256(f"{salt}{text}".encode()).hexdigest() in hashes for salt in salts)


def is_corrected(alteration: Alteration, key: Key, difference: Difference) -> bool:
    """Whether a correction of this alteration names the edited field: by a row, or in its own words."""
    return any(_names(each, key, difference) for each in _corrections(alteration, key))


def _corrections(alteration: Alteration, key: Key) -> Iterator[Correction[Any]]:
    for each in alteration.new_corrections:
        act = alteration.after.register.corrected(each)
        ids = {each.corrects, *((act.id, act.document) if act else ())}
        if key[1] in ids or (
            key[0] == "platforms" and key[1] in {r.platform for r in rows_of(each)}
        ):
            yield each


def _names(correction: Correction[Any], key: Key, difference: Difference) -> bool:
    platform, field = key[1], difference.name
    if difference.names[0] == "rows":
        platform, field = difference.names[1], (*difference.names, "platform")[2]
    elif difference.names == ("operating_unit", "name"):
        field = "operating_unit"
    rows = (row for row in rows_of(correction) if row.platform == platform)
    if any(field in row.model_fields_set for row in rows):
        return True
    words = (_label(difference), *_spellings(difference.before, difference.after))
    return any(is_printed(text, correction.what) for text in words)


def _label(difference: Difference) -> str:
    """Name of the field for people: 统一社会信用代码, 成文日期."""
    field = difference.owner.model_fields.get(difference.name)
    return re.split("[，；。]", (field and field.description) or difference.address)[0]


def _spellings(*values: Any) -> Iterator[str]:
    """The ways in which a paper may print a value: as it is written here, a day in Chinese too."""
    for value in values:
        if text := as_written(value):
            yield text
        if isinstance(value, Day) and value.first == value.last:
            day = value.first
            yield f"{day.year}年{day.month}月{day.day}日"
