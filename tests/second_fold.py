"""Second, slow and obvious answer to "how does a platform stand on a day", for comparison alone.

It was written from the rules and the record models, without a look at the program's own fold.
Numbers in brackets are those of the rules. It folds all platforms together, from the
beginning, anew for every day. Histories with errors of the clerk are beyond it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from generator.records.acts import Act

FOR_EVER = date.max
ONE_DAY = timedelta(days=1)
GRAVITY = {"revocation": 0, "withdrawal": 1, "succession": 1, "abolition": 2, "review": 3}
WORDS = {
    "revocation": "revoked",
    "withdrawal": "withdrawn",
    "succession": "withdrawn",
    "abolition": "abolished",
    "review": "expired",
}
TITLED = ("in_force", "announced", "undetermined")


@dataclass(frozen=True)
class Edition:
    """Numbers of one edition; `None` where it has no such rule."""

    years: int | None
    review_years: int | None
    bar_years: int | None
    bar_article: int | None


@dataclass(frozen=True)
class Person:
    """Who runs a platform from a day on: its code, if known, and whether it is who ran it before.

    `is_same` is none where the renaming brought a new code and does not say.
    """

    since: date
    code: str | None
    is_same: bool | None


@dataclass
class Period:
    """Days of a title; `ends` is none where there is no last day, or none is known."""

    by: list[str]
    starts: date
    ends: date | None
    starts_known: bool = True
    is_open: bool = False
    sure_until: date = FOR_EVER
    reviewed_on: date = date.min
    held_from: date = date.min

    def covers(self, day: date) -> bool:
        return self.starts <= day <= (self.ends or FOR_EVER)


@dataclass(eq=False)
class Chain:
    """A designation: the acts in it, its periods, and what ended it."""

    grant: str
    granted_on: date
    at: int
    is_grant: bool
    periods: list[Period]
    members: set[str]
    ended_on: date | None = None
    ended_by: Act | None = None
    printed_first: date = FOR_EVER
    in_doubt: list[str] = field(default_factory=list)
    is_closed: bool = False

    @property
    def first_day(self) -> date:
        return self.periods[0].starts

    @property
    def last_day(self) -> date:
        return max(period.ends or FOR_EVER for period in self.periods)

    def begun(self, day: date) -> list[Period]:
        """Periods begun by the day, before anything ended the chain; the last begun last."""
        stop = self.ended_on or FOR_EVER
        begun = [each for each in self.periods if each.starts <= day and each.starts < stop]
        return sorted(begun, key=lambda period: period.starts)


@dataclass(frozen=True)
class Second:
    """The second answer: the same values as the program's."""

    status: str
    validity: str
    decided_by: tuple[str, ...]
    bar: tuple[date, date] | None
    explanation: str | None
    caveats: frozenset[str]


