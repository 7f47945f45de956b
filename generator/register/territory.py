"""Territory of a register: its parts, how its places are called, and what place a text means."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from generator.records.registry import Receipt, Zone
from generator.register.divisions import (
    CITY_END,
    COUNTRY,
    STILL,
    codes_by_name,
    division_name,
    full_name,
    is_division,
    is_in_use,
    lies_in,
    line,
    names_within,
    part_in,
    parts_of,
    short_name,
)
from generator.terms.words import Level

UNKNOWN = "未载"
# By the last character of a territory's name, how a unit directly under it is called; the country first.
DIRECTLY_UNDER = {"国": "中央直属", **{each: f"{each}直" for each in "省市区州盟"}}
# What follows the name of a place, or its kind, where the place itself is meant: 长沙市直, 省属单位.
ITSELF = r"(?:直属?|本级|属|级)(?:有关)?(?:单位)?"
OF_A_PLACE = re.compile(rf"(?:[省市区州盟县]?{ITSELF}|市辖区)?")
OF_THE_COUNTRY = ("中央", "中央直属", "中央单位", "中央直属单位", "国家直属", "国家级", "全国")
MOST_NAMED, MOST_DEPTH = 6, 4
# No list of platforms is older.
FIRST_LISTS = 2000


@dataclass(frozen=True, slots=True)
class PlaceRead:
    """Place that a text means, as a code; `doubt` says in a sentence why it is none, or may be another."""

    code: str | None = None
    doubt: str | None = None


@dataclass(frozen=True)
class Territory:
    """Division whose register this is, or the whole country; `is_said` where the site says so.

    Zones are places without a code, such as 高新区, each with the code that it lies in.
    """

    code: str
    zones: tuple[Zone, ...] = ()
    is_said: bool = True

    @classmethod
    def of(cls, receipt: Receipt) -> "Territory":
        """Territory that the site names, else the one in which most places on record lie."""
        site = next((filed.record for filed in receipt.site), None)
        if site is not None and site.territory is not None:
            return cls(site.territory, site.zones)
        return cls(_commonest(receipt), site.zones if site else (), is_said=False)

    @cached_property
    def name(self) -> str:
        """Name of the division; 全国 for the country."""
        return "全国" if self.code == COUNTRY else division_name(self.code) or self.code

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """Codes of its parts today: a province's cities, a city's districts, the country's provinces."""
        return parts_of(self.code)

    @cached_property
    def own(self) -> str:
        """Words for a unit directly under it, as 省直; its name where it has no parts."""
        ending = "国" if self.code == COUNTRY else self.name[-1]
        return DIRECTLY_UNDER.get(ending, self.name) if self.parts else self.name

    @property
    def own_in_words(self) -> str:
        """Sentence on the code of a unit directly under it."""
        return f"{self.own}单位写 {self.code}"

    @cached_property
    def word(self) -> str:
        """Word for a part, as 市, 市（州）, 区县, 省（区、市）."""
        if self.code == COUNTRY:
            return "省（区、市）"
        endings = Counter((division_name(part) or "")[-1] for part in self.parts)
        if all(part.endswith(CITY_END) for part in self.parts[:1]) and self.parts:
            others = [each for each in "州盟县" if endings[each]]
            return "市" + (f"（{'、'.join(others)}）" if others else "")
        if set(endings) <= {"区"}:
            return "区"
        return "区县" if endings["区"] else "县市"

    @property
    def english(self) -> str:
        """English word for a part: city, district or province."""
        if self.code == COUNTRY:
            return "province"
        return "city" if self.word.startswith("市") else "district"

    @property
    def place_head(self) -> str:
        """Head of the column that names the part in an official list."""
        return {"province": "所在省", "city": "所在市", "district": "所在区县"}[self.english]

    def holds(self, code: str) -> bool:
        """Whether a place is the territory or lies within it."""
        return lies_in(code, self.code)

    def part_of(self, code: str | None) -> str | None:
        """Part in which a place lies; None for the territory's own, for places outside and unknown ones."""
        return part_in(code, self.code) if code is not None else None

    def part_name(self, code: str) -> str:
        """Name of a part, by the latest that it bore."""
        return division_name(code) or code

    def place(self, code: str | None) -> str:
        """A place in words: names below the territory; in full where it lies outside; 省直 for its own."""
        if code is None:
            return UNKNOWN
        if code == self.code:
            return self.own
        if not self.holds(code):
            return full_name(code)
        above = line(self.code)
        names = [division_name(each) or each for each in line(code) if each not in above]
        return "".join(names) or self.name

    def is_asked(self, code: str | None, asked: str) -> bool:
        """Whether a place lies in the one asked for; the territory's own code asks for its own units."""
        return code is not None and (code == asked if asked == self.code else lies_in(code, asked))

    def answers_for(self, of: str, code: str) -> bool:
        """Whether a department of one place answers for another: it lies there, or in the same part."""
        return lies_in(code, of) or self.part_of(code) == self.part_of(of) is not None

    def read(self, text: str) -> PlaceRead:
        """The place that a text names, looked for in the territory first, then in the whole country.

        Codes are taken as they are. A name that several places bear, or that lies elsewhere,
        is a doubt that names them; an unknown one, a doubt that names those that come near.
        """
        written = "".join(unicodedata.normalize("NFKC", text).split()).removeprefix("中国")
        if written == self.code or self._is_own(written):
            return PlaceRead(self.code)
        if is_division(written):
            return PlaceRead(written)
        meant = self._meant(written, self.code) or self._meant(written, COUNTRY)
        if not meant:
            return self._unknown(text, written)
        if len(meant) > 1:
            names = "、".join(self._called(code, written) for code in meant[:MOST_NAMED])
            more = "等" if meant[MOST_NAMED:] else ""
            return PlaceRead(doubt=f"“{text}”有几处同名：{names}{more}，请写明是哪一处")
        if not (self.holds(meant[0]) or _names_province(written, meant[0])):
            doubt = f"“{text}”是{full_name(meant[0])}，不在本名录的辖区（{self.name}）内"
            return PlaceRead(meant[0], doubt)
        return PlaceRead(meant[0])

    def _is_own(self, written: str) -> bool:
        if self.code == COUNTRY:
            return written in OF_THE_COUNTRY
        return written == self.name or bool(re.fullmatch(f"{self.name[-1]}{ITSELF}", written))

    def _called(self, code: str, written: str) -> str:
        """A place by its full name, among others that a text may mean."""
        zone = next((z.name for z in self.zones if z.code == code and written.endswith(z.name)), "")
        former = "" if is_in_use(code) else "（原）"
        return self.place(code) + (f"的{zone}" if zone else former)

    def _meant(self, written: str, within: str) -> list[str]:
        """Codes of the places within one that a text may mean; several where nothing tells them apart."""
        bearers: dict[str, tuple[bool, int]] = {}
        for code, in_full, last_year in self._readings(written, within):
            bearers[code] = max(bearers.get(code, (False, 0)), (in_full, last_year))
        # A part is meant rather than the territory that is called like it; and no place that was
        # gone before any list was drawn up, where another bears the name in short.
        is_living = any(last == STILL for _, last in bearers.values())
        inner = {
            code: each
            for code, each in bearers.items()
            if code != self.code and (each[1] >= FIRST_LISTS or not is_living)
        } or bearers
        fullest = max((in_full for in_full, _ in inner.values()), default=False)
        return _likeliest({code: last for code, (full, last) in inner.items() if full is fullest})

    def _readings(self, written: str, within: str) -> Iterator[tuple[str, bool, int]]:
        """Every way to read a text as places one within the other: code, in full or short, last year."""
        for end in range(len(written), 1, -1):
            rest = written[end:]
            for code, in_full, last in self._named(written[:end]):
                if lies_in(code, within) and OF_A_PLACE.fullmatch(rest):
                    yield code, in_full, last
                elif lies_in(code, within):
                    inner = self._readings(rest, code)
                    yield from ((each, in_full and full, last) for each, full, last in inner)

    def _named(self, name: str) -> Iterator[tuple[str, bool, int]]:
        yield from ((zone.code, True, STILL) for zone in self.zones if zone.name == name)
        yield from ((code, *each) for code, each in codes_by_name().get(name, {}).items())

    def _unknown(self, text: str, written: str) -> PlaceRead:
        """Place that a text begins with though it names none, and names that come near the rest."""
        begun = [
            (end, meant[0])
            for end in range(len(written) - 1, 1, -1)
            if len(meant := self._meant(written[:end], self.code)) == 1
        ]
        end, code = begun[0] if begun else (0, None)
        near = get_close_matches(written[end:], self._names_within(code or self.code), 3, 0.5)
        advice = f"；相近的有{'、'.join(near)}" if near else ""
        inside = self.part_name(code) if code else ""
        return PlaceRead(code, f"“{text}”认不出：{inside}没有名为“{written[end:]}”的区划{advice}")

    def _names_within(self, code: str) -> list[str]:
        zones = [zone.name for zone in self.zones if lies_in(zone.code, code)]
        return sorted({*zones, *names_within(code)})


