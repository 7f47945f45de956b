"""Names and codes: one platform under one name and id, the names in use then, the characters that are meant."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.checks.walk import ERROR, FORM, WARNING, Breach, check, lines, texts
from generator.records.acts import Act, Announcement, Publicity, Renaming, Review, Revocation
from generator.records.registry import Platform
from generator.records.values import Day, Filed
from generator.register.designation import ONE_DAY
from generator.register.identity import (
    Identity,
    every_identity,
    first_identity,
    identities,
    identity,
)
from generator.register.register import History, Register
from generator.terms.findings import EXCUSE, Place, put
from generator.terms.sameness import (
    ALIKE,
    PRIVATE,
    RADICALS,
    likeness,
    ordinary_sign,
    sameness,
    sound,
)


@dataclass(frozen=True, slots=True)
class _Bearing:
    """Identity of a platform from a day on, and the record that the platform has.

    `since` is the day of its first act for the first identity, the last of all days without one.
    """

    filed: Filed[Platform]
    known: Identity
    since: date
    is_first: bool
    has_new_code: bool

    def place(self, register: Register, field: str) -> Place:
        """Place of a name or of the code: in the platform's record, or in the renaming that gave it."""
        if self.known.by is not None:
            filed, at = register.filed_row(self.known.by)
            return filed.place("rows", at, field)
        unit = ("operating_unit",) if field != "name" else ()
        return self.filed.place(*unit, "name" if field == "operating_unit" else field)


def _bearings(register: Register) -> list[_Bearing]:
    """Every identity of every platform, by the day since when it is borne."""
    bearings = []
    for filed in register.receipt.platforms:
        history, code = register.histories[_survivor(register, filed)], None
        first = min((entry.issued_on for entry in history.entries), default=date.max)
        for at, known in enumerate(_borne(history, filed.record)):
            since = first if at == 0 else known.starts or first
            is_new = known.credit_code not in (None, code)
            bearings.append(_Bearing(filed, known, since, at == 0, is_new))
            code = known.credit_code
    return sorted(bearings, key=lambda each: (each.since, each.filed.record.id))


def _borne(history: History, platform: Platform) -> tuple[Identity, ...]:
    """Identities of a platform; of a further record of it the one that it was recorded under."""
    return identities(history) if history.platform is platform else (first_identity(platform),)


@check(
    "X108", "credit-code-unique", ERROR, "统一社会信用代码不得用于两个单位", FORM,
    "代码唯一对应一个法人；同一代码配两个单位名称，必有一处录错。",
)  # fmt: skip
def credit_code_unique(register: Register, as_of: date) -> Iterator[Breach]:
    """Who begins to bear a code that others bore before does so under a name that they bore with it."""
    bearers: dict[str, list[_Bearing]] = defaultdict(list)
    for each in _bearings(register):
        code, unit = each.known.credit_code or "", each.known.operating_unit
        own = _survivor(register, each.filed)
        others = [e for e in bearers[code] if _survivor(register, e.filed) != own]
        bearers[code].append(each)
        names = [other.known.operating_unit for other in others]
        if each.has_new_code and names and not _is_one_of(unit, names):
            message = f"“{unit}”的代码“{code}”已用于“{names[0]}”"
            fix = f"与 {others[0].filed.file} 核对，改正录错的一处"
            yield each.place(register, "credit_code"), message, fix


@check(
    "N701", "row-name-differs", WARNING, "名单所印名称须与当日使用的名称一致", FORM,
    "名单所印名称与登记的名称不同，或是漏录了更名，或是抄录有误；对不上名称就认错了平台。",
)  # fmt: skip
def row_names_as_then(register: Register, as_of: date) -> Iterator[Breach]:
    """A row prints the names in use on the day of the act."""
    for line in lines(register, Publicity, Announcement, Revocation, Review):
        history = register.histories.get(line.row.platform)
        then = _identities_then(history, line.act.issued_on) if history else []
        for field in ("name", "operating_unit"):
            printed = getattr(line.row, field)
            known = [name for each in then if (name := getattr(each, field))]
            others = _names_of_merged(history, field) if history else []
            if printed and known and not _is_one_of(printed, (*known, *others)):
                message = f"所印“{printed}”，而当日登记的名称是“{known[-1]}”"
                fix = "核对原文；已更名的，补录更名文件"
                yield line.place(field), message, fix


def _is_one_of(name: str, names: Sequence[str]) -> bool:
    """Whether a name is the same as one of these; nearly always it is written alike."""
    return name in names or sameness(name) in map(sameness, names)


