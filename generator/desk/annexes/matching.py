"""Each row to the platform it is about, to a new one, or to a doubt with its reason."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum
from functools import cached_property

from generator.desk.annexes.grid import Complaint
from generator.desk.annexes.rows import AnnexRow
from generator.records.acts import ListedRow, ReviewRow, RevocationRow, rows_of
from generator.records.values import Day
from generator.register.divisions import lies_in
from generator.register.identity import Identity, first_identity, identities, lookup
from generator.register.places import known_divisions
from generator.register.register import Register
from generator.terms.sameness import likeness, sameness, sound

NAMES, UNITS, CODES = KINDS = "name", "operating_unit", "credit_code"


@dataclass(frozen=True)
class PlatformHandles:
    """Codes, names and units of every platform, and its place on the day of the list.

    What makes no difference between two names is passed over. `introduced` are names that a paper gives and the
    register does not know yet.
    """

    register: Register
    day: Day
    introduced: tuple[tuple[str, str, str], ...] = ()

    @cached_property
    def borne(self) -> dict[str, dict[str, frozenset[str]]]:
        """Texts that each platform ever bore, by kind of handle: present, former, or printed in a list."""
        texts: dict[str, dict[str, frozenset[str]]] = {
            kind: dict.fromkeys(self.register.platforms, frozenset()) for kind in KINDS
        }
        for kind, id, text in self._every():
            texts[kind][id] |= {sameness(text)}
        return texts

    @cached_property
    def lookalikes(self) -> dict[tuple[str, str], frozenset[str]]:
        """Platforms by what their names, and their units, look and sound like."""
        alike: dict[tuple[str, str], frozenset[str]] = {}
        for kind, id, text in self._every():
            for key in _taken_for(text) if kind != CODES else ():
                alike[kind, key] = alike.get((kind, key), frozenset()) | {id}
        return alike

    @cached_property
    def bearers(self) -> dict[str, dict[str, frozenset[str]]]:
        """Platforms that ever bore a text, by kind of handle."""
        bearers: dict[str, dict[str, frozenset[str]]] = {kind: {} for kind in KINDS}
        for kind, book in self.borne.items():
            for id, text in ((id, text) for id, texts in book.items() for text in texts):
                bearers[kind][text] = bearers[kind].get(text, frozenset()) | {id}
        return bearers

    def called(self, kind: str, text: str | None) -> frozenset[str]:
        """Platforms that ever bore a text; none for an absent text."""
        return self.bearers[kind].get(sameness(text), frozenset()) if text else frozenset()

    def bore(self, kind: str, id: str, text: str) -> bool:
        """Whether a platform ever bore this name, unit or code."""
        return sameness(text) in self.borne[kind][id]

    def shown(self, id: str) -> str:
        """A platform as we speak of it: its id and its latest name."""
        return f"{id}（{self.latest(id).shown}）"

    def places(self, id: str) -> tuple[str, ...]:
        """Divisions in one of which a platform lay on the day of the list; empty where that is unknown."""
        return known_divisions(self.register.platforms[id], self.day)

    def latest(self, id: str) -> Identity:
        """The latest names and code on record."""
        return identities(self.register.histories[id])[-1]

    def _every(self) -> Iterator[tuple[str, str, str]]:
        for kind, id, text in (*self._in_use(), *self._printed(), *self.introduced):
            if text and id in self.register.platforms:
                yield kind, id, text

    def _in_use(self) -> Iterator[tuple[str, str, str | None]]:
        for id, history in self.register.histories.items():
            for each in (*identities(history), *map(first_identity, history.merged)):
                yield from ((kind, id, getattr(each, kind)) for kind in KINDS)

    def _printed(self) -> Iterator[tuple[str, str, str | None]]:
        for act in self.register.acts.values():
            for row in rows_of(act):
                if isinstance(row, ListedRow | RevocationRow | ReviewRow):
                    yield from ((kind, row.platform, getattr(row, kind)) for kind in (NAMES, UNITS))


def _taken_for(text: str) -> tuple[str, str]:
    return likeness(text), sound(text)


# One letter in eight: names of one kind of platform differ by two or more.
CLOSE = 0.87
SEVERAL = 3
RENAMED = "如已更名，先用 registry new renaming 登记更名"
PlatformOrDoubts = tuple[str | None, list[str]]
NO_NEW = "登记簿中没有这个平台，这类名单不能新建平台"
# What ended may be on record before what began it.
NEW_BY_HAND = "登记簿中没有这个平台；认定它的名单还没有登记的，写明是新平台"


class RowOutcome(StrEnum):
    """Whether a row is about a known platform, a new one, nobody knows which, or is left out."""

    MATCHED = "matched"
    NEW = "new"
    DOUBTFUL = "doubtful"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class RowMatch:
    """A row with its outcome; that of a doubtful row names the platform that its reasons speak of."""

    row: AnnexRow
    outcome: RowOutcome
    platform: str | None = None
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    is_by_hand: bool = False


def row_match(row: AnnexRow, handles: PlatformHandles, takes_new: bool) -> RowMatch:
    """The outcome of a row by code, then name, then unit; nothing is chosen where two would fit."""
    matcher = _Matcher(row, handles)
    platform, reasons = matcher.platform_or_doubts()
    if platform and matcher.is_elsewhere(platform):
        place = matcher.registered_place(platform)
        reasons.append(f"所印所在地与登记的不同：{handles.shown(platform)}登记在{place}")
    platform, reasons = _with_former(row, platform, reasons, handles)
    if not platform and not reasons and "name" in row.line.blank:
        reasons.append("“平台名称”一格是空的")
    if not platform and not reasons and not (takes_new and row.unit):
        no_unit = "没有印运营单位，新平台无从登记" if takes_new else NO_NEW
        reasons.append(NEW_BY_HAND if row.unit else no_unit)
    reasons += (doubt.reason for doubt in row.doubts)
    if reasons:
        return RowMatch(row, RowOutcome.DOUBTFUL, platform, tuple(reasons))
    if platform is None:
        return RowMatch(row, RowOutcome.NEW)
    return RowMatch(row, RowOutcome.MATCHED, platform, (), tuple(matcher.notes(platform)))


def _with_former(
    row: AnnexRow, platform: str | None, reasons: list[str], handles: PlatformHandles
) -> PlatformOrDoubts:
    """A row whose remarks name a platform by what it was called: to be recorded as renamed first."""
    bearers = handles.called(NAMES, row.former) | handles.called(UNITS, row.former)
    if not bearers or (platform in bearers and not reasons):
        return platform, reasons
    shown = "、".join(handles.shown(id) for id in sorted(bearers))
    why = f"备注说原名“{row.former}”，即{shown}；先用 registry new renaming 登记更名"
    return platform or _single_id(bearers), [*reasons, why]


@dataclass(frozen=True)
class _Matcher:
    """One row beside every platform."""

    row: AnnexRow
    handles: PlatformHandles

    def platform_or_doubts(self) -> PlatformOrDoubts:
        row = self.row
        if not row.name and not row.unit:
            return None, ["没有平台名称，也没有单位名称"]
        for kind, text, decide in (
            (CODES, row.code, self._by_code),
            (NAMES, row.name, self._by_name),
            (UNITS, row.unit, self._by_unit),
        ):
            ids = self.handles.called(kind, text)
            if ids:
                return decide(ids)
        close = list(dict.fromkeys(self._near_ids()))[:SEVERAL]
        if not close:
            return None, []
        return None, [f"与已登记的{self._shown(close)}相近；是同一平台还是新平台，请写明"]

    def _by_code(self, ids: frozenset[str]) -> PlatformOrDoubts:
        named = self.handles.called(NAMES, self.row.name)
        fitting = ids & named if self.row.name else ids
        if self.row.name and not fitting:
            fitting = frozenset(id for id in ids if not self.handles.borne[NAMES][id])
        if len(fitting) > 1:
            return None, [f"信用代码对应几个平台：{self._shown(fitting)}"]
        if not fitting and named:
            return None, [f"信用代码是{self._shown(ids)}的，名称却是{self._shown(named)}的"]
        if not fitting:
            return _single_id(ids), [f"信用代码是{self._shown(ids)}的，平台名称不同；{RENAMED}"]
        (platform,) = fitting
        return platform, self._unit_differs(platform, "信用代码")

    def _by_name(self, ids: frozenset[str]) -> PlatformOrDoubts:
        unit = self.row.unit
        fitting = (ids & self.handles.called(UNITS, unit) if unit else ids) or ids
        if len(fitting) > 1:
            return None, [f"平台名称对应几个平台：{self._shown(fitting)}"]
        (platform,) = fitting
        same = "平台名称"
        return platform, self._unit_differs(platform, same) + self._code_differs(platform, same)

    def _by_unit(self, ids: frozenset[str]) -> PlatformOrDoubts:
        shown = self._shown(ids)
        if self.row.name:
            why = f"运营单位是{shown}的，平台名称不同；{RENAMED}；确为另一平台的，写明是新平台"
            return _single_id(ids), [why]
        if len(ids) > 1:
            return None, [f"运营单位名下有几个平台：{shown}"]
        (platform,) = ids
        return platform, self._code_differs(platform, "运营单位")

    def _unit_differs(self, platform: str, same: str) -> list[str]:
        if not self.row.unit or self.handles.bore(UNITS, platform, self.row.unit):
            return []
        return [f"{same}与{self.handles.shown(platform)}相同，运营单位不同；{RENAMED}"]

    def _code_differs(self, platform: str, same: str) -> list[str]:
        code, registered = self.row.code, self.handles.borne[CODES][platform]
        if not code or not registered or self.handles.bore(CODES, platform, code):
            return []
        return [f"{same}与{self.handles.shown(platform)}相同，信用代码不同；{RENAMED}"]

    def _near_ids(self) -> Iterator[str]:
        """Platforms taken for it, then those nearly so named, not known to be another legal person or elsewhere."""
        for kind, text in ((NAMES, self.row.name), (UNITS, self.row.unit)):
            for key in _taken_for(text) if text else ():
                yield from sorted(self.handles.lookalikes.get((kind, key), ()))
        could_be = {id for id in self.handles.register.platforms if self._could_be_meant(id)}
        for kind, text in ((NAMES, self.row.name), (UNITS, self.row.unit)):
            bearers = self.handles.bearers[kind]
            texts = [each for each, ids in bearers.items() if ids & could_be]
            for each in get_close_matches(sameness(text or ""), texts, SEVERAL, CLOSE):
                yield from sorted(bearers[each] & could_be)

    def _could_be_meant(self, id: str) -> bool:
        is_another_person = self.row.code and self.handles.borne[CODES][id]
        return not is_another_person and not self.is_elsewhere(id)

    def is_elsewhere(self, id: str) -> bool:
        """Whether the printed place and the registered one exclude each other."""
        printed, registered = self.row.division, self.handles.places(id)
        if not printed or not registered:
            return False
        return not any(self._may_be_one(printed, place) for place in registered)

    def _may_be_one(self, printed: str, registered: str) -> bool:
        territory = self.handles.register.territory
        part = territory.part_of(printed)
        is_near = part is not None and part == territory.part_of(registered)
        return is_near or lies_in(registered, printed) or lies_in(printed, registered)

    def registered_place(self, platform: str) -> str:
        territory, places = self.handles.register.territory, self.handles.places(platform)
        return "、".join(territory.place(territory.part_of(code) or code) for code in places)

    def notes(self, platform: str) -> Iterator[str]:
        """Sentences on what the list tells beyond the register, or tells by an old name."""
        row, latest = self.row, self.handles.latest(platform)
        if row.name and latest.name and sameness(row.name) != sameness(latest.name):
            yield f"印的是曾用名，现名“{latest.name}”"
        if row.unit and sameness(row.unit) != sameness(latest.operating_unit):
            yield f"印的是单位的曾用名，现名“{latest.operating_unit}”"
        if row.code and not latest.credit_code:
            yield f"名单印有信用代码 {row.code}，登记簿尚缺，可补登"
        if row.division and not self.handles.register.platforms[platform].division:
            yield f"名单印有所在地（{row.division}），登记簿尚缺，可补登"

    def _shown(self, ids: Iterable[str]) -> str:
        return "、".join(self.handles.shown(id) for id in sorted(ids))


def _single_id(ids: frozenset[str]) -> str | None:
    return next(iter(ids)) if len(ids) == 1 else None


NEW, SKIP, NOT_A_ROW = "new", "skip", "not-a-row"
# What a clerk may write in a table of rulings.
RULINGS = {"新平台": NEW, "不收": SKIP, "不是行": NOT_A_ROW}
ROW_FORM = (
    "--row 应写作“行=平台编号”“行=new”（新平台）、“行=skip”（不收）"
    "或“行=not-a-row”（不是名单的行），如 --row 7=sd-0012"
)


def decisions_of(options: Iterable[str]) -> dict[str, str]:
    """The clerk's decisions by the label of the row; `7,8=skip` names several rows at once."""
    decisions: dict[str, str] = {}
    for each in options:
        labels, equals, answer = each.partition("=")
        if not equals or not answer.strip():
            raise Complaint(f"“{each}”写得不对：{ROW_FORM}。")
        for label in labels.replace("，", ",").split(","):
            ruling = RULINGS.get(answer.strip(), answer.strip())
            if decisions.setdefault(label.strip(), ruling) != ruling:
                raise Complaint(f"第 {label.strip()} 行写了两个不同的 --row。")
    return decisions