def anniversary(day: date, years: int) -> date:
    """The same day some years later; the last of February where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


def merged(act: Act, correction: Act) -> Act:
    """[17] The act as if it had been printed as the correction says, row by row."""
    rows = []
    for row in getattr(act, "rows", ()):
        for new in getattr(correction, "rows", ()):
            if new.platform == row.platform:
                row = row.model_copy(
                    update={key: getattr(new, key) for key in new.model_fields_set}
                )
        rows.append(row)
    return act.model_copy(update={"rows": tuple(rows)})


def corrected(acts: Sequence[Act]) -> list[Act]:
    """[17] A correction counts from the beginning; the latest first, for it may correct another."""
    whole = {act.id: act for act in acts}
    corrections = [act for act in acts if act.kind.value == "correction"]
    for correction in sorted(corrections, key=lambda act: act.issued_on.last, reverse=True):
        about = correction.corrects  # type: ignore[attr-defined]
        whole[about] = merged(whole[about], whole[correction.id])
    # An earlier correction must not undo a later one of the same act: apply them once more in time.
    for correction in sorted(corrections, key=lambda act: act.issued_on.last):
        about = correction.corrects  # type: ignore[attr-defined]
        if whole[about].kind.value != "correction":
            whole[about] = merged(whole[about], whole[correction.id])
    return [act for act in whole.values() if act.kind.value != "correction"]


def row_of(act: Act, platform: str) -> Any:
    return next((row for row in getattr(act, "rows", ()) if row.platform == platform), None)


class World:
    """All that is on record, read for one day."""

    def __init__(
        self,
        acts: Sequence[Act],
        editions: dict[str, Edition],
        codes: dict[str, str | None],
        day: date,
        hurried: str | None = None,
        without: str | None = None,
    ) -> None:
        self.editions, self.day = editions, day
        self.hurried = hurried
        self.acts = [act for act in corrected(acts) if act.id != without]
        self.persons = {platform: self._persons(platform, code) for platform, code in codes.items()}
        self.chains: dict[str, list[Chain]] = {platform: [] for platform in codes}
        # Endings with effect: (day, order, act, chains reached)
        self.endings: dict[str, list[tuple[date, int, Act]]] = {name: [] for name in codes}
        self._fold()

    # -- days ------------------------------------------------------------

    def moment(self, act: Act) -> date:
        """[8] The last day that the act's own day may mean; of endings, the day of effect."""
        kind = act.kind.value
        printed = act.effective_on if kind in GRAVITY and kind != "review" else act.issued_on
        return printed.first if act.id == self.hurried else printed.last

    # -- decisions [10] --------------------------------------------------

    def is_annulled(self, act: Act, platform: str) -> bool:
        """[10] Annulled: never had effect; unless the decision itself has none."""
        return any(
            each.kind.value == "reconsideration"
            and each.about == act.id  # type: ignore[attr-defined]
            and row_of(each, platform) is not None
            and row_of(each, platform).outcome.value == "annulled"
            and not self.is_void(each, platform)
            for each in self.acts
        )

    def is_void(self, act: Act, platform: str) -> bool:
        """[10] Annulled, or stayed on the day."""
        return self.is_annulled(act, platform) or self.stay_on(act, platform) is not None

    def stay_on(self, act: Act, platform: str) -> Act | None:
        """[10] The stay that holds on the day: the last word that is not a lifting or upholding."""
        words = []
        for at, each in enumerate(self.acts):
            if each.kind.value != "reconsideration" or each.about != act.id:  # type: ignore[attr-defined]
                continue
            row = row_of(each, platform)
            if not row or self.is_void(each, platform):
                continue
            is_stay = row.outcome.value in ("stayed", "stay_lifted")
            since = each.effective_on if is_stay else each.issued_on
            if since.last <= self.day and row.outcome.value != "annulled":
                words.append((since.last, at, row.outcome.value, each))
        last = max(words, default=None, key=lambda word: word[:2])
        return last[3] if last and last[2] == "stayed" else None

    # -- the fold --------------------------------------------------------

    def _fold(self) -> None:
        """[18] Day by day; between documents grants, reviews and changes first, then endings."""
        order = []
        for at, act in enumerate(self.acts):
            kind = act.kind.value
            rank = 1 if kind in GRAVITY and kind != "review" else 0
            order.append((self.moment(act), rank, at, act))
        for moment, _, at, act in sorted(order, key=lambda each: each[:3]):
            if moment <= self.day or act.kind.value in ("announcement", "review"):
                getattr(self, "_" + act.kind.value, lambda *_: None)(act, moment, at)

    def _announcement(self, act: Any, moment: date, at: int) -> None:
        """[1] An announcement always begins a chain. [16] It counts as printed, its issue or not."""
        for row in act.rows:
            if self.is_void(act, row.platform):
                continue
            period = self._granted(act, row.validity or act.validity, moment)
            if moment > self.day and (not period.starts_known or period.starts > self.day):
                continue
            chain = Chain(act.id, moment, at, True, [period], {act.id})
            if period.starts_known:
                chain.printed_first = period.starts
            self.chains[row.platform].append(chain)

    def _granted(self, act: Act, validity: Any, moment: date) -> Period:
        """[7] What was printed, and what an unprinted day means. [8] Months of a period."""
        starts = validity.starts.first if validity and validity.starts else None
        ends = validity.ends.last if validity and validity.ends else None
        edition = self.editions[act.regulation]
        if starts and ends:
            return Period([act.id], starts, ends)
        if ends:
            return Period([act.id], moment, ends, starts_known=False)
        if starts and edition.review_years:
            return Period([act.id], starts, None, is_open=True, reviewed_on=starts)
        if starts and edition.years:
            sure = anniversary(starts, edition.years) - ONE_DAY
            return Period([act.id], starts, None, sure_until=sure)
        return Period(
            [act.id], starts or moment, None, starts_known=bool(starts), sure_until=date.min
        )

    def _review(self, act: Any, moment: date, at: int) -> None:
        for row in act.rows:
            if self.is_void(act, row.platform):
                continue
            chains = self.chains[row.platform]
            # [1] The last one that no act has ended.
            going = [
                each
                for each in chains
                if each.ended_on is None and not each.is_closed and not self._is_over(each, moment)
            ]
            if going:
                if moment <= self.day:
                    self._continue(going[-1], act, row, moment)
            elif not chains and not self.endings[row.platform] and row.outcome.value != "failed":
                proved = self._proved(act, row, moment, at)
                if moment <= self.day or proved.first_day <= self.day:
                    chains.append(proved)

    def _proved(self, act: Any, row: Any, moment: date, at: int) -> Chain:
        """[7] A review passed with no grant on record."""
        edition = self.editions[act.regulation]
        if row.validity:
            period = self._granted(act, row.validity, moment)
        elif edition.review_years:
            period = Period(
                [act.id], moment, None, starts_known=False, is_open=True, reviewed_on=moment
            )
        else:
            period = Period([act.id], moment, None, starts_known=False, sure_until=date.min)
        return Chain(act.id, moment, at, False, [period], {act.id})

    def _continue(self, chain: Chain, act: Any, row: Any, moment: date) -> None:
        last = chain.periods[-1]
        if row.outcome.value == "failed":
            if last.is_open:  # [14] Only a title held until its review ends by failing it.
                chain.ended_on, chain.ended_by = moment, act
                last.ends = moment - ONE_DAY
            return
        chain.members.add(act.id)
        if row.validity:  # [1] Prolongs; [4] from its issue, if the title had run out.
            period = self._granted(act, row.validity, moment)
            period.by = [*last.by, act.id]
            if last.ends and last.ends < moment:
                period.held_from = moment
            chain.periods.append(period)
        elif row.validity_unknown and last.ends:  # [7] Undetermined after the old last day.
            since = max(last.ends + ONE_DAY, moment)
            by = [*last.by, act.id]
            chain.periods.append(Period(by, since, None, starts_known=False, sure_until=date.min))

    def _validity_change(self, act: Any, moment: date, _at: int) -> None:
        """[17] Counts from its issue. [1] Moves the last period of each chain it reaches."""
        for platform, chains in self.chains.items():
            if self.is_void(act, platform) or self._is_excepted(act, platform):
                continue
            row = row_of(act, platform)
            for chain in self._changed(act, row, chains, moment):
                starts = (row and row.starts) or act.starts
                ends = (row and row.ends) or act.ends
                last = chain.periods[-1]
                before = (last.starts, last.ends)
                if starts and last.starts > moment:
                    last.starts = starts.first
                if ends:
                    # A last day before the change's issue ends the title on the day of issue.
                    ended_on = min(moment - ONE_DAY, last.ends or FOR_EVER)
                    last.ends, last.is_open, last.sure_until = (
                        max(ends.last, ended_on),
                        False,
                        FOR_EVER,
                    )
                if (last.starts, last.ends) != before:
                    last.by = [*last.by, act.id]

    def _changed(
        self, act: Any, row: Any, chains: Iterable[Chain], moment: date
    ) -> Iterable[Chain]:
        going = [each for each in chains if each.ended_on is None and not each.is_closed]
        if act.of_notices:
            return [
                each
                for each in going
                if each.members & set(act.of_notices) and not self._is_over(each, moment)
            ]
        if row is None:
            return []
        if row.designation:
            return [each for each in going if row.designation in each.members]
        alive = [each for each in going if self._is_alive(each, moment)]
        if alive:
            return alive if len(alive) == 1 else []  # [6] else it is an error
        return [each for each in going if not self._is_over(each, moment)][-1:]

    def _is_excepted(self, act: Any, platform: str) -> bool:
        """Listed in a publicity, an announcement or a review not failed that the act names."""
        for each in self.acts:
            row = row_of(each, platform)
            if each.id in act.except_listed_in and row:
                if each.kind.value in ("publicity", "announcement"):
                    return True
                if each.kind.value == "review" and row.outcome.value != "failed":
                    return True
        return False

    # -- endings [2] -----------------------------------------------------

    def _is_over(self, chain: Chain, day: date) -> bool:
        """[1] From the printed first day of a later grant the older chain is over.

        [7] A later grant settles what could not be told, whether or not it prints its first day.
        """
        chains = next(each for each in self.chains.values() if chain in each)
        for later in chains[chains.index(chain) + 1 :]:
            if later.printed_first <= day:
                return True
            begun = chain.begun(day)
            is_unknown = bool(begun) and begun[-1].ends is None and day > begun[-1].sure_until
            if is_unknown and later.is_grant and later.first_day <= day:
                return True
        return False

    def _is_alive(self, chain: Chain, day: date) -> bool:
        """[2] Announced or begun, not ended, last day not past."""
        return chain.ended_on is None and chain.last_day >= day and not self._is_over(chain, day)

    def _end(self, act: Act, platform: str, moment: date, at: int, chains: list[Chain]) -> None:
        for chain in chains:
            chain.ended_on, chain.ended_by = moment, act
        self.endings[platform].append((moment, at, act))

    def _reached(self, act: Act, platform: str, moment: date) -> list[Chain]:
        """[2] All that is alive on its day; of one day the graver counts."""
        reached = []
        for chain in self.chains[platform]:
            if chain.granted_on > moment:
                continue
            by = chain.ended_by
            is_graver = (
                by is not None
                and chain.ended_on == moment
                and GRAVITY[act.kind.value] < GRAVITY[by.kind.value]
            )
            if is_graver or self._is_alive(chain, moment):
                reached.append(chain)
        return reached

    def _revocation(self, act: Any, moment: date, at: int) -> None:
        """[2] Its word and bar count after any other ending. [7] Stands without a grant, too."""
        for row in act.rows:
            if not self.is_void(act, row.platform):
                reached = self._named(self._reached(act, row.platform, moment), row)
                self._end(act, row.platform, moment, at, reached)
                # [3] Nothing softens it: what had run out before is not prolonged any more.
                for chain in self._named(self.chains[row.platform], row):
                    chain.is_closed |= chain.granted_on <= moment

    def _withdrawal(self, act: Any, moment: date, at: int) -> None:
        for row in act.rows:
            if self.is_void(act, row.platform):
                continue
            reached = self._named(self._reached(act, row.platform, moment), row)
            # [7] With no grant on record it stands by itself; else it must reach something.
            if reached or not (self.chains[row.platform] or self.endings[row.platform]):
                self._end(act, row.platform, moment, at, reached)

    @staticmethod
    def _named(chains: list[Chain], row: Any) -> list[Chain]:
        """[2] By row all such, or the one the row names."""
        return [each for each in chains if not row.designation or row.designation in each.members]

    def _abolition(self, act: Any, moment: date, at: int) -> None:  # noqa: C901
        """[2] [19] Chains of the lists named, or granted before a day; silence of a part proves nothing."""
        for platform in self.chains:
            if self.is_void(act, platform) or self._is_excepted(act, platform):
                continue
            reached = []
            for chain in self._reached(act, platform, moment):
                if act.of_notices and chain.members & set(act.of_notices):
                    reached.append(chain)
                if act.granted_before and chain.granted_on < act.granted_before.first:
                    reached.append(chain)
            in_part = any(
                not each.rows_complete for each in self.acts if each.id in act.except_listed_in
            )
            if reached and in_part:
                for chain in reached:
                    chain.in_doubt.append(act.id)
            elif reached:
                self._end(act, platform, moment, at, reached)

    def _succession(self, act: Any, moment: date, at: int) -> None:
        """[11] The predecessor is withdrawn; its designation goes on with the successor, or ends."""
        for row in act.rows:
            if self.is_void(act, row.platform):
                continue
            reached = self._reached(act, row.platform, moment)
            for chain in reached if row.keeps_title else ():
                periods = [Period(**vars(each)) for each in chain.periods]
                for period in periods:
                    period.by = [*period.by, act.id]
                    period.starts = max(period.starts, moment)
                periods = [each for each in periods if (each.ends or FOR_EVER) >= moment]
                handed = Chain(chain.grant, chain.granted_on, at, False, periods, {*chain.members})
                self.chains[row.successor].append(handed)
            if reached or not (self.chains[row.platform] or self.endings[row.platform]):
                self._end(act, row.platform, moment, at, reached)

    # -- publicity [13] --------------------------------------------------

    def window(self, act: Any) -> tuple[date, date]:
        return act.window.starts.first, act.window.ends.last

    def settled(self, publicity: Any, platform: str) -> str | None:
        """[13] What settled a publicity by the day: listed, left out, upheld, ended; or none."""
        after = [
            each
            for each in self.acts
            if each.issued_on.last >= publicity.issued_on.last and self.moment(each) <= self.day
        ]
        if any(
            each.kind.value in ("announcement", "review")
            and row_of(each, platform)
            and not self.is_void(each, platform)
            for each in after
        ):
            return "listed"  # [10] an annulled list never had effect, and settles nothing
        if any(
            each.issued_on.last >= publicity.issued_on.last and moment <= self.day
            for moment, _, each in self.endings[platform]
        ):
            return "ended"
        if any(
            each.kind.value in ("withdrawal", "revocation")
            and row_of(each, platform)
            and not self.is_void(each, platform)
            for each in after
        ):
            return "ended"
        objections = [
            each
            for each in after
            if each.kind.value == "objection"
            and each.publicity == publicity.id  # type: ignore[attr-defined]
            and row_of(each, platform)
        ]
        objections.sort(key=lambda each: each.issued_on.last)
        if objections and row_of(objections[-1], platform).outcome.value == "upheld":
            return "objection_upheld:" + objections[-1].id
        for each in after:
            if self._leaves_out(each, publicity, platform) and each.rows_complete:
                return "left_out:" + each.id
        return None

    def _leaves_out(self, act: Any, publicity: Any, platform: str) -> bool:
        """[13] An announcement naming the publicity; for one listed as 复核, only a review."""
        naming = "review" if row_of(publicity, platform).reviewed else "announcement"
        names = act.kind.value == naming and act.publicity == publicity.id
        return names and row_of(act, platform) is None

    def is_listed_in_part(self, publicity: Any, platform: str) -> bool:
        """[19] The list that follows is held in part: who is not in our copy still waits."""
        return any(
            self._leaves_out(each, publicity, platform) and self.moment(each) <= self.day
            for each in self.acts
        )

    def publicities(self, platform: str) -> list[Any]:
        """Publicities of a platform whose window has opened, latest last."""
        listed = [
            each
            for each in self.acts
            if each.kind.value == "publicity"
            and row_of(each, platform)
            and self.window(each)[0] <= self.day
        ]
        return sorted(listed, key=lambda each: self.window(each)[0])

    # -- persons [12] ----------------------------------------------------

    def _persons(self, platform: str, code: str | None) -> list[Person]:
        """[9] Who ran the platform from when on: one person for each renaming of its unit."""
        persons = [Person(date.min, code, True)]
        renamings = []
        for at, act in enumerate(self.acts):
            row = row_of(act, platform)
            if act.kind.value == "renaming" and row and (row.operating_unit or row.credit_code):
                since = row.takes_effect_on or act.effective_on
                renamings.append((since.last, at, row))
        for since, _, row in sorted(renamings, key=lambda each: each[:2]):
            last = persons[-1].code
            is_same = row.same_legal_person
            if is_same is None and (row.credit_code in (None, last)):
                is_same = True
            kept = None if is_same is False else last
            persons.append(Person(since, row.credit_code or kept, is_same))
        return persons

    # -- bar [9] ---------------------------------------------------------

    def bar(self, platform: str) -> tuple[date, date] | None:
        """[9] The bar of whoever runs the platform on the day; of several the one that ends last."""
        bars = []
        for revoked, endings in self.endings.items():
            for moment, _, act in endings:
                if act.kind.value == "revocation":
                    span = self._span(act, revoked, moment)
                    is_running = span is not None and span[0] <= self.day <= span[1]
                    if span and is_running and self._are_one(platform, self.day, revoked, moment):
                        bars.append(span)
        return max(bars, default=None, key=lambda span: span[1])

    def _span(self, act: Act, platform: str, moment: date) -> tuple[date, date] | None:
        """[9] Barred if the document says so, or says nothing and rests on the bar's article or none."""
        row, edition = row_of(act, platform), self.editions[act.regulation]
        is_barred = row.bars_reapplication
        if is_barred is None:
            is_barred = row.article in (None, edition.bar_article)
        if not is_barred or not edition.bar_years:
            return None
        return moment, anniversary(moment, edition.bar_years)

    def _are_one(self, platform: str, day: date, revoked: str, moment: date) -> bool:
        """[9] One person: joined by renamings of the same person, and by every code it ever bore."""
        mine, theirs = self._who(platform, day), self._who(revoked, moment)
        known, grown = {theirs}, True
        while grown:
            more = {
                other
                for other in self._everyone()
                if any(self._is_one(other, one, moment) for one in known)
            }
            grown = not more <= known
            known |= more
        return mine in known

    def _who(self, platform: str, day: date) -> tuple[str, int]:
        persons = self.persons[platform]
        return platform, max(at for at, each in enumerate(persons) if each.since <= day)

    def _everyone(self) -> list[tuple[str, int]]:
        return [(name, at) for name, row in self.persons.items() for at in range(len(row))]

    def _is_one(self, one: tuple[str, int], other: tuple[str, int], revoked_on: date) -> bool:
        mine, theirs = self.persons[one[0]][one[1]], self.persons[other[0]][other[1]]
        if one == other or (mine.code is not None and mine.code == theirs.code):
            return True
        if one[0] == other[0] and abs(one[1] - other[1]) == 1:
            later = max(mine, theirs, key=lambda each: each.since)
            # "another person before the revocation, the same after it"
            return later.is_same if later.is_same is not None else later.since > revoked_on
        return False


