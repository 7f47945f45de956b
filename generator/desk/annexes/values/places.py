"""所在地 A printed place as a code of GB/T 2260, at the finest level that was printed."""

from collections.abc import Iterator
from functools import cache

from generator.desk.annexes.values.reading import Read, plain
from generator.standing.division import CITY_END, PROVINCE_END, division_name
from generator.terms import City

HOME = next(iter(City)).value[:2]
DIRECT = ("省直", "省直属", "省直单位", "省直有关单位", "省属", "省属单位", "省级", "省本级")
NUMBERS = range(1, 100)


def division(text: str) -> Read:
    """读所在地 Province, city and county in order; a county alone where only one bears the name."""
    said = plain(text)
    if said in DIRECT:
        return Read(HOME + PROVINCE_END)
    province, rest = _begun(said, _provinces())
    home = province[:2] or HOME
    if province and not rest:
        return Read(province)
    city, rest = _begun(rest, _cities(home))
    if city and not rest:
        return Read(city)
    found = [code for code, name in _counties(city[:4] if city else home) if name == rest]
    if len(found) == 1:
        return Read(found[0])
    return Read(city or None, _doubt(text, rest, found, city))


def _doubt(text: str, rest: str, found: list[str], city: str) -> str:
    if found:
        cities = "、".join(division_name(code[:4] + CITY_END) or code for code in found)
        return f"所在地“{text}”有几处同名：{cities}，请写明所在市"
    within = f"{division_name(city)}没有" if city else "没有"
    return f"所在地“{text}”认不出：{within}名为“{rest}”的区划"


def _begun(said: str, places: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    """The place that a text begins with, by its full or short name, and what follows."""
    for shorten in (str, _short):
        for code, name in places:
            if said.startswith(shorten(name)):
                return code, said.removeprefix(shorten(name))
    return "", said


def _short(name: str) -> str:
    return name.removesuffix("省").removesuffix("市")


@cache
def _provinces() -> tuple[tuple[str, str], ...]:
    return tuple(_named(f"{number:02}{PROVINCE_END}" for number in NUMBERS))


@cache
def _cities(province: str) -> tuple[tuple[str, str], ...]:
    return tuple(_named(f"{province}{number:02}{CITY_END}" for number in NUMBERS))


@cache
def _counties(above: str) -> tuple[tuple[str, str], ...]:
    """Those of a city, or of every city of a province."""
    cities = [above] if len(above) == 4 else [code[:4] for code, _ in _cities(above)]
    return tuple(_named(f"{city}{number:02}" for city in cities for number in NUMBERS))


def _named(codes: Iterator[str]) -> Iterator[tuple[str, str]]:
    return ((code, name) for code in codes if (name := division_name(code)))
