"""Administrative divisions of the country by their codes (GB/T 2260), present and former."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from stdnum import numdb

# No division has this code: it stands for the whole country.
COUNTRY = "000000"
PROVINCE_END, CITY_END = "0000", "00"
# Codes that gather others and are no place that anybody lives in.
GATHERING = re.compile(r"市辖区|县|林区|.+直辖县级行政单位")
NAME_IN_TIME = re.compile(r"(?:\[\d*-(\d*)\])?(.+)")
# The last year of a name that is still borne.
STILL = 9999
PEOPLES = (
    "蒙古族|蒙古|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|"
    "傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|"
    "毛南族|仡佬族|锡伯|普米族|塔吉克|怒族|鄂温克族|裕固族|保安族|独龙族|各族"
)
SELF_GOVERNING = re.compile(rf"(..+?)(?:{PEOPLES})*自治([区州县旗])")
ENDINGS = ("特别行政区", "地区", "省", "市", "盟")
# Of these the short form is not shown, only understood.
SMALL_ENDINGS = ("新区", "林区", "区", "县", "旗", "州")
SHORTEST = 2


@cache
def _names() -> Mapping[str, tuple[tuple[str, int], ...]]:
    """Names of every code, oldest first, each with the last year in which it was borne."""
    provinces = numdb.get("cn/loc").prefixes
    return {
        first + last: tuple(_each_name(known["county"]))
        for _, first, _, _, rest in provinces
        for _, last, _, known, _ in rest
    }


def _each_name(text: str) -> Iterator[tuple[str, int]]:
    for part in text.split(","):
        last, name = re.findall(NAME_IN_TIME, part)[0]
        yield name, int(last or STILL)


@cache
def division_name(code: str) -> str | None:
    """Latest name that bore a division code; None if no division ever did."""
    names = _names().get(code)
    return names[-1][0] if names else None


def is_division(code: str) -> bool:
    """Whether the code is, or once was, a division's."""
    return code in _names()


def is_in_use(code: str) -> bool:
    """Whether a division bears the code today."""
    return code in _codes_in_use()


@cache
def _codes_in_use() -> frozenset[str]:
    # The table does not say of a few codes that their places have long borne another.
    living = [code for code, names in _names().items() if names[-1][1] == STILL]
    newest = {
        (line(code)[:-1], division_name(code)): code for code in sorted(living, key=_rank_of_code)
    }
    return frozenset(newest.values())


def _rank_of_code(code: str) -> tuple[bool, str]:
    return code.endswith(CITY_END), code


def lies_in(code: str, wider: str) -> bool:
    """Whether a place is a division, or lies within it; everything lies in the country."""
    if wider == COUNTRY:
        return True
    end = next((end for end in (PROVINCE_END, CITY_END) if wider.endswith(end)), "")
    return code.startswith(wider.removesuffix(end))


@cache
def line(code: str) -> tuple[str, ...]:
    """The places that a code lies in, from its province down to itself; gathering codes are left out."""
    codes = dict.fromkeys((code[:2] + PROVINCE_END, code[:4] + CITY_END, code))
    return tuple(each for each in codes if _is_place(each, code))


def _is_place(each: str, code: str) -> bool:
    name = division_name(each)
    return each == code if name is None else not GATHERING.fullmatch(name)


@cache
def part_in(code: str, wider: str) -> str | None:
    """The part of a division in which a place lies; None for the division itself and for places outside."""
    if not lies_in(code, wider):
        return None
    above = line(wider)
    return next((each for each in line(code) if each not in above), None)


@cache
def parts_of(wider: str) -> tuple[str, ...]:
    """Divisions that today lie directly below one (a province's cities, a city's districts), by code."""
    return tuple(sorted(code for code in _codes_in_use() if part_in(code, wider) == code))


@cache
def names_within(wider: str) -> frozenset[str]:
    """Names that the divisions within one, and itself, bear today."""
    within = (code for code in _codes_in_use() if lies_in(code, wider))
    names = (division_name(code) or "" for code in within)
    return frozenset(name for name in names if not GATHERING.fullmatch(name))


def full_name(code: str) -> str:
    """Names of a place and of all that it lies in, from the province down; the code where it has none."""
    return "".join(division_name(each) or each for each in line(code))


def short_name(name: str) -> str:
    """A name as it is said in short: 长沙 for 长沙市, 广西 for 广西壮族自治区; districts keep theirs."""
    own = SELF_GOVERNING.fullmatch(name)
    if own:
        return own[1] + (own[2] if own[2] in "县旗" else "")
    ending = next((each for each in ENDINGS if name.endswith(each)), "")
    short = name.removesuffix(ending)
    return short if len(short) >= SHORTEST else name


@cache
def codes_by_name() -> Mapping[str, Mapping[str, tuple[bool, int]]]:
    """Codes of the bearers of every written name, with whether it is the full one, and its last year."""
    bearers: dict[str, dict[str, tuple[bool, int]]] = {}
    for code, names in _names().items():
        for name, last in (each for each in names if not GATHERING.fullmatch(each[0])):
            last_year = last if last != STILL or is_in_use(code) else 0
            for written in (short for short in _written(name) if len(short) >= SHORTEST):
                known = bearers.setdefault(written, {})
                known[code] = max(known.get(code, (False, 0)), (written == name, last_year))
    return bearers


def _written(name: str) -> set[str]:
    """A name in full, in short, and as 恩施州 between the two."""
    short = short_name(name)
    small = next((each for each in SMALL_ENDINGS if short.endswith(each)), "")
    between = {short + own[2]} if (own := SELF_GOVERNING.fullmatch(name)) else set()
    return {name, short, short.removesuffix(small), *between}
