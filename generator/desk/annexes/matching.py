"""比对 Each row to the platform it is about, to a new one, or to a doubt with its reason."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from generator.desk.annexes.handles import CODES, NAMES, UNITS, Handles
from generator.desk.annexes.nearness import is_elsewhere, near
from generator.desk.annexes.rows import Row
from generator.standing.division import CITY_END, division_name
from generator.standing.lookup import folded

RENAMED = "如已更名，先用 registry new renaming 登记更名"
Found = tuple[str | None, list[str]]
NO_NEW = "登记簿中没有这个平台，撤销不能新建平台"


class Outcome(StrEnum):
    """结果 What becomes of a row."""

    MATCHED = "matched"
    NEW = "new"
    DOUBTFUL = "doubtful"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Match:
    """比对结果 Of a doubtful row, `platform` is the one that its reasons speak of."""

    row: Row
    outcome: Outcome
    platform: str | None = None
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    is_by_hand: bool = False


def match_of(row: Row, handles: Handles, takes_new: bool) -> Match:
    """比对一行 By code, then name, then unit; nothing is chosen where two would fit."""
    platform, reasons = _found(row, handles)
    if platform and is_elsewhere(row, platform, handles):
        reasons.append(
            f"所印所在地与登记的不同：{handles.shown(platform)}登记在{_place(platform, handles)}"
        )
    if not platform and not reasons:
        reasons += _not_new(row, takes_new)
    reasons += (doubt.reason for doubt in row.doubts)
    if reasons:
        return Match(row, Outcome.DOUBTFUL, platform, tuple(reasons))
    if platform is None:
        return Match(row, Outcome.NEW)
    return Match(row, Outcome.MATCHED, platform, (), tuple(_notes(row, platform, handles)))


def _place(platform: str, handles: Handles) -> str:
    code = handles.register.platforms[platform].division or ""
    return division_name(code[:4] + CITY_END) or code


def _not_new(row: Row, takes_new: bool) -> list[str]:
    if not takes_new:
        return [NO_NEW]
    return [] if row.unit else ["没有印运营单位，新平台无从登记"]


def _found(row: Row, handles: Handles) -> Found:
    if not row.name and not row.unit:
        return None, ["没有平台名称，也没有单位名称"]
    for kind, text, decide in (
        (CODES, row.code, _by_code), (NAMES, row.name, _by_name), (UNITS, row.unit, _by_unit),
    ):  # fmt: skip
        ids = handles.called(kind, text)
        if ids:
            return decide(row, ids, handles)
    close = near(row, handles)
    if close:
        return None, [f"与已登记的{_all(close, handles)}相近；是同一平台还是新平台，请写明"]
    return None, []


def _by_code(row: Row, ids: frozenset[str], handles: Handles) -> Found:
    named = handles.called(NAMES, row.name)
    fitting = ids & named if row.name else ids
    if row.name and not fitting:
        fitting = frozenset(id for id in ids if not handles.borne[NAMES][id])
    if len(fitting) > 1:
        return None, [f"信用代码对应几个平台：{_all(fitting, handles)}"]
    if not fitting and named:
        return None, [f"信用代码是{_all(ids, handles)}的，名称却是{_all(named, handles)}的"]
    if not fitting:
        return _only(ids), [f"信用代码是{_all(ids, handles)}的，平台名称不同；{RENAMED}"]
    (platform,) = fitting
    return platform, _unit_differs(row, platform, "信用代码", handles)


def _by_name(row: Row, ids: frozenset[str], handles: Handles) -> Found:
    fitting = ids & handles.called(UNITS, row.unit) if row.unit else ids
    if len(fitting or ids) > 1:
        return None, [f"平台名称对应几个平台：{_all(fitting or ids, handles)}"]
    (platform,) = fitting or ids
    return platform, [
        *_unit_differs(row, platform, "平台名称", handles),
        *_code_differs(row, platform, "平台名称", handles),
    ]


def _by_unit(row: Row, ids: frozenset[str], handles: Handles) -> Found:
    if row.name:
        shown = _all(ids, handles)
        return _only(ids), [
            f"运营单位是{shown}的，平台名称不同；{RENAMED}；确为另一平台的，写明是新平台"
        ]
    if len(ids) > 1:
        return None, [f"运营单位名下有几个平台：{_all(ids, handles)}"]
    (platform,) = ids
    return platform, _code_differs(row, platform, "运营单位", handles)


def _unit_differs(row: Row, platform: str, same: str, handles: Handles) -> list[str]:
    if not row.unit or handles.bore(UNITS, platform, row.unit):
        return []
    return [f"{same}与{handles.shown(platform)}相同，运营单位不同；{RENAMED}"]


def _code_differs(row: Row, platform: str, same: str, handles: Handles) -> list[str]:
    registered = handles.borne[CODES][platform]
    if not row.code or not registered or handles.bore(CODES, platform, row.code):
        return []
    return [f"{same}与{handles.shown(platform)}相同，信用代码不同；{RENAMED}"]


def _notes(row: Row, platform: str, handles: Handles) -> Iterator[str]:
    """What the list tells beyond the register, or tells by an old name."""
    latest, record = handles.latest(platform), handles.register.platforms[platform]
    if row.name and latest.name and folded(row.name) != folded(latest.name):
        yield f"印的是曾用名，现名“{latest.name}”"
    if row.unit and folded(row.unit) != folded(latest.operating_unit):
        yield f"印的是单位的曾用名，现名“{latest.operating_unit}”"
    if row.code and not latest.credit_code:
        yield f"名单印有信用代码 {row.code}，登记簿尚缺，可补登"
    if row.division and not record.division:
        yield f"名单印有所在地（{row.division}），登记簿尚缺，可补登"


def _only(ids: frozenset[str]) -> str | None:
    return next(iter(ids)) if len(ids) == 1 else None


def _all(ids: Iterable[str], handles: Handles) -> str:
    return "、".join(handles.shown(id) for id in sorted(ids))
