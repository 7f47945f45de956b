"""所问 What people type, and which platforms each question means; worked out from the register alone."""

import random
from dataclasses import dataclass

from pypinyin import lazy_pinyin

from generator.register.snapshot import Snapshot
from generator.site.search.platforms import Handles, handles_of
from generator.terms.sameness import sameness, simplified


@dataclass(frozen=True)
class Query:
    """一问 Its kind, its text, and the platforms that answer it."""

    kind: str
    text: str
    right: frozenset[str]


def queries(snapshot: Snapshot, each: int, seed: int = 11) -> list[Query]:
    """所问 So many of each kind."""
    rng = random.Random(seed)
    handles = dict(zip(snapshot.listings, handles_of(snapshot), strict=True))
    texts = {name: [sameness(t) for t in _every(mine)] for name, mine in handles.items()}
    said = {
        name: [_initials(t) for t in (*mine.names, *mine.units)] for name, mine in handles.items()
    }
    old = {plain: traditional for traditional, plain in simplified().items()}
    found = []
    for mine in rng.choices(list(handles.values()), k=each):
        name, unit, code = mine.names[0], mine.units[0], mine.numbers[0]
        part = _piece(rng, name, 2, 6)
        found += [_asked("名称的一部分", part, part, texts)]
        found += [_asked("名称全文", name, name, texts)]
        found += [_asked("单位的一部分", (p := _piece(rng, unit, 3, 7)), p, texts)]
        found += [_asked("代码的一部分", (p := _piece(rng, code, 6, 12)), p, texts)]
        variant = rng.choice((part.translate(old), " ".join(part), f"（{part}）"))
        found += [_asked("写法不同", variant, part, texts)]
        found += [_asked("拼音首字母", (p := _initials(name)[:6]), p, said)]
    return found


def _every(mine: Handles) -> list[str]:
    return [*mine.names, *mine.units, *mine.numbers]


def _piece(rng: random.Random, text: str, least: int, most: int) -> str:
    length = min(len(text), rng.randrange(least, most + 1))
    start = rng.randrange(len(text) - length + 1)
    return text[start : start + length]


def _initials(text: str) -> str:
    return "".join(said[0] for said in lazy_pinyin(sameness(text)))


def _asked(kind: str, text: str, meant: str, texts: dict[str, list[str]]) -> Query:
    wanted = sameness(meant)
    right = (name for name, mine in texts.items() if any(wanted in each for each in mine))
    return Query(kind, text, frozenset(right))
