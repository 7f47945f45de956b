"""Putting a record right: field by field, or by the rows that its list lacks, read as those of a new act."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.desk.amending import address_path, filed_record
from generator.desk.annexes.matching import RowMatch, RowOutcome
from generator.desk.annexes.taking import act_rows, newcomers
from generator.desk.answers import answer_value, choices, referable
from generator.desk.drafts import AlreadyThere, Before, DamagedNumbers, Draft, files_of, rewritten
from generator.desk.new import ERRATUM, HEADING, DraftForm
from generator.desk.papers import PaperAct, begun_act, new_ids, own_rows, platform_drafts
from generator.desk.proposals import Desk
from generator.desk.questions import NOT_ASKED, Question, nested_values, questions, row_model
from generator.intake.documents import SHARED
from generator.intake.yaml import load
from generator.records.acts import Act, rows_of
from generator.records.values import Filed
from generator.register.identity import identity
from generator.terms.said import said
from generator.web.draft import COMPLETION, CORRECTION, Amended, DeskDraft, DraftAct
from generator.web.edition import Edition
from generator.web.table import (
    ActTable,
    DraftTable,
    Opener,
    decisions_on,
    faults,
    listing_for,
    propose_count,
    read_alone,
    with_files,
)
from generator.web.words import column_name, plain_words

WAYS = {
    CORRECTION: "更正（主管部门另发了更正文件）",
    ERRATUM: "勘误（原文没有错，是登记簿录错了）",
    COMPLETION: "补录（登记时不知道的，现在查到了）",
}
NOT_AMENDED = ("id", "same_as")
YES = "true"


@dataclass(frozen=True)
class StandingField:
    """A field of a record as it stands: its address, its name, its text, and what may be chosen."""

    address: str
    label: str
    text: str
    options: Mapping[str, str]
    is_several: bool
    question: Question


@dataclass(frozen=True)
class StandingRecord:
    """A record as it stands: its fields, and those of its rows by the name of the platform."""

    filed: Filed[Any]
    before: Before
    fields: tuple[StandingField, ...]
    rows: tuple[tuple[str, tuple[StandingField, ...]], ...]

    @property
    def mark(self) -> str:
        """Mark of the file as it stands: what a page of another mark holds was not said of it."""
        return hashlib.sha256(self.before.content).hexdigest()[:16]

    @property
    def values(self) -> dict[str, Any]:
        """Values of the record by path, with what its paper says once for all its acts."""
        whole = self.before.document.value
        return dict(_by_path({**whole, **_at(whole, self.filed.prefix)}))

    @property
    def every(self) -> dict[str, StandingField]:
        """All fields by their addresses."""
        listed = (each for _, row in self.rows for each in row)
        return {each.address: each for each in (*self.fields, *listed)}


def standing_record(edition: Edition, of: str) -> StandingRecord | None:
    """The record of an id; None where there is none."""
    filed = filed_record(edition.register, of)
    if filed is None:
        return None
    path = Path(filed.file).relative_to(edition.folder)
    before = Before(path.as_posix(), (edition.folder / path).read_bytes())
    value = _at(before.document.value, filed.prefix)
    asked = [q for q in questions(type(filed.record)) if q.path not in NOT_AMENDED]
    left_out = SHARED if filed.prefix else (HEADING,)
    own = [q for q in asked if q.path.partition(".")[0] not in left_out]
    fields = tuple(_field(edition.desk, q, q.path, value) for q in own)
    return StandingRecord(filed, before, fields, tuple(_rows(edition, filed.record, value)))


def _by_path(value: Mapping[str, Any], under: str = "") -> Iterator[tuple[str, Any]]:
    for name, each in value.items():
        if isinstance(each, dict):
            yield from _by_path(each, f"{under}{name}.")
        elif name not in (*NOT_ASKED, "acts"):
            yield f"{under}{name}", each


def _at(value: Any, prefix: tuple[str | int, ...]) -> Any:
    for step in prefix:
        value = value[step]
    return value


def _rows(
    edition: Edition, record: Any, value: Any
) -> Iterator[tuple[str, tuple[StandingField, ...]]]:
    if not isinstance(record, Act) or not rows_of(record):
        return
    asked = [q for q in questions(row_model(type(record))) if q.path != "platform"]
    for at, row in enumerate(rows_of(record)):
        history = edition.register.histories.get(row.platform)
        name = identity(history, edition.as_of).shown if history else row.platform
        fields = (_field(edition.desk, q, f"rows.{at}.{q.path}", value, q.path) for q in asked)
        yield name, tuple(fields)


def _field(
    desk: Desk, question: Question, address: str, value: Any, column: str = ""
) -> StandingField:
    options = referable(desk, question) or choices(desk, question, {"kind": ""})
    if question.takes(bool):
        options = {"true": "是", "false": "否"}
    written = value
    for step in address_path(address):
        written = _step(written, step)
    text = ",".join(map(str, written)) if isinstance(written, list | tuple) else written
    label = column_name(column) if column else question.called
    shown = text if isinstance(text, str) else ""
    return StandingField(address, label, shown, options, question.is_list, question)


def _step(value: Any, step: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(step)
    return value[step] if isinstance(value, list | tuple) and isinstance(step, int) else None


def amended_table(
    edition: Edition, draft: DeskDraft, amends: Amended, annex: bytes | None, opener: Opener
) -> DraftTable:
    """The draft that puts a record right: in its own file, by an official paper, or by both an erratum and the file."""
    record = standing_record(edition, amends.of)
    if record is None:
        return DraftTable(edition, draft, (), None, said("record_gone"))
    values = {
        address: _value(edition.desk, record.every[address], text)
        for address, text in amends.changes.items()
        if address in record.every
    }
    if amends.way == COMPLETION:
        return _completed(edition, draft, record, values, annex, opener)
    acts = tuple(_paper(edition, draft, at, record, values) for at in range(len(draft.acts)))
    whole = DraftTable(edition, draft, acts, None)
    emptied = tuple(record.every[at].label for at, value in values.items() if value is None)
    if emptied and amends.way == CORRECTION:
        return replace(whole, complaint=said("correction_emptied", fields=emptied))
    if not values or any(each.is_open for each in acts):
        return whole
    forms = [table.form.draft() for table in acts]
    if amends.way == ERRATUM:
        forms.insert(0, _in_place(edition.desk, record, values))
    return _with_files(whole, forms)


def _completed(
    edition: Edition,
    draft: DeskDraft,
    record: StandingRecord,
    values: Mapping[str, Any],
    annex: bytes | None,
    opener: Opener,
) -> DraftTable:
    """The record with what was unknown of it, and with the rows that its list lacked."""
    if not draft.acts or not is_held_in_part(record.filed.record):
        whole = DraftTable(edition, draft, (), None)
        in_place = [_in_place(edition.desk, record, values)] if values else []
        return _with_files(whole, in_place) if values else whole
    standing = {**record.values, **values}
    table = _further_rows(edition, draft, record.filed.record, standing, annex, opener)
    prefix, rows = record.filed.prefix, rows_of(record.filed.record)
    at = int(prefix[1]) if prefix else 0
    whole = DraftTable(edition, draft, (table,), None, acts_before=at, rows_before=len(rows))
    if table.is_open:
        return whole
    platforms, added = _further_drafts(table, edition)
    is_whole = draft.acts[0].answers.get(WHOLE) == YES
    if not (values or added or is_whole):
        return whole
    paper = _in_place(edition.desk, record, values, added, is_whole)
    return _with_files(whole, [*platforms, paper])


def _value(desk: Desk, field: StandingField, text: str) -> Any:
    return answer_value(desk, field.question, text, {"kind": ""}) if text else None


def _paper(
    edition: Edition, draft: DeskDraft, at: int, record: StandingRecord, values: Mapping[str, Any]
) -> ActTable:
    """The correction or the erratum itself, with what it says of the fields changed."""
    act = draft.acts[at]
    form = DraftForm(edition.desk, act.kind, words=plain_words(edition.snapshot))
    own = {"fields": ",".join(values)} if act.kind == ERRATUM and values else {}
    begun = begun_act(form, {**act.answers, **own}, None, {}, act.absent)
    if act.kind == CORRECTION:
        _correct(form, record, values)
        propose_count(begun, act.absent, len(form.rows))
    for question in form.questions():
        if question.path == "id" and "id" not in form.values:
            form.take_proposal(question)
    return ActTable(act, begun, None, *faults(form), draft.version == 1)


def _correct(form: DraftForm, record: StandingRecord, values: Mapping[str, Any]) -> None:
    """Only what changes, in the form of what is corrected."""
    rows: dict[int, dict[str, Any]] = {}
    for address, value in values.items():
        first, _, rest = address.partition(".")
        if first == "rows":
            number, _, path = rest.partition(".")
            rows.setdefault(int(number), {})[path] = value
        else:
            form.values[address] = value
    listed = rows_of(record.filed.record)
    form.rows = [
        {"platform": listed[number].platform, **nested_values(row)} for number, row in rows.items()
    ]


def _in_place(
    desk: Desk,
    record: StandingRecord,
    values: Mapping[str, Any],
    rows: Sequence[Mapping[str, Any]] = (),
    is_whole: bool = False,
) -> Draft:
    """The file of the record with the values that were changed, and the rows that were added.

    Once there are as many rows as the paper says, the list is held in part no longer.
    """
    whole = deepcopy(load(record.before.path, record.before.content).value)
    own = _at(whole, record.filed.prefix)
    for address, value in values.items():
        _set(own, address_path(address), value)
    if rows:
        own["rows"] = [*own.get("rows", ()), *rows]
    if is_whole or (rows and str(own.get("count")) == str(len(own["rows"]))):
        own.pop(WHOLE, None)
    return rewritten(desk.register, record.before, whole)


def _set(value: Any, path: tuple[str | int, ...], to: Any) -> None:
    *parents, last = path
    for step in parents:
        value = value[step] if isinstance(step, int) else value.setdefault(step, {})
    if to is None:
        value.pop(last, None)
    else:
        value[last] = to


def _with_files(table: DraftTable, drafts: list[Draft]) -> DraftTable:
    try:
        files = files_of(table.edition.folder, drafts)
    except (AlreadyThere, DamagedNumbers) as reason:
        return replace(table, complaint=reason.sentence)
    return with_files(table, drafts, files)


LISTED = said("listed_already")
WHOLE = "rows_complete"


def is_held_in_part(record: object) -> bool:
    """Whether a record is an act of whose list our copy lacks rows."""
    return isinstance(record, Act) and not record.rows_complete and bool(row_model(type(record)))


def completing_act(record: Act) -> DraftAct:
    """The list of the missing rows, before anything was said of it."""
    return DraftAct(kind=record.kind_of_act)


def _further_rows(
    edition: Edition,
    draft: DeskDraft,
    record: Act,
    standing: dict[str, Any],
    annex: bytes | None,
    opener: Opener,
) -> ActTable:
    """The missing rows as they were told; those that the record lists already are left out.

    `standing` are the values of the record by path, with what was changed of them.
    """
    kept, desk = draft.acts[0], edition.desk
    form = DraftForm(desk, kept.kind, values=standing, rows=[{}], paper={})
    listing, complaint = listing_for(kept, draft, annex, opener, desk)
    decisions = decisions_on(kept, listing, desk.register)
    table = ActTable(kept, PaperAct(form, listing, [], decisions), complaint)
    read_alone(table, ())
    if taken := table.act.taken:
        listed = {row.platform for row in rows_of(record)}
        matches = tuple(_left_out(match, listed) for match in taken.matches)
        table.act.taken = replace(taken, matches=matches)
    return table


def _left_out(match: RowMatch, listed: set[str]) -> RowMatch:
    if match.outcome is not RowOutcome.MATCHED or match.platform not in listed:
        return match
    return replace(match, outcome=RowOutcome.SKIPPED, notes=(*match.notes, LISTED))


def _further_drafts(table: ActTable, edition: Edition) -> tuple[list[Draft], list[dict[str, Any]]]:
    """Drafts of the platforms that the missing rows bring in, and these rows as they are written."""
    taken = table.act.taken
    if taken is None:
        return [], []
    new = [match.row.line.label for match in newcomers(taken)]
    ids = dict(zip(new, new_ids(edition.register, len(new), None), strict=True))
    return platform_drafts(taken, ids), own_rows(table.form, act_rows(taken, ids))