def _names_province(written: str, code: str) -> bool:
    """Whether a text says in which province the place lies."""
    name = division_name(line(code)[0]) or ""
    return written.startswith((name, short_name(name)))


def _likeliest(last_years: Mapping[str, int]) -> list[str]:
    """Places that one name fits, by the last year of it, less those that another rules out.

    A province comes first, and a city before its own district of the same name. A former place
    is meant where none bears the name today; it may be where it was wider than those that do,
    or elsewhere.
    """
    living = [code for code, last in last_years.items() if last == STILL]
    former = {code: last for code, last in last_years.items() if last != STILL}
    newest = [code for code, last in former.items() if last == max(former.values())]
    wider = min(map(_depth, living), default=MOST_DEPTH)
    above = {line(code)[:-1] for code in living}
    codes = living + [
        code
        for code in newest
        if _depth(code) < wider or (_depth(code) == wider and line(code)[:-1] not in above)
    ]
    provinces = [code for code in codes if _depth(code) == 1]
    inner = {c for c in codes for other in codes if c != other and lies_in(c, other)}
    return sorted(provinces or set(codes) - inner)


def _depth(code: str) -> int:
    return len(line(code))


def _commonest(receipt: Receipt) -> str:
    """The division in which most places on record lie, as wide as the title's level wants."""
    levels = {filed.record.level for filed in receipt.regulations}
    tables = (filed.record.departments for filed in receipt.departments)
    places = [remit.code for table in tables for each in table for remit in each.city]
    places += [place.code for filed in receipt.platforms for place in filed.record.division]
    if not places or levels == {Level.NATIONAL}:
        return COUNTRY
    digits = 4 if levels == {Level.MUNICIPAL} else 2
    return _most_frequent(f"{place[:digits]:0<6}" for place in places)


def _most_frequent(codes: Iterable[str]) -> str:
    counts = Counter(codes)
    return min(counts, key=lambda code: (-counts[code], code))