def _identities_then(history: History, day: Day) -> list[Identity]:
    """Who it may have been on a printed day; on the day of a renaming a list may still print the old name."""
    eve = day.first - ONE_DAY
    return [
        each
        for each in every_identity(history)
        if (each.starts or eve) <= day.last and (each.ends or day.last) >= eve
    ]


def _names_of_merged(history: History, field: str) -> list[str]:
    """Names under which the platform was recorded a second time: lists of those years print them."""
    recorded = (getattr(first_identity(each), field) for each in history.merged)
    return [name for name in recorded if name]


@check(
    "N702", "renaming-chain", ERROR, "更名须从当时使用的名称改起", FORM,
    "更名一环扣一环；原名称对不上，说明中间漏了一次更名，或平台认错了。",
)  # fmt: skip
def renaming_chain(register: Register, as_of: date) -> Iterator[Breach]:
    """A renaming starts from the name in use when it takes effect."""
    for line in lines(register, Renaming):
        history = register.histories.get(line.row.platform)
        for field in ("name", "operating_unit") if history else ():
            change = getattr(line.row, field)
            known = _names_before(history, field, line.act) if history else []
            if change and known and sameness(change.from_) not in map(sameness, known):
                message = f"原名称写“{change.from_}”，而此前使用的是“{known[0]}”"
                fix = "核对更名文件；中间另有更名的，先补录"
                yield line.place(field, "from"), message, fix


def _names_before(history: History, field: str, act: Act) -> list[str]:
    """The name of the day before, and those given by other renamings that may be of the same day."""
    own = next(each for each in history.entries if each.act is act)
    others = [
        change.to
        for each in history.of(Renaming)
        if each.act != act
        and each.effective_on <= own.counts_on
        and own.effective_on <= each.counts_on
        and (change := getattr(each.row, field))
    ]
    before = getattr(identity(history, own.effective_on - ONE_DAY), field)
    return [name for name in (before, *others, *_names_of_merged(history, field)) if name]


# Fields that hold a name.
NAMES = ("name", "operating_unit", "from", "to", "title", "label", "publisher", "number")
WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]")
# Most texts hold none of these: they need not be gone through sign by sign.
SUSPECT = re.compile(f"{RADICALS.pattern}|{WIDE.pattern}|[{''.join(ALIKE)}]")
NARROW = re.compile("[0-9A-Za-z]")


@check(
    "N703", "lookalike-character", WARNING, "名称不得使用形近字符", FORM,
    "部首字、外文字母和全角半角混写看来与常用字符相同，编码却不同，会使看来一样的两个名称查不到、对不上，也可用来冒名。",
)  # fmt: skip
def lookalike_characters(register: Register, as_of: date) -> Iterator[Breach]:
    """A name holds no character that only looks like the one that is meant."""
    for filed in register.receipt.everything:
        for path, text in texts(filed.record):
            lookalikes = list(_lookalikes(text)) if path[-1:] and path[-1] in NAMES else []
            if lookalikes:
                message = "，".join(_description(*each) for each in lookalikes)
                fix = ("核对原文后改为常用字符；原文确用此字的，", EXCUSE)
                yield filed.place(*path), message, fix


def _lookalikes(text: str) -> Iterator[tuple[int, str, str]]:
    """Characters that look like an ordinary one: the place of each from 1, itself, what is meant."""
    if not SUSPECT.search(text):
        return
    mixed = WIDE.search(text) and NARROW.search(text)
    for at, sign in enumerate(text, 1):
        meant = _meant(sign, bool(mixed))
        if meant != sign:
            yield at, sign, meant


def _meant(sign: str, mixed: bool) -> str:
    if sign in ALIKE:
        return ALIKE[sign]
    if mixed and WIDE.match(sign):
        return unicodedata.normalize("NFKC", sign)
    return ordinary_sign(sign)


@check(
    "N705", "private-character", WARNING, "不得使用造字区的字符", FORM,
    "造字只在造它的那台电脑上看得见，在别处是空白、方框或另一个字；含有它的名称谁也查不到、对不上。",
)  # fmt: skip
def private_characters(register: Register, as_of: date) -> Iterator[Breach]:
    """No text holds a character that only its maker's own type can show."""
    for filed in register.receipt.everything:
        for path, text in texts(filed.record):
            private = None if text.isascii() else PRIVATE.search(text)
            if private:
                sign = f"第 {private.start() + 1} 个字符是造字区的字 U+{ord(private[0]):04X}"
                fix = "查明原文是哪个字，改用统一码的字；统一码没有的，用文字说明，如“（左氵右示）”"
                yield filed.place(*path), f"{sign}，别人看不出是什么字", fix


