"""平台模型 One platform: as every list carries it, and in full."""

from datetime import date

from generator.exports.models.base import Derived, Head, Output
from generator.exports.models.notice import HistoryEntry


class Validity(Output):
    """有效期 Both days included; null where not known or not set."""

    starts: date | None
    ends: date | None


class State(Output):
    """平台 Who it is, and how it stands on a day."""

    id: str
    name: str | None
    operating_unit: str
    credit_code: str | None
    division: str | None
    city: Derived[str | None]
    functions: tuple[str, ...]
    status: Derived[str]
    status_label: Derived[str]
    validity: Validity | None
    decided_by: Derived[str | None]
    barred_until: Derived[date | None]


class Summary(State):
    """摘要 With the day that the derived values are of."""

    as_of: date


class Caveat(Output):
    """附注 What a reader must know beside the status."""

    code: str
    label: str


class Contact(Output):
    """联系方式 Of an office, never of a person."""

    phone: str | None
    website: str | None
    address: str | None


class Name(Output):
    """名称 What a platform and its unit were called, from one day to another."""

    name: str | None
    operating_unit: str
    credit_code: str | None
    starts: date | None
    ends: date | None


class Designation(Output):
    """一次认定 The act that granted the title, and its validity as it stands now."""

    decided_by: str
    validity: Validity | None
    validity_changed_by: str | None


class Spell(Output):
    """一段状态 From and to, both days included; `ends` null for the last."""

    starts: date
    ends: date | None
    status: str
    decided_by: str | None


class Platform(Summary):
    """平台 Everything the register says of it."""

    status_since: Derived[date | None]
    under_publicity_by: Derived[str | None]
    caveats: Derived[tuple[Caveat, ...]]
    unit_kind: str | None
    name_unknown: str | None
    credit_code_unknown: str | None
    services: str | None
    contact: Contact | None
    remarks: str | None
    former_names: Derived[tuple[Name, ...]]
    designations: Derived[tuple[Designation, ...]]
    timeline: Derived[tuple[Spell, ...]]
    history: tuple[HistoryEntry, ...]


class PlatformsFile(Head):
    """平台名单 Those in force, or all."""

    platforms: tuple[Summary, ...]


class PartFile(Head):
    """名单的一份 One of the parts of a long list, for who would rather not fetch it whole."""

    list: str
    """是哪一份名单的：platforms 或 all。"""
    part: int
    """第几份，从 1 起。"""
    parts: int
    """共几份。"""
    next: str | None
    """下一份的地址；最后一份为 null。"""
    total_of_list: int
    """整份名单的条数；`total` 是本份的条数。"""
    platforms: tuple[Summary, ...]


class CityFile(PlatformsFile):
    """一市 Every platform ever recorded in it."""

    city: str


class FunctionFile(PlatformsFile):
    """一项服务功能 Every platform that ever bore it."""

    function: str


class YearFile(PlatformsFile):
    """一年 Every platform designated in it."""

    year: int


class StatusListFile(PlatformsFile):
    """一种状态 Every platform that has it."""

    status: str


class YearEndFile(Head):
    """年末 Every platform as of the last day of a year, by what is on record now."""

    on: date
    platforms: tuple[State, ...]


class PlatformFile(Head):
    """一个平台 In full."""

    platform: Platform


class StatusFile(Head):
    """状态表 The status of every id, for who only needs a yes or a no."""

    status: dict[str, str]


class Past(Output):
    """一个平台的历史 Enough to answer for any day."""

    id: str
    names: tuple[Name, ...]
    spells: tuple[Spell, ...]
    designations: tuple[Designation, ...]
    bars: tuple[Validity, ...]


class HistoryFile(Head):
    """历史 Of every platform: on a day, take the spell and the name that hold it."""

    platforms: tuple[Past, ...]