def covering(world: World, chain: Chain, day: date) -> Period | None:
    """The period of a chain that holds on the day: the last begun, if it has not run out."""
    if (chain.ended_on and chain.ended_on <= day) or world._is_over(chain, day):
        return None
    begun = [each for each in chain.begun(day) if each.held_from <= day]
    return begun[-1] if begun and begun[-1].covers(day) else None


@dataclass
class Word:
    """A status word, the period it rests on and the ids that decide it."""

    status: str
    period: Period | None
    by: list[str]
    chain: Chain | None = None
    notes: set[str] = field(default_factory=set)


def titled(world: World, platform: str) -> Iterable[Word]:
    """In force, announced or undetermined, by each chain."""
    for chain in reversed(world.chains[platform]):
        period = covering(world, chain, world.day)
        to_come = [each for each in chain.periods if each.starts > world.day]
        if period and world.day <= period.sure_until and not chain_doubt(chain):
            yield Word("in_force", period, period.by, chain)
        elif period:
            yield Word("undetermined", period, [*period.by, *chain_doubt(chain)], chain)
        if (
            to_come
            and not period
            and chain.ended_on is None
            and not world._is_over(chain, world.day)
        ):
            if chain_doubt(chain):
                yield Word("undetermined", to_come[0], [*to_come[0].by, *chain_doubt(chain)], chain)
            else:
                yield Word("announced", to_come[0], to_come[0].by, chain)


