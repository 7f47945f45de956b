"""Values that the register itself suggests for a field of a new act; never more than a proposal.

Each proposer sees the register, what has been answered so far (path → text), and
today. None where nothing can be suggested: then the clerk must look it up.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.desk.drafts import free_id, next_ids, usual_series
from generator.records.acts import ACTS, Act, Announcement, Publicity
from generator.records.regulation import Regulation
from generator.register.designation import ONE_DAY, anniversary
from generator.register.places import city_on
from generator.register.register import Register
from generator.register.working_days import WorkingDays

Answers = Mapping[str, str]


@dataclass(frozen=True)
class Desk:
    """The register, and today."""

    register: Register
    as_of: date

    def day(self, answers: Answers, path: str = "issued_on") -> date:
        """The day answered at `path`; today where the answer is no whole day."""
        try:
            return date.fromisoformat(answers.get(path, ""))
        except ValueError:
            return self.as_of

    def edition(self, answers: Answers) -> Regulation | None:
        """The edition answered; None where it is not on record."""
        return self.register.regulations.get(answers.get("regulation", ""))

    def latest(self, form: type[Act]) -> Act | None:
        """The newest act of a kind on record."""
        acts = reversed([*self.register.acts.values()])
        return next((act for act in acts if isinstance(act, form)), None)


def proposal(desk: Desk, path: str, answers: Answers) -> str | None:
    """The value proposed for the field at `path`, by what has been answered before it."""
    propose = PROPOSERS.get(f"{answers['kind']}.{path}") or PROPOSERS.get(path)
    return propose(desk, answers) if propose else None


def act_id(desk: Desk, answers: Answers) -> str:
    """An id of year and kind, with -2, -3 where that is taken."""
    stem = f"{desk.day(answers).year}-{answers['kind'].replace('_', '-')}"
    taken = {*desk.register.documents, *desk.register.receipt.refused}
    return free_id(stem, taken, 2) if stem in taken else stem


def erratum_id(desk: Desk, answers: Answers) -> str:
    """An id of the year and a number: the first that neither an erratum nor a document bears."""
    register, year = desk.register, desk.day(answers, "found_on").year
    taken = {*register.errata, *register.documents, *register.receipt.refused}
    return free_id(str(year), taken, 1)


def _issuer(desk: Desk, answers: Answers) -> str | None:
    form = ACTS.get(answers["kind"], Act)
    editions = desk.register.regulations.values()
    last = (
        desk.latest(form)
        or desk.latest(Act)
        or max(editions, key=lambda each: each.begins, default=None)
    )
    return last.issuer if last else None


def _regulation(desk: Desk, answers: Answers) -> str | None:
    """The edition in force on the day of issue; the newest where none says that it is.

    Of several, one by an office that answers for the same place as the issuer comes first.
    """
    day = desk.day(answers)
    place = _place_of(desk, answers.get("issuer"), day)
    begun = [each for each in desk.register.regulations.values() if each.begins <= day]
    last = max(
        begun,
        key=lambda each: (_place_of(desk, each.issuer, day) == place, each.begins),
        default=None,
    )
    return last.id if last else None


def _place_of(desk: Desk, department: str | None, day: date) -> str | None:
    known = desk.register.departments.get(department or "")
    return city_on(known, day) if known else department


def _batch(desk: Desk, answers: Answers) -> str | None:
    year = desk.day(answers).year
    batches = [b.id for b in desk.register.batches.values() if b.year == year]
    return batches[0] if len(batches) == 1 else None


def _window_end(desk: Desk, answers: Answers) -> str | None:
    """So many working days as the edition asks; none where the holidays are not known yet."""
    edition = desk.edition(answers)
    if edition is None or edition.publicity is None:
        return None
    term, starts = edition.publicity, desk.day(answers, "window.starts")
    calendar = WorkingDays(desk.register.work_calendars)
    end = calendar.window_end(starts, term.working_days, term.first_day_counts)
    return end.isoformat() if end else None


def _as_last_time(field: str) -> Callable[[Desk, Answers], str | None]:
    """A proposer of what the last publicity printed: where objections are taken seldom changes."""
    return lambda desk, _: getattr(getattr(desk.latest(Publicity), "objections", None), field, None)


def _publicity(desk: Desk, answers: Answers) -> str | None:
    """The last publicity closed by the day of issue that no announcement names (第二十一条)."""
    acts = [*desk.register.acts.values()]
    named = {act.publicity for act in acts if isinstance(act, Announcement)}
    waiting = [
        act.id
        for act in acts
        if isinstance(act, Publicity)
        and not {act.id, act.document} & named
        and (act.window.last if act.window else act.issued_on).last < desk.day(answers)
    ]
    return waiting[-1] if waiting else None


def _validity_start(desk: Desk, answers: Answers) -> str:
    """A day as far after its issue as the validity began that an announcement last printed."""
    issued = desk.day(answers)
    acts = reversed([*desk.register.acts.values()])
    announcements = (act for act in acts if isinstance(act, Announcement))
    for last in announcements:
        if last.validity and last.validity.starts:
            years = issued.year - last.issued_on.first.year
            return max(anniversary(last.validity.starts.first, years), issued).isoformat()
    return issued.isoformat()


def _validity_end(desk: Desk, answers: Answers) -> str | None:
    """So many years as the edition grants (第二十三条), its last day included."""
    edition = desk.edition(answers)
    years = edition.validity.years if edition and edition.validity else None
    if years is None:
        return None
    return (anniversary(desk.day(answers, "validity.starts"), years) - ONE_DAY).isoformat()


def _platform_id(desk: Desk, _: Answers) -> str | None:
    known = [*desk.register.records, *desk.register.receipt.refused]
    folder = Path(desk.register.receipt.folder)
    series = usual_series(folder, desk.register.platforms)
    return next_ids(folder, known, series)[0] if series else None


PROPOSERS: dict[str, Callable[[Desk, Answers], str | None]] = {
    "issued_on": lambda desk, _: desk.as_of.isoformat(),
    "id": act_id,
    "platform.id": _platform_id,
    "issuer": _issuer,
    "regulation": _regulation,
    **{f"{kind}.batch": _batch for kind in ("call", "publicity", "announcement")},
    "window.starts": lambda desk, answers: desk.day(answers).isoformat(),
    "window.ends": _window_end,
    "objections.to": _as_last_time("to"),
    "objections.how": _as_last_time("how"),
    "objections.contact": _as_last_time("contact"),
    "announcement.publicity": _publicity,
    "objection.publicity": _publicity,
    "validity.starts": _validity_start,
    "validity.ends": _validity_end,
    "annual_report.year": lambda desk, answers: str(desk.day(answers).year - 1),
    "batch.year": lambda desk, _: str(desk.as_of.year),
    "batch.regulation": _regulation,
    "erratum.found_on": lambda desk, _: desk.as_of.isoformat(),
}
