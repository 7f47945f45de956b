"""查找 Finds platforms by what a person holds in hand: id, name, code or number."""

import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches

from generator.records.act import rows_of
from generator.records.rows import AnnouncementRow, ListedRow
from generator.register.history import History
from generator.register.register import Register
from generator.standing.identity import identities

BRACKETS = str.maketrans("〔〕[]【】", "()()()")


def lookup(register: Register, said: str) -> list[History]:
    """查找 The platforms that bear exactly this id, name (present or former), code or number."""
    if said in register.histories:
        return [register.histories[said]]
    wanted = folded(said)
    return [h for h in register.histories.values() if wanted in map(folded, designations(h))]


def similar(register: Register, said: str) -> list[str]:
    """相近的名称 Names on record that contain what was said, else those that come near."""
    names = {name for h in register.histories.values() for name in designations(h)}
    holding = sorted(name for name in names if folded(said) in folded(name))
    return holding[:5] or get_close_matches(said, sorted(names), 5, 0.5)


def folded(text: str) -> str:
    """归一 Width, case, brackets and spaces make no difference to a search."""
    return unicodedata.normalize("NFKC", text).translate(BRACKETS).casefold().replace(" ", "")


def designations(history: History) -> Iterator[str]:
    """称谓 Everything a platform was ever called: names, units, codes, numbers."""
    for identity in identities(history):
        known = (identity.name, identity.operating_unit, identity.credit_code)
        yield from (each for each in known if each)
    for entry in history.entries:
        printed = (row for row in rows_of(entry.act) if row.platform == history.platform.id)
        for row in (entry.row, *printed):
            if isinstance(row, ListedRow):
                yield from (each for each in (row.name, row.operating_unit) if each)
            if isinstance(row, AnnouncementRow) and row.number:
                yield row.number