def chain_doubt(chain: Chain) -> list[str]:
    """[19] Abolitions that may have reached the chain."""
    return [each for each in chain.in_doubt if each]


def last_begun(world: World, platform: str) -> tuple[Period | None, Chain | None]:
    begun = [
        (each.starts, at, each, chain)
        for at, chain in enumerate(world.chains[platform])
        for each in chain.begun(world.day)
        if not world._is_over(chain, each.starts)
    ]
    last = max(begun, default=None, key=lambda each: each[:2])
    return (last[2], last[3]) if last else (None, None)


def word(world: World, platform: str) -> Word:  # noqa: C901
    """The precedence of a day."""
    day = world.day
    words = list(titled(world, platform))
    endings = world.endings[platform]
    revocations = [each for each in endings if each[2].kind.value == "revocation"]
    revocation = max(revocations, default=None, key=lambda each: each[:2])
    period, last_chain = last_begun(world, platform)

    def later_grant(chain: Chain) -> bool:
        """[3] Only a grant issued since."""
        assert revocation
        return chain.is_grant and (chain.granted_on > revocation[0])

    for status in ("in_force", "announced", "undetermined"):
        for each in sorted(words, key=lambda each: each.period.starts, reverse=True):  # type: ignore[union-attr]
            if each.status != status:
                continue
            if revocation and status != "in_force" and not later_grant(each.chain):  # type: ignore[arg-type]
                continue
            return each
    if revocation and not any(later_grant(chain) for chain in world.chains[platform]):
        first = next(  # a second revocation changes nothing
            each
            for each in revocations
            if not any(
                chain.is_grant and chain.granted_on > each[0] for chain in world.chains[platform]
            )
        )
        return Word("revoked", period, [first[2].id], last_chain)
    for publicity in reversed(world.publicities(platform)):
        if world.settled(publicity, platform) is None and day <= world.window(publicity)[1]:
            return Word("under_publicity", period, [publicity.id], last_chain)
    for publicity in world.publicities(platform)[-1:]:  # a new one takes the place of the older
        if world.settled(publicity, platform) is None:
            notes = set()
            if world.is_listed_in_part(publicity, platform):
                notes.add("list_in_part")
            if day > anniversary(world.window(publicity)[1], 1):
                notes.add("publicity_overdue")
            return Word("awaiting_announcement", period, [publicity.id], last_chain, notes)
    return ended(world, platform, period, last_chain)


