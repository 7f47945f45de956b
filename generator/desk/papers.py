"""One official paper in the making: its acts with their lists, read together, and the files they become."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.desk.annexes.grid import Complaint
from generator.desk.annexes.listing import AnnexListing
from generator.desk.annexes.matching import RowMatch, twin_matches
from generator.desk.annexes.rows import ReadingContext
from generator.desk.annexes.taking import (
    TakenAnnex,
    act_rows,
    names_introduced,
    newcomers,
    platform_record,
    taken_annex,
)
from generator.desk.drafts import Before, Draft, next_ids, record_draft, usual_series
from generator.desk.new import DraftForm
from generator.desk.questions import Question
from generator.desk.sentences import EDITION
from generator.intake.documents import SHARED
from generator.records.acts import Announcement
from generator.records.registry import Platform
from generator.records.values import parse_day
from generator.register.register import Register
from generator.terms.said import Ids, said
from generator.terms.words import ActKind

# What follows from the rows, once they are read.
FROM_ROWS = ("count", "id")
DAY_FIELDS = ("validity", "starts", "ends")


@dataclass
class PaperAct:
    """One act of a paper: its form, the list that it takes its rows from, and what was proposed for it.

    Without a list the act has no rows. `taken` is the list once it is read, `decisions` are the
    clerk's by the label of the row.
    """

    form: DraftForm
    listing: AnnexListing | None
    proposed: list[Question]
    decisions: Mapping[str, str]
    taken: TakenAnnex | None = None


def begun_act(
    form: DraftForm,
    answers: Mapping[str, str],
    listing: AnnexListing | None,
    decisions: Mapping[str, str],
    absent: Sequence[str] = (),
) -> PaperAct:
    """An act with its fields answered, else proposed; the fields in `absent` the paper does not print."""
    return PaperAct(form, listing, _filled(form, answers, listing, absent), decisions)


def _filled(
    form: DraftForm,
    answers: Mapping[str, str],
    listing: AnnexListing | None,
    absent: Sequence[str],
) -> list[Question]:
    """Takes the answers, then what the register proposes; gives the questions that it proposed for."""
    asked = [question for question in form.questions() if question.path not in FROM_ROWS]
    for question in form.questions():
        if question.path in answers:
            form.answer(question, answers[question.path])
    left = (*absent, *_not_proposed(form, listing))
    return [q for q in asked if q.path not in (*form.values, *left) and form.take_proposal(q)]


def _not_proposed(form: DraftForm, listing: AnnexListing | None) -> tuple[str, ...]:
    """Days that the list prints, or that are said to be unknown, are not worked out."""
    columns = listing.columns if listing else ()
    prints_days = any(column.field in DAY_FIELDS for column in columns)
    unknown = form.values.get("validity_unknown")
    return ("validity.starts", "validity.ends") if prints_days or unknown else ()


def missing_questions(form: DraftForm) -> list[Question]:
    """Required fields of the act that nobody has answered."""
    asked = (question for question in form.questions() if question.path not in FROM_ROWS)
    return [q for q in asked if q.is_required and not form.values.get(q.path)]


def reading_context(
    form: DraftForm,
    common: Mapping[str, str],
    introduced: tuple[tuple[str, str, str], ...] = (),
) -> ReadingContext:
    """The context in which rows are read; raises `Complaint` for a bad day, edition or a known act."""
    register, values = form.desk.register, form.values
    try:
        day = parse_day(values["issued_on"])
    except ValueError as reason:
        raise Complaint(said("day_of_issue_wrong", text=values["issued_on"])) from reason
    edition = register.regulations.get(values["regulation"])
    if edition is None:
        known = Ids(EDITION, tuple(register.regulations))
        raise Complaint(said("edition_unknown", text=values["regulation"], editions=known))
    title = values.get("title", "")
    for act in register.acts.values() if form.paper is None else ():
        if (act.kind_of_act, act.title, act.issued_on) == (form.kind, title, day):
            raise Complaint(said("on_record_already", day=day, title=act.title, act=act.id))
    return ReadingContext(register, form.kind, title, day, edition, common, introduced)


def read_lists(acts: Sequence[PaperAct], common: Mapping[str, str], only: Sequence[str]) -> None:
    """Matches the rows, first those of renamings: other lists of the paper may print the new names."""
    introduced = list[tuple[str, str, str]]()
    for act in sorted(acts, key=lambda act: act.form.kind != ActKind.RENAMING):
        if act.listing is not None:
            context = reading_context(act.form, common, tuple(introduced))
            act.taken = taken_annex(act.listing, context, only, act.decisions)
            introduced += names_introduced(act.taken)


def paper_begun(form: DraftForm) -> dict[str, Any]:
    """Fields that a paper has once, by the answers for its first act, while it has no act yet."""
    return {name: value for name, value in form.record.items() if name in SHARED}


def paper_drafts(
    acts: Sequence[PaperAct], series: str | None, before: Before | None
) -> list[Draft]:
    """Drafts of the new platforms, then of the paper with its acts and their rows in printed order."""
    new = [(act, match) for act in acts if act.taken for match in newcomers(act.taken)]
    _refuse_twins([match for _, match in new])
    ids = new_ids(acts[0].form.desk.register, len(new), series)
    own: list[dict[str, str]] = [{} for _ in acts]
    for (act, match), id in zip(new, ids, strict=True):
        own[next(at for at, each in enumerate(acts) if each is act)][match.row.line.label] = id
    parts = [(act.form, act.taken, own[at]) for at, act in enumerate(acts)]
    platforms = [draft for _, taken, ids in parts if taken for draft in platform_drafts(taken, ids)]
    return [*platforms, paper_draft(parts, before)]


def platform_drafts(taken: TakenAnnex, ids: Mapping[str, str]) -> list[Draft]:
    """Drafts of the platforms that a list brings in; `ids` by the label of their rows."""
    title = taken.context.title
    records = (platform_record(m, ids[m.row.line.label], title) for m in newcomers(taken))
    return [record_draft(Platform, each) for each in records]


def paper_draft(
    acts: Sequence[tuple[DraftForm, TakenAnnex | None, Mapping[str, str]]],
    before: Before | None = None,
) -> Draft:
    """The draft of a paper with its acts and their rows in printed order; some acts list nothing.

    With each act go the ids of the platforms that it brings in, by the label of their rows.
    """
    whole = acts[0][0].paper
    for form, taken, ids in acts:
        form.paper = whole
        _fill_from_rows(form, taken, ids)
        whole = form.record
    return acts[-1][0].draft(before)


def own_rows(form: DraftForm, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows without the period that the act gives them all: a row says only what is its own."""
    days = ((end, form.values.get(f"validity.{end}")) for end in ("starts", "ends"))
    ends = {end: day for end, day in days if day}
    return [{k: v for k, v in row.items() if (k, v) != ("validity", ends)} for row in rows]


