"""Pinyin: how each character is read in the names on record; the browser matches by these readings."""

import json
import unicodedata
from collections.abc import Iterable, Iterator, Set
from functools import cache

from generator.terms.sameness import MARKS, data_of, listed_readings

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


def readings(texts: Iterable[str]) -> dict[str, str]:
    """Every living reading of each character, and those in the places that occur: {"长": "chang zhang"}."""
    every = set(texts)
    known = _alone(set().union(*every))
    for phrase in {phrase for text in every for phrase in _phrases(text)}:
        for sign, reading in zip(phrase, _read(phrase), strict=True):
            known.setdefault(sign, set()).add(reading)
    return {sign: " ".join(sorted(known[sign])) for sign in sorted(known)}


@cache
def _dictionary() -> dict[str, list[list[str]]]:
    """Phrases, each with the readings of every sign, with their tones."""
    phrases: dict[str, list[list[str]]] = json.loads(data_of("pypinyin", "phrases_dict.json"))
    return phrases


def _phrases(text: str) -> Iterator[str]:
    """The pieces of a text that the dictionary knows, long and short."""
    known = _dictionary()
    for length in range(2, LONGEST + 1):
        for at in range(len(text) - length + 1):
            if (piece := text[at : at + length]) in known or piece in PLACES:
                yield piece


def _read(phrase: str) -> list[str]:
    return PLACES.get(phrase) or [_toneless(said[0]) for said in _dictionary()[phrase]]


def _alone(signs: Set[str]) -> dict[str, set[str]]:
    """Readings of characters by themselves: the first, and those that any phrase uses; 长岛 may take either.

    Dictionaries list readings that nobody has used for a thousand years; no phrase does.
    """
    every = {sign: _listed(sign) for sign in signs}
    known = {sign: {said[0]} for sign, said in every.items() if said}
    several = {sign for sign, said in every.items() if len(said) > 1}
    for phrase, toned in _dictionary().items():
        for sign in several.intersection(phrase):
            known[sign].add(_toneless(toned[phrase.index(sign)][0]))
    return known


def _listed(sign: str) -> list[str]:
    """Readings that the dictionary lists for a character, the common one first."""
    listed = map(_toneless, listed_readings().get(ord(sign), "").split(","))
    return [reading for reading in dict.fromkeys(listed) if reading.isalpha()]


@cache
def _toneless(reading: str) -> str:
    """A reading without its tone, as it is typed: lǜ is lv."""
    return MARKS.sub("", unicodedata.normalize("NFD", reading).replace("u\u0308", "v"))
