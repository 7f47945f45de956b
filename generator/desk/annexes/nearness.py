"""相近 Platforms that a row may mean though no name is the same: a slip of the pen, or a short form."""

from collections.abc import Iterator
from difflib import get_close_matches

from generator.desk.annexes.handles import CODES, NAMES, UNITS, Handles
from generator.desk.annexes.rows import Row
from generator.standing.division import PROVINCE_END
from generator.standing.lookup import folded

# One letter in nine: names of one kind of platform differ by two or more.
CLOSE = 0.88
SEVERAL = 3


def near(row: Row, handles: Handles) -> list[str]:
    """相近的平台 By name or by unit; not those known to be another legal person or elsewhere."""
    could_be = {id for id in handles.register.platforms if _could_be(row, id, handles)}
    return list(dict.fromkeys(_near(row, handles, could_be)))[:SEVERAL]


def _near(row: Row, handles: Handles, could_be: set[str]) -> Iterator[str]:
    for kind, text in ((NAMES, row.name), (UNITS, row.unit)):
        bearers = handles.bearers[kind]
        texts = [each for each, ids in bearers.items() if ids & could_be]
        for each in get_close_matches(folded(text or ""), texts, SEVERAL, CLOSE):
            yield from sorted(bearers[each] & could_be)


def _could_be(row: Row, id: str, handles: Handles) -> bool:
    another_person = row.code and handles.borne[CODES][id]
    return not another_person and not is_elsewhere(row, id, handles)


def is_elsewhere(row: Row, id: str, handles: Handles) -> bool:
    """是否在别处 Whether the printed place and the registered one exclude each other."""
    registered = handles.register.platforms[id].division
    if not row.division or not registered:
        return False
    return not (_within(row.division, registered) or _within(registered, row.division))


def _within(place: str, wider: str) -> bool:
    """Whether a place lies in the city, or where no city was printed the province, of another."""
    return place[:4] == wider[:4] or (wider.endswith(PROVINCE_END) and place[:2] == wider[:2])
