"""形近字符 Characters that look like an ordinary one and are another: what stands there, what is meant."""

import re
import unicodedata
from collections.abc import Iterator

# Radicals and compatibility ideographs: drawn as ordinary characters, found by no search for them.
RADICALS = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
# Of the radicals without a mapping in Unicode, those that are drawn as a whole character.
SUPPLEMENT = (
    "⻁⻄⻅⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻥⻦⻨⻩⻬⻮⻰⻳",
    "虎西见贝车长门青韦页风飞食马鱼鸟麦黄齐齿龙龟",
)
CYRILLIC = ("АВЕКМНОРСТУХІЈЅасеорухіјѕ", "ABEKMHOPCTYXIJSaceopyxijs")
GREEK = ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo")
KATAKANA = ("エカタトニハミチロヒー", "工力夕卜二八三千口匕一")
POINTS = ("•・‧∙⋅･․", "·······")
MEANT = {
    sign: meant
    for signs, meanings in (SUPPLEMENT, CYRILLIC, GREEK, KATAKANA, POINTS)
    for sign, meant in zip(signs, meanings, strict=True)
}
WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]")
# Most texts hold none of these: they need not be gone through sign by sign.
SUSPECT = re.compile(f"{RADICALS.pattern}|{WIDE.pattern}|[{''.join(MEANT)}]")
NARROW = re.compile("[0-9A-Za-z]")


def lookalikes(text: str) -> Iterator[tuple[int, str, str]]:
    """形近字符 Each with its place from 1, and what is meant."""
    if not SUSPECT.search(text):
        return
    mixed = WIDE.search(text) and NARROW.search(text)
    for at, sign in enumerate(text, 1):
        meant = _meant(sign, bool(mixed))
        if meant and meant != sign:
            yield at, sign, meant


def _meant(sign: str, mixed: bool) -> str | None:
    if sign in MEANT:
        return MEANT[sign]
    if RADICALS.match(sign) or (mixed and WIDE.match(sign)):
        return unicodedata.normalize("NFKC", sign)
    return None