def ended(world: World, platform: str, period: Period | None, chain_: Chain | None) -> Word:
    """The latest ending; else not designated."""
    over: list[tuple[date, int, str, list[str]]] = []
    for moment, at, act in world.endings[platform]:
        over.append((moment, at, WORDS[act.kind.value], [act.id]))
    for at, chain in enumerate(world.chains[platform]):
        if chain.ended_on and chain.ended_by and chain.ended_by.kind.value == "review":
            over.append((chain.ended_on, at, "expired", [chain.ended_by.id]))
        elif chain.ended_on is None and not world._is_over(chain, min(world.day, chain.last_day)):
            begun = chain.begun(world.day)
            if begun and begun[-1].ends and begun[-1].ends < world.day:
                over.append((begun[-1].ends + ONE_DAY, at, "expired", begun[-1].by))
    # Of one day the graver counts.
    rank = ["expired", "abolished", "withdrawn", "revoked"]
    last = max(over, default=None, key=lambda each: (each[0], rank.index(each[2])))
    if last is None:
        return Word("not_designated", None, [])
    return Word(last[2], period, last[3], chain_)


def spoken(
    acts: Sequence[Act],
    editions: dict[str, Edition],
    codes: dict[str, str | None],
    platform: str,
    day: date,
    without: str | None = None,
) -> tuple[World, Word]:
    """The word of a day, and all that it rests on."""
    world = World(acts, editions, codes, day, without=without)
    result = word(world, platform)
    for act in world.acts:
        is_successor = act.kind.value == "succession" and row_of(act, platform) is None
        if act.kind.value not in GRAVITY or is_successor:
            continue
        printed = act.issued_on if act.kind.value == "review" else act.effective_on
        if not printed.first <= day < printed.last or result.status not in TITLED:
            continue
        # [8] While its first day would already have ended a title that stands.
        hurried = World(acts, editions, codes, day, hurried=act.id, without=without)
        if word(hurried, platform).status != result.status:
            notes = result.notes | {"day_uncertain"}
            result = Word("undetermined", result.period, [*result.by, act.id], result.chain, notes)
    return world, result