def decided_matches(
    matches: Sequence[RowMatch], decisions: Mapping[str, str], register: Register, takes_new: bool
) -> tuple[RowMatch, ...]:
    """The matches as the clerk decided, with doubts where two rows are one platform."""
    labels = {match.row.line.label for match in matches}
    strange = [label for label in decisions if label not in labels]
    if strange:
        raise Complaint(f"名单中没有第 {'、'.join(strange)} 行；行号见表的第一列。")
    decided = [
        _decided_match(match, decisions.get(match.row.line.label), register, takes_new)
        for match in matches
    ]
    twins = twin_matches(decided)
    return tuple(_doubt_twin(match, twins) for match in decided)


def _decided_match(
    match: RowMatch, decision: str | None, register: Register, takes_new: bool
) -> RowMatch:
    if decision is None:
        return match
    if decision == SKIP:
        return replace(match, outcome=RowOutcome.SKIPPED, platform=None, is_by_hand=True)
    if decision == NEW:
        _refuse_impossible_new(match, takes_new)
        return replace(match, outcome=RowOutcome.NEW, platform=None, is_by_hand=True)
    platforms = lookup(register, decision)
    if len(platforms) != 1:
        why = "不在登记簿中" if not platforms else f"对应 {len(platforms)} 个平台，请写编号"
        raise Complaint(f"{match.row.line.place}：“{decision}”{why}。{ROW_FORM}。")
    platform = platforms[0].platform.id
    return replace(match, outcome=RowOutcome.MATCHED, platform=platform, is_by_hand=True)


