"""Each row to the platform it is about, to a new one, or to a doubt with its reason."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum
from functools import cached_property

from generator.desk.annexes.cells import compact
from generator.desk.annexes.grid import Complaint
from generator.desk.annexes.rows import AnnexRow
from generator.desk.sentences import DIVISION, PLATFORM
from generator.records.acts import ListedRow, ReviewRow, RevocationRow, rows_of
from generator.records.values import Day
from generator.register.divisions import lies_in
from generator.register.identity import Identity, first_identity, identities, lookup
from generator.register.places import known_divisions
from generator.register.register import Register
from generator.terms.said import Ids, Said, said
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

    def named_in(self, remarks: str) -> dict[str, frozenset[str]]:
        """Platforms whose name or unit, present or former, stands within a text, by that name."""
        text = sameness(remarks)
        bearers = (*self.bearers[NAMES].items(), *self.bearers[UNITS].items()) if text else ()
        return {name: ids for name, ids in bearers if name in text}

    def bore(self, kind: str, id: str, text: str) -> bool:
        """Whether a platform ever bore this name, unit or code."""
        return sameness(text) in self.borne[kind][id]

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
RENAMING_FIRST = said("record_renaming")
RENAMED = said("if_renamed", first=RENAMING_FIRST)
PlatformOrDoubts = tuple[str | None, list[Said]]


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
    reasons: tuple[Said, ...] = ()
    notes: tuple[Said, ...] = ()
    is_by_hand: bool = False


def row_match(row: AnnexRow, handles: PlatformHandles, takes_new: bool) -> RowMatch:
    """The outcome of a row by code, then name, then unit; nothing is chosen where two would fit."""
    matcher = _Matcher(row, handles)
    platform, reasons = matcher.platform_or_doubts()
    if platform and matcher.is_elsewhere(platform):
        places = matcher.registered_places(platform)
        reasons.append(said("place_differs", platforms=_ids([platform]), places=places))
    platform, reasons = _with_former(row, platform, reasons, handles)
    if not platform and not reasons and "name" in row.line.blank:
        reasons.append(said("name_blank"))
    if not platform and not reasons and not (takes_new and row.unit):
        # What ended may be on record before what began it.
        reasons.append(said("new_by_hand" if row.unit else "no_unit" if takes_new else "no_new"))
    reasons += (doubt.reason for doubt in row.doubts)
    if reasons:
        return RowMatch(row, RowOutcome.DOUBTFUL, platform, tuple(reasons))
    if platform is None:
        return RowMatch(row, RowOutcome.NEW)
    return RowMatch(row, RowOutcome.MATCHED, platform, (), tuple(matcher.notes(platform)))


def _with_former(
    row: AnnexRow, platform: str | None, reasons: list[Said], handles: PlatformHandles
) -> PlatformOrDoubts:
    """A row whose remarks name another platform, which may be what it was called: to be recorded as renamed first."""
    named = handles.named_in(row.line.texts.get("remarks", ""))
    if not named or (platform and not reasons and any(platform in ids for ids in named.values())):
        return platform, reasons
    bearers = frozenset[str]().union(*named.values())
    why = said("named_in_remarks", platforms=_ids(bearers), first=RENAMING_FIRST)
    return platform or _single_id(bearers), [*reasons, why]


@dataclass(frozen=True)
class _Matcher:
    """One row beside every platform."""

    row: AnnexRow
    handles: PlatformHandles

    def platform_or_doubts(self) -> PlatformOrDoubts:
        row = self.row
        if not row.name and not row.unit:
            return None, [said("no_names")]
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
        return None, [said("near", platforms=_ids(close))]

    def _by_code(self, ids: frozenset[str]) -> PlatformOrDoubts:
        named = self.handles.called(NAMES, self.row.name)
        fitting = ids & named if self.row.name else ids
        if self.row.name and not fitting:
            fitting = frozenset(id for id in ids if not self.handles.borne[NAMES][id])
        if len(fitting) > 1:
            return None, [said("several_of_code", platforms=_ids(fitting))]
        if not fitting and named:
            return None, [said("code_and_name", platforms=_ids(ids), named=_ids(named))]
        if not fitting:
            return _single_id(ids), [
                said("code_of_other_name", platforms=_ids(ids), renamed=RENAMED)
            ]
        (platform,) = fitting
        return platform, self._unit_differs(platform, "信用代码")

    def _by_name(self, ids: frozenset[str]) -> PlatformOrDoubts:
        unit = self.row.unit
        fitting = (ids & self.handles.called(UNITS, unit) if unit else ids) or ids
        if len(fitting) > 1:
            return None, [said("several_of_name", platforms=_ids(fitting))]
        (platform,) = fitting
        same = "平台名称"
        return platform, self._unit_differs(platform, same) + self._code_differs(platform, same)

    def _by_unit(self, ids: frozenset[str]) -> PlatformOrDoubts:
        if self.row.name:
            why = said("unit_of_other_name", platforms=_ids(ids), renamed=RENAMED)
            return _single_id(ids), [why]
        if len(ids) > 1:
            return None, [said("several_of_unit", platforms=_ids(ids))]
        (platform,) = ids
        return platform, self._code_differs(platform, "运营单位")

    def _unit_differs(self, platform: str, same: str) -> list[Said]:
        if not self.row.unit or self.handles.bore(UNITS, platform, self.row.unit):
            return []
        return [said("unit_differs", same=same, platforms=_ids([platform]), renamed=RENAMED)]

    def _code_differs(self, platform: str, same: str) -> list[Said]:
        code, registered = self.row.code, self.handles.borne[CODES][platform]
        if not code or not registered or self.handles.bore(CODES, platform, code):
            return []
        return [said("code_differs", same=same, platforms=_ids([platform]), renamed=RENAMED)]

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

    def registered_places(self, platform: str) -> tuple[str, ...]:
        """Names of the places in which the platform is registered."""
        territory, places = self.handles.register.territory, self.handles.places(platform)
        return tuple(territory.place(territory.part_of(code) or code) for code in places)

    def notes(self, platform: str) -> Iterator[Said]:
        """Sentences on what the list tells beyond the register, or tells by an old name."""
        row, latest = self.row, self.handles.latest(platform)
        if row.name and latest.name and sameness(row.name) != sameness(latest.name):
            yield said("former_printed", name=latest.name)
        if row.unit and sameness(row.unit) != sameness(latest.operating_unit):
            yield said("former_unit_printed", name=latest.operating_unit)
        if row.code and not latest.credit_code:
            yield said("code_to_add", code=row.code)
        if row.division and not self.handles.register.platforms[platform].division:
            yield said("place_to_add", division=Ids(DIVISION, (row.division,)))


def _ids(ids: Iterable[str]) -> Ids:
    return Ids(PLATFORM, tuple(sorted(ids)))


def _single_id(ids: frozenset[str]) -> str | None:
    return next(iter(ids)) if len(ids) == 1 else None


NEW, SKIP, NOT_A_ROW = "new", "skip", "not-a-row"
# What a clerk may write in a table of rulings.
RULINGS = {"新平台": NEW, "不收": SKIP, "不是行": NOT_A_ROW}
AS_AT_THE_DESK = {"是新平台": NEW, "这一行不收": SKIP, "不是名单的行": NOT_A_ROW}
ROW_FORM = said("ruling_form")


def ruling_of(text: str) -> str:
    """A ruling as a clerk writes it: one of our words, or a platform."""
    word = compact(text).rstrip(".。").casefold()
    known = RULINGS | AS_AT_THE_DESK
    return known.get(word, word if word in known.values() else text.strip())


def decisions_of(options: Iterable[str]) -> dict[str, str]:
    """The clerk's decisions by the label of the row; `7,8=skip` names several rows at once."""
    decisions: dict[str, str] = {}
    for each in options:
        labels, equals, answer = each.partition("=")
        if not equals or not answer.strip():
            raise Complaint(said("ruling_wrong", text=each, form=ROW_FORM))
        for label in labels.replace("，", ",").split(","):
            ruling = ruling_of(answer)
            if decisions.setdefault(label.strip(), ruling) != ruling:
                raise Complaint(said("ruled_twice", row=label.strip()))
    return decisions


def decided_matches(
    matches: Sequence[RowMatch], decisions: Mapping[str, str], register: Register, takes_new: bool
) -> tuple[RowMatch, ...]:
    """The matches as the clerk decided, with doubts where two rows are one platform."""
    labels = {match.row.line.label for match in matches}
    strange = [label for label in decisions if label not in labels]
    if strange:
        raise Complaint(said("ruled_unknown_rows", rows=tuple(strange)))
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
        code = "ruled_several" if platforms else "ruled_unknown"
        slots = {"place": match.row.line.place, "text": decision, "count": len(platforms)}
        raise Complaint(said(code, **slots, form=ROW_FORM))
    platform = platforms[0].platform.id
    return replace(match, outcome=RowOutcome.MATCHED, platform=platform, is_by_hand=True)


def _refuse_impossible_new(match: RowMatch, takes_new: bool) -> None:
    if match.row.unit:
        return
    code = "ruled_new_without_unit" if takes_new else "ruled_new_of_known_kind"
    raise Complaint(said(code, place=match.row.line.place))


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
    reason = said("twin_rows", rows=tuple(dict.fromkeys(others)))
    return replace(match, outcome=RowOutcome.DOUBTFUL, reasons=(*match.reasons, reason))