def answer(
    acts: Sequence[Act],
    editions: dict[str, Edition],
    codes: dict[str, str | None],
    platform: str,
    day: date,
) -> Second:
    """How a platform stands on a day."""
    world, result = spoken(acts, editions, codes, platform, day)
    notes = result.notes | caveats(world, platform, result)
    by = list(dict.fromkeys(result.by))
    for act in world.acts:
        if act.kind.value != "reconsideration" or not row_of(act, platform):
            continue
        # Decided by all acts without which the word or the period would differ.
        _, then = spoken(acts, editions, codes, platform, day, without=act.id)
        if (then.status, days(then.period)) != (result.status, days(result.period)):
            by.append(act.id)
            notes |= annulled_caveats(world, platform, act)
    return Second(
        result.status,
        days(result.period),
        tuple(by),
        world.bar(platform),
        explanation(world, platform, result),
        frozenset(notes),
    )


def days(period: Period | None) -> str:
    if period is None:
        return "none"
    return f"{period.starts if period.starts_known else ''}..{period.ends or ''}"


def annulled_caveats(world: World, platform: str, decision: Any) -> set[str]:
    """[10] Stands on the days when the register had to say otherwise."""
    act = next(each for each in world.acts if each.id == decision.about)
    is_annulled = row_of(decision, platform).outcome.value == "annulled"
    if not is_annulled or world.is_void(decision, platform):
        return set()
    if not world.moment(act) <= world.day < decision.issued_on.last:
        return set()
    names = {
        "announcement": "annulled_grant",
        "review": "annulled_grant",
        "revocation": "annulled_revocation",
        "withdrawal": "annulled_withdrawal",
    }
    return {names[act.kind.value]} if act.kind.value in names else set()