def _description(at: int, sign: str, meant: str) -> str:
    return f"第 {at} 个字“{sign}”（U+{ord(sign):04X}）应为“{meant}”（U+{ord(meant):04X}）"


@check(
    "N704", "platform-recorded-twice", WARNING, "同一平台不得登记两次", FORM,
    "平台的编号终身不变；同一平台有了两个编号，历次认定就分在两处，查到的只是一半。",
)  # fmt: skip
def platform_once(register: Register, as_of: date) -> Iterator[Breach]:
    """No platform begins under a name and a unit that another one bears or bore by then."""
    first: dict[tuple[str, str], Filed[Platform]] = {}
    for each in _bearings(register):
        platform = each.filed.record
        earlier = first.setdefault(_who(each.known), each.filed)
        is_other = _survivor(register, earlier) != _survivor(register, each.filed)
        if each.is_first and is_other and _may_be_one(earlier.record, platform):
            message = f"名称和运营单位与 {earlier.record.id} 相同，可能是同一平台"
            fix = (
                f"是同一平台的，沿用 {earlier.record.id}，删去还没有提交的新文件，公布过的",
                put("same_as", earlier.record.id),
                "；不是的，",
                EXCUSE,
            )
            yield each.filed.place("name"), message, fix


def _survivor(register: Register, filed: Filed[Platform]) -> str:
    """Id of the platform that a record is of."""
    return register.merged.get(filed.record.id, filed.record.id)


def _may_be_one(one: Platform, other: Platform) -> bool:
    """Two units of one name are told apart by their codes, where both are known."""
    codes = {one.operating_unit.credit_code, other.operating_unit.credit_code} - {None}
    return len(codes) < 2


def _who(known: Identity) -> tuple[str, str]:
    return sameness(known.name or ""), sameness(known.operating_unit)


# By what two names may be taken for one, the nearest first.
LOOKS = {"只是写法不同": sameness, "看来相同": likeness, "读音相同": sound}


@check(
    "N706", "platform-taken-for-another", WARNING, "不得以容易认错的名称登记另一个平台", FORM,
    "形近字、同音字、外文字母、全角半角和繁简不同的名称，看来听来是同一个，办事的人会认错；也可用来冒名。",
)  # fmt: skip
def not_taken_for_another(register: Register, as_of: date) -> Iterator[Breach]:
    """No platform begins to bear a name, or to be run by a unit, that is taken for another's."""
    for field in ("name", "operating_unit"):
        # By key, each writing once: many platforms may be run by one unit.
        bearers: dict[tuple[str, str], dict[tuple[str, str | None], _Bearing]] = defaultdict(dict)
        for each in _bearings(register):
            text = getattr(each.known, field) or ""
            keys = [(says, key(text)) for says, key in LOOKS.items()] if text else []
            others = ((key[0], other) for key in keys for other in bearers[key].values())
            taken = next(
                ((says, o) for says, o in others if _is_mistaken(register, field, each, o)), None
            )
            for key in keys:
                bearers[key].setdefault((text, each.known.credit_code), each)
            if taken:
                yield _mistaken(register, field, each, *taken)


def _is_mistaken(register: Register, field: str, one: _Bearing, other: _Bearing) -> bool:
    """Whether two platforms write one name in two ways; a unit may run both, and then it is one."""
    names = [getattr(each.known, field) for each in (one, other)]
    if names[0] == names[1] or _survivor(register, one.filed) == _survivor(register, other.filed):
        return False
    is_one = sameness(names[0]) == sameness(names[1])
    if field == "name":
        return not (is_one and _who(one.known) == _who(other.known))
    codes = (one.known.credit_code, other.known.credit_code)
    return (
        None not in codes and codes[0] != codes[1]
        if is_one
        else codes[0] != codes[1] or not codes[0]
    )


def _mistaken(register: Register, field: str, one: _Bearing, says: str, other: _Bearing) -> Breach:
    names = [getattr(each.known, field) for each in (one, other)]
    whose = other.filed.record.id
    message = f"“{names[0]}”与 {whose} 的“{names[1]}”{says}"
    fix = (
        f"核对原文：是同一个的，照 {whose} 的写法改正，同一平台登记了两次的",
        put("same_as", whose),
        "；确是两个的，",
        EXCUSE,
    )
    return one.place(register, field), message, fix
