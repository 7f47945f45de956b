"""Pinyin: how each character is read in the names on record; the browser matches by these readings."""

from collections.abc import Iterable, Iterator, Set
from functools import cache
from itertools import chain

from pypinyin import Style, lazy_pinyin, pinyin
from pypinyin.constants import PHRASES_DICT
from pypinyin.contrib.tone_convert import to_normal

# Places, of any province, that the dictionary misreads.
PLACES = {
    "长清": ["chang", "qing"],
    "乐陵": ["lao", "ling"],
    "单县": ["shan", "xian"],
    "东阿": ["dong", "e"],
    "冠县": ["guan", "xian"],
    "牟平": ["mu", "ping"],
    "长岛": ["chang", "dao"],
    "长治": ["chang", "zhi"],
    "朝阳": ["chao", "yang"],
    "洪洞": ["hong", "tong"],
    "浚县": ["xun", "xian"],
    "繁峙": ["fan", "shi"],
    "珲春": ["hun", "chun"],
    "句容": ["gou", "rong"],
    "覃塘": ["qin", "tang"],
    "郫都": ["pi", "du"],
    "筠连": ["jun", "lian"],
}
# No name holds a longer phrase whose reading differs.
LONGEST = 4
_toneless = cache(to_normal)


def readings(texts: Iterable[str]) -> dict[str, str]:
    """Every living reading of each character, and those in the places that occur: {"长": "chang zhang"}."""
    every = set(texts)
    known = _alone(set().union(*every))
    for phrase in {phrase for text in every for phrase in _phrases(text)}:
        for sign, reading in zip(phrase, PLACES.get(phrase) or lazy_pinyin(phrase), strict=True):
            known.setdefault(sign, set()).add(reading)
    return {sign: " ".join(sorted(known[sign])) for sign in sorted(known)}


def _phrases(text: str) -> Iterator[str]:
    """The pieces of a text that the dictionary knows, long and short."""
    for length in range(2, LONGEST + 1):
        for at in range(len(text) - length + 1):
            if (piece := text[at : at + length]) in PHRASES_DICT or piece in PLACES:
                yield piece


def _alone(signs: Set[str]) -> dict[str, set[str]]:
    """Readings of characters by themselves: the first, and those that any phrase uses; 长岛 may take either.

    Dictionaries list readings that nobody has used for a thousand years; no phrase does.
    """
    every = {sign: _listed(sign) for sign in signs}
    known = {sign: {said[0]} for sign, said in every.items() if said}
    several = {sign for sign, said in every.items() if len(said) > 1}
    for phrase, toned in PHRASES_DICT.items():
        for sign in several.intersection(phrase):
            known[sign].add(_toneless(toned[phrase.index(sign)][0]))
    return known


@cache
def _listed(sign: str) -> list[str]:
    """Readings that the dictionary lists for a character, the common one first."""
    found = chain.from_iterable(pinyin(sign, style=Style.NORMAL, errors="ignore", heteronym=True))
    return [said for said in dict.fromkeys(found) if said.isalpha()]