def caveats(world: World, platform: str, result: Word) -> set[str]:  # noqa: C901
    notes = set()
    period, chain, day = result.period, result.chain, world.day
    if lacks_grant(world, platform, result):
        notes.add("designation_not_on_record")
    elif (
        result.status == "not_designated"
        and explanation(world, platform, result) == "register_begins"
    ):
        notes.add("before_the_register_begins")
    if result.status in ("in_force", "undetermined") and period and chain:
        if period.is_open:
            notes.add("valid_until_review")
            years = world.editions["until-review"].review_years or 0
            reviews = [
                act.issued_on.last
                for act in world.acts
                if act.kind.value == "review"
                and row_of(act, platform)
                and act.issued_on.last <= day
                and not world.is_void(act, platform)
            ]
            if day > anniversary(max([period.reviewed_on, *reviews]), years):
                notes.add("review_overdue")
        if not period.is_open and (not period.starts_known or period.ends is None):
            notes.add("validity_unknown")
        if chain_doubt(chain):
            notes.add("list_in_part")
    if result.status == "in_force":
        notes |= last_look(world, platform)
    for act in world.acts:
        if act.kind.value == "announcement" and row_of(act, platform) and period is None:
            is_void = world.is_void(act, platform)
            if act.issued_on.first <= day < act.issued_on.last and not is_void:
                notes.add("day_uncertain")  # [8]
    if result.status != "under_publicity" and any(
        world.settled(each, platform) is None and day <= world.window(each)[1]
        for each in world.publicities(platform)
    ):
        notes.add("under_publicity_again")
    for act in world.acts:
        is_stayed = world.stay_on(act, platform) and not world.is_annulled(act, platform)
        if is_stayed and row_of(act, platform) and world.moment(act) <= day:
            notes.add("stayed")
    return notes