def _refuse_impossible_new(match: RowMatch, takes_new: bool) -> None:
    if match.row.unit:
        return
    if not takes_new:
        raise Complaint(f"{match.row.line.place}：{NO_NEW}。")
    raise Complaint(
        f"{match.row.line.place}：没有印运营单位，不能照它新建平台；"
        "请先用 registry new platform 登记，再写明编号。"
    )


def twin_matches(matches: Sequence[RowMatch]) -> dict[str, list[RowMatch]]:
    """Rows that are about one platform, by what they share."""
    by_key: dict[str, list[RowMatch]] = defaultdict(list)
    for match in matches:
        for key in _unique_keys(match):
            by_key[key].append(match)
    return {key: each for key, each in by_key.items() if len(each) > 1}


def _unique_keys(match: RowMatch) -> Iterator[str]:
    """Keys that no two rows of one list may share."""
    row = match.row
    if match.outcome is RowOutcome.MATCHED:
        yield f"编号 {match.platform}"
    if match.outcome is RowOutcome.NEW:
        yield f"名称 {sameness(row.name or row.unit or '')}"
        yield f"看来是 {likeness(row.name or row.unit or '')}"
        if row.code:
            yield f"代码 {row.code}"


def _doubt_twin(match: RowMatch, twins: Mapping[str, list[RowMatch]]) -> RowMatch:
    if match.is_by_hand and match.outcome is RowOutcome.NEW:
        return match
    others = [
        other.row.line.label
        for key in _unique_keys(match)
        for other in twins.get(key, ())
        if other.row.line.label != match.row.line.label
    ]
    if not others:
        return match
    rows = "、".join(dict.fromkeys(others))
    reason = f"与第 {rows} 行像是同一平台，一份名单只列一次；重复的一行用 --row 写 skip"
    return replace(match, outcome=RowOutcome.DOUBTFUL, reasons=(*match.reasons, reason))
