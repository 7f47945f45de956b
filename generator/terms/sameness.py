"""Sameness of names: when two texts say the same, and when they only look or sound the same.

The look-up in the browser passes over the same differences (`columns.js`), by the same test vectors.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

# Of the radicals without a mapping in Unicode, those that are drawn as a whole character.
SUPPLEMENT = (
    "⻁⻄⻅⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻥⻦⻨⻩⻬⻮⻰⻳",
    "虎西见贝车长门青韦页风飞食马鱼鸟麦黄齐齿龙龟",
)
# Radicals and compatibility ideographs: drawn as ordinary characters, found by no search for them.
RADICALS = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
# Signs of somebody's own type: what others see there, nobody knows.
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
# Characters that another alphabet draws alike: itself, and what is most likely meant.
CYRILLIC = ("АВЕКМНОРСТУХІЈЅасеорухіјѕ", "ABEKMHOPCTYXIJSaceopyxijs")
GREEK = ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo")
KATAKANA = ("エカタトニハミチロヒー", "工力夕卜二八三千口匕一")
POINTS = ("•・‧∙⋅･․", "·······")
ALIKE = {
    sign: meant
    for signs, meanings in (SUPPLEMENT, CYRILLIC, GREEK, KATAKANA, POINTS)
    for sign, meant in zip(signs, meanings, strict=True)
}
# Characters in good use, so much alike that an eye takes one for another; each in one group.
GROUPS = (
    "己已巳", "末未", "日曰", "土士", "干千于", "人入", "天夭", "大太犬", "戊戌戍戎", "晴睛",
    "侯候", "治冶", "拔拨", "析折拆", "竞竟", "刀刁", "乌鸟", "汨汩泪", "崇祟", "辩辨辫", "博搏膊",
    "孟盂", "壁璧", "微徽", "徒徙", "毫亳", "茶荼", "免兔", "冼洗", "今令", "白自", "目且", "甲申由田",
    "王玉主", "贷货", "赢嬴羸", "哀衰", "丐丏", "钓钧", "床庆", "坏环", "仓仑", "历厉",
    "口囗", "木术", "0o〇○零", "1li一壹ㅣ", "2二贰", "3三叁", "4四肆", "5五伍", "6六陆", "7七柒", "8八捌", "9九玖",
)  # fmt: skip
# Two narrow letters side by side look like one wide one.
PAIRS = (("rn", "m"), ("vv", "w"))
DASH_AMONG_WORDS = re.compile(r"(?<=[\u4e00-\u9fff])[-‐-―−－ー](?=[\u4e00-\u9fff])")
MARKS = re.compile("[\u0300-\u036f]")
# All but letters and digits.
PASSED_OVER = re.compile(r"[\W_]+")
# Names whose comparison is kept: the rules, and the desk at every look, ask for the same ones again.
KEPT = 1 << 16
HAN = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))


@lru_cache(KEPT)
def sameness(text: str) -> str:
    """The text without what makes no difference between two names.

    That is width, case, accents, spaces, brackets, points, traditional characters, and radicals
    that stand for characters.
    """
    return PASSED_OVER.sub("", _even(text))


@lru_cache(KEPT)
def likeness(text: str) -> str:
    """The text by what an eye sees: whatever looks like a character, or spells its number, is that character."""
    plain = DASH_AMONG_WORDS.sub("一", text).translate(_looks())
    for pair, one in PAIRS:
        plain = plain.replace(pair, one)
    return sameness(_even(plain).translate(_looks()))


@lru_cache(KEPT)
def sound(text: str) -> str:
    """The text by its usual readings, without tones; what is no Chinese character stands for itself."""
    return sameness(text).translate(_readings())


def ordinary_sign(sign: str) -> str:
    """The character that a radical stands for, as PDFs often hold one for the other; else the sign itself."""
    if sign in SUPPLEMENT[0]:
        return ALIKE[sign]
    return unicodedata.normalize("NFKC", sign) if RADICALS.match(sign) else sign


def _even(text: str) -> str:
    apart = MARKS.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFC", apart).lower().translate(simplified())


@cache
def simplified() -> dict[int, int]:
    """Every traditional character, and every radical, with its simplified character, by code point."""
    data = data_of("opencc_purepy", "dicts", "TSCharacters.txt")
    lines = (line.split("\t") for line in data.splitlines() if "\t" in line)
    pairs = {ord(sign): ord(meant[0]) for sign, meant in lines if len(sign) == 1}
    radicals = {ord(a): ord(b) for a, b in zip(*SUPPLEMENT, strict=True)}
    return radicals | {a: b for a, b in pairs.items() if a != b and any(a in each for each in HAN)}


@cache
def _looks() -> dict[int, str]:
    groups = {ord(sign): group[0] for group in GROUPS for sign in group}
    return {ord(sign): meant for sign, meant in ALIKE.items()} | groups


class _Readings(dict[int, str]):
    """Usual reading of each character by its code point, looked up when it is first asked for."""

    def __init__(self, source: Mapping[int, str]) -> None:
        super().__init__()
        self.source = source

    def __missing__(self, code: int) -> str:
        """The first reading, without its tone; the character itself where it has none."""
        reading = self.source.get(code, "").partition(",")[0]
        plain = MARKS.sub("", unicodedata.normalize("NFD", reading))
        self[code] = f" {plain}" if plain else chr(code)
        return self[code]


@cache
def listed_readings() -> dict[int, str]:
    """Readings with their tones of each character by its code point, by commas, the usual one first."""
    readings = json.loads(data_of("pypinyin", "pinyin_dict.json"))
    return {int(code): reading for code, reading in readings.items()}


@cache
def _readings() -> _Readings:
    return _Readings(listed_readings())


def data_of(package: str, *path: str) -> str:
    """A file of data that a library brings; to load the library itself takes half a second."""
    library = find_spec(package)
    assert library
    assert library.submodule_search_locations
    return Path(library.submodule_search_locations[0], *path).read_text("utf-8")
