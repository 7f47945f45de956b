"""拼音 How each character is read in the names on record; the browser matches by these readings."""

from collections.abc import Iterable
from functools import cache

from pypinyin import Style, lazy_pinyin, load_phrases_dict, pinyin

# Places of Shandong that the dictionary misreads.
PLACES = {
    "长清": [["cháng"], ["qīng"]],
    "乐陵": [["lào"], ["líng"]],
    "单县": [["shàn"], ["xiàn"]],
    "东阿": [["dōng"], ["ē"]],
    "冠县": [["guàn"], ["xiàn"]],
    "牟平": [["mù"], ["píng"]],
}


def readings(texts: Iterable[str]) -> dict[str, str]:
    """读音 Of each character: as read in these texts, and as it is read alone; "chang zhang"."""
    _places_known()
    found: dict[str, set[str]] = {}
    for text in texts:
        for sign, said in zip(text, _read(text), strict=True):
            if said.isascii() and said.isalpha() and not sign.isascii():
                found.setdefault(sign, {_alone(sign)}).add(said)
    return {sign: " ".join(sorted(found[sign])) for sign in sorted(found)}


def _read(text: str) -> list[str]:
    """One reading per character; what has none stands for itself."""
    return lazy_pinyin(text, errors=list)  # type: ignore[arg-type]


@cache
def _alone(sign: str) -> str:
    return pinyin(sign, style=Style.NORMAL)[0][0]


@cache
def _places_known() -> None:
    load_phrases_dict(PLACES)