def _refuse_twins(new: Sequence[RowMatch]) -> None:
    """A platform that two lists of one paper bring in would be recorded twice."""
    for key, matches in twin_matches(new).items():
        rows = tuple(match.row.line.label for match in matches)
        raise Complaint(said("twins_of_lists", rows=rows, key=key))


def new_ids(register: Register, count: int, series: str | None) -> list[str]:
    """Ids for so many new platforms; raises `Complaint` where no series is known."""
    folder = Path(register.receipt.folder)
    chosen = series or usual_series(folder, register.platforms)
    if count and not chosen:
        raise Complaint(said("no_series"))
    known = [*register.records, *register.receipt.refused]
    return next_ids(folder, known, chosen or "", count)


def _fill_from_rows(form: DraftForm, taken: TakenAnnex | None, ids: Mapping[str, str]) -> None:
    """Answers that follow from the rows: common days, their number, whether they are all."""
    if taken:
        rows = act_rows(taken, ids)
        first = rows[0].get("validity") if rows and form.kind == Announcement.kind_of_act else None
        days: Any = first if all(row.get("validity") == first for row in rows) else None
        ends: Any = {end: form.values.get(f"validity.{end}") for end in ("starts", "ends")}
        if days and not any(ends.values()):
            form.values |= {f"validity.{end}": day for end, day in days.items()}
        form.rows = own_rows(form, rows)
        count = form.values.setdefault("count", str(len(taken.matches)))
        if len(rows) < len(taken.matches) or str(len(rows)) != (count or str(len(rows))):
            form.values["rows_complete"] = "false"
    for question in form.questions():
        if question.path == "id" and "id" not in form.values:
            form.take_proposal(question)