def lacks_grant(world: World, platform: str, result: Word) -> bool:
    """[7] The title rests on an act other than its grant, or the first to speak of it is no grant."""
    if result.period and result.chain:
        grant = next(act for act in world.acts if act.id == result.chain.grant)
        return grant.kind.value == "review"
    kinds = ("announcement", "review", "revocation", "withdrawal")
    acts = [
        (act.issued_on.last, at, act)
        for at, act in enumerate(world.acts)
        if act.kind.value in kinds and row_of(act, platform)
    ]
    if not acts or min(acts, key=lambda each: each[:2])[2].kind.value == "announcement":
        return False
    # Before a title was taken over, it was another's.
    first = world.moment(min(acts, key=lambda each: each[:2])[2])
    for act in world.acts:
        if act.kind.value == "succession" and not world.is_void(act, platform):
            taken = any(row.successor == platform and row.keeps_title for row in act.rows)
            if taken and world.day < world.moment(act) <= first:
                return False
    return not any(
        day <= world.day
        for day, _, act in acts
        if act.kind.value == "announcement" and not world.is_void(act, platform)
    )


def last_look(world: World, platform: str) -> set[str]:
    """[14] Settled by the next review or inspection carried out, of either kind, or a new grant."""
    looks = [
        (act.issued_on.last, at, act)
        for at, act in enumerate(world.acts)
        if act.kind.value in ("review", "inspection", "announcement")
        and row_of(act, platform)
        and act.issued_on.last <= world.day
        and not world.is_void(act, platform)
    ]
    last = max(looks, default=None, key=lambda each: each[:2])
    if last is None or last[2].kind.value == "announcement":
        return set()
    outcome = row_of(last[2], platform).outcome.value
    if outcome == "failed":
        return {last[2].kind.value + "_failed"}
    return {"rectification_pending"} if outcome == "rectification" else set()


def explanation(world: World, platform: str, result: Word) -> str | None:
    """Why a negative answer is negative."""
    publicities = world.publicities(platform)
    reason = world.settled(publicities[-1], platform) if publicities else None
    if result.status in ("withdrawn", "abolished"):
        act = next(each for each in world.acts if each.id == result.by[0])
        if act.kind.value == "succession":
            return "succeeded"
        # What came of a publicity counts where it came after the end of the title.
        settling = next(
            (each for each in world.acts if (reason or "").endswith(f":{each.id}")), None
        )
        is_later = settling and settling.issued_on.last > world.moment(act)
        return reason.split(":")[0] if reason and is_later else None
    if result.status not in ("expired", "not_designated"):
        return None
    if reason and ":" in reason:
        return reason.split(":")[0]
    if result.status == "expired":
        return None
    annulled = [
        act
        for act in world.acts
        if act.kind.value == "announcement"
        and row_of(act, platform)
        and world.is_annulled(act, platform)
        and act.issued_on.last <= world.day
    ]
    if annulled:
        return "grant_annulled"
    first = min((act.issued_on.first for act in world.acts), default=None)
    return "register_begins" if first and world.day < first else None
