"""A draft on the newest main: its forms filled in, its lists read, what is still open, and the files it makes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from typing import Any

from generator.desk.annexes.columns import (
    AnnexColumn,
    column_label,
    figure_heads,
    function_heads,
)
from generator.desk.annexes.grid import AnnexFile, Complaint
from generator.desk.annexes.listing import AnnexLine, AnnexListing
from generator.desk.annexes.lists import listing_of
from generator.desk.annexes.matching import RowMatch
from generator.desk.annexes.opening import pasted_annex
from generator.desk.annexes.taking import newcomers
from generator.desk.annexes.titles import AnnexSection, sections_in
from generator.desk.drafts import (
    AlreadyThere,
    Before,
    DamagedNumbers,
    Draft,
    files_of,
    paper_named,
)
from generator.desk.new import DraftForm
from generator.desk.papers import (
    PaperAct,
    begun_act,
    missing_questions,
    paper_begun,
    paper_drafts,
    read_lists,
)
from generator.desk.proposals import Desk
from generator.desk.questions import Question
from generator.register.identity import identity
from generator.register.register import Register
from generator.terms.findings import Advice
from generator.terms.said import Said
from generator.terms.words import ActKind
from generator.web.draft import ANNEX, PASTED, TYPED, DeskDraft, DraftAct
from generator.web.edition import Edition
from generator.web.words import plain_words

# Opens an uploaded file by its name and content; raises `Complaint`.
Opener = Callable[[str, bytes], AnnexFile]
TYPED_FILE = "逐行填写的名单"
COUNT = "count"
# No list is read before these are told: who a platform was on which day, by which edition.
READ_BY = ("issued_on", "regulation")


@dataclass
class ActTable:
    """One act as it stands now: what was said of it, its form with its list, and what is wrong.

    `is_fresh` says that nothing has been draft yet: then nothing is missing either.
    """

    kept: DraftAct
    act: PaperAct
    complaint: Said | None = None
    missing: tuple[Question, ...] = ()
    wrong: Mapping[str, Advice] = field(default_factory=dict)
    is_fresh: bool = False

    @property
    def form(self) -> DraftForm:
        """The form of the act."""
        return self.act.form

    @property
    def doubtful(self) -> tuple[RowMatch, ...]:
        """Rows in doubt."""
        return self.act.taken.doubtful if self.act.taken else ()

    @property
    def needs_rows(self) -> bool:
        """Whether an act of this kind lists platforms, and none is listed yet."""
        rows = self.form.model.model_fields.get("rows")
        listed = self.act.listing or self.form.rows
        return bool(rows and rows.is_required() and not listed)

    @property
    def is_open(self) -> bool:
        """Whether anything of it still waits for the clerk."""
        return bool(
            self.complaint or self.missing or self.wrong or self.doubtful or self.needs_rows
        )


@dataclass(frozen=True)
class DraftTable:
    """A draft on one edition; `files` are what it makes, empty as long as anything is open.

    `drafts` are the new platforms, then the paper; `rows_of_platforms` say by path which act and
    row brought a new platform in. `acts_before` are those of the paper that stand before the
    draft's own, `rows_before` the rows on record that its rows join.
    """

    edition: Edition
    draft: DeskDraft
    acts: tuple[ActTable, ...]
    before: Before | None
    complaint: Said | None = None
    drafts: tuple[Draft, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    rows_of_platforms: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    acts_before: int = 0
    rows_before: int = 0

    @property
    def open_questions(self) -> tuple[str, ...]:
        """Sentences on what still waits for the clerk, act by act; none while nothing was said yet."""
        return tuple(chain.from_iterable(map(_still_open, self.acts)))


def _still_open(act: ActTable) -> Iterator[str]:
    """Fields by their names and the number of rows; a list that cannot be read says so itself."""
    if act.missing and not act.is_fresh:
        yield f"还没有填：{'、'.join(question.called for question in act.missing)}"
    if act.wrong:
        names = {question.path: question.called for question in act.form.questions()}
        yield f"填得不对：{'、'.join(names[path] for path in act.wrong)}"
    if act.doubtful:
        yield f"名单有 {len(act.doubtful)} 行待定，请逐行裁定"
    if act.needs_rows and not act.complaint and not act.is_fresh:
        yield "还没有名单"


def tabled(edition: Edition, draft: DeskDraft, annex: bytes | None, opener: Opener) -> DraftTable:
    """The draft on an edition of the register; nothing it says wrongly raises anything."""
    desk = edition.desk
    before = paper_named(desk.register, draft.within) if draft.within else None
    paper = paper_before = before.document.value if before else None
    words = plain_words(edition.snapshot)
    acts: list[ActTable] = []
    for each in draft.acts:
        form = DraftForm(desk, each.kind, paper=paper, words=words)
        # An act whose kind was changed may still hold the list of the other kind.
        lists = form.lists_platforms
        listing, complaint = (
            listing_for(each, draft, annex, opener, desk) if lists else (None, None)
        )
        decisions = decisions_on(each, listing, desk.register)
        act = begun_act(form, each.answers, listing, decisions, each.absent)
        acts.append(ActTable(each, act, complaint, *faults(form), draft.version == 1))
        paper = paper or paper_begun(form)
    for table in sorted(acts, key=lambda each: each.kept.kind != ActKind.RENAMING):
        read_alone(table, [other.act for other in acts if other.act.taken])
        if table.act.taken:
            propose_count(table.act, table.kept.absent, len(table.act.taken.matches))
    whole = DraftTable(edition, draft, tuple(acts), before, acts_before=_acts_of(paper_before))
    return whole if not acts or any(each.is_open for each in acts) else _drafted(whole)


def _acts_of(paper: Mapping[str, Any] | None) -> int:
    """Number of acts of a paper; one that does not part them is a single act."""
    if not paper:
        return 0
    return len(paper["acts"]) if "acts" in paper else 1


def faults(form: DraftForm) -> tuple[tuple[Question, ...], dict[str, Advice]]:
    """Questions that must be answered, and by path what is wrong with an answer."""
    wrong: dict[str, Advice] = {
        q.path: tuple(
            chain.from_iterable(
                (("；",) if at else ()) + f.in_full for at, f in enumerate(findings)
            )
        )
        for q in form.questions()
        if q.path in form.values and (findings := form.wrong(q))
    }
    return tuple(missing_questions(form)), wrong


def decisions_on(
    draft: DraftAct, listing: AnnexListing | None, register: Register
) -> dict[str, str]:
    """The clerk's rulings on rows that are there; a row typed for a known platform is that one's."""
    labels = {line.label for line in listing.lines} if listing else set()
    typed = enumerate(draft.rows, 1) if draft.listing == TYPED else ()
    pinned = {str(at): id for at, row in typed if (id := _pinned(row, register))}
    return {label: to for label, to in (pinned | dict(draft.rulings)).items() if label in labels}


def _pinned(row: Mapping[str, str], register: Register) -> str:
    """Id of the platform that a typed row names by its id; empty where it names none so."""
    named = (row.get(column, "").strip() for column in ("platform", "name"))
    return next((id for id in named if id in register.records), "")


def read_alone(table: ActTable, others: Sequence[PaperAct]) -> None:
    """Reads the list of one act, with the names that renamings beside it bring; says what hinders."""
    open_fields = {*table.wrong, *(question.path for question in table.missing)}
    # What the paper says once, its first act alone is asked for.
    is_readable = all(map(table.form.values.get, READ_BY)) and open_fields.isdisjoint(READ_BY)
    if table.complaint or table.act.listing is None or not is_readable:
        return
    renamings = [each for each in others if each.form.kind == ActKind.RENAMING]
    try:
        read_lists([*renamings, table.act], {}, ())
    except Complaint as reason:
        table.complaint = reason.sentence


def propose_count(act: PaperAct, absent: Sequence[str], rows: int) -> None:
    """Proposes the number of the list's rows, where the clerk has not said what the paper prints."""
    question = next((q for q in act.form.questions() if q.path == COUNT), None)
    if COUNT in absent:
        act.form.values[COUNT] = None
    elif question and rows and COUNT not in act.form.values:
        act.form.values[COUNT] = str(rows)
        act.proposed.append(question)


def known_heads(register: Register) -> dict[str, str]:
    """Fields by the heads that only this register's editions explain: functions and figures."""
    editions = register.regulations.values()
    return function_heads(editions) | figure_heads(editions)


def listing_for(
    draft: DraftAct, whole: DeskDraft, annex: bytes | None, opener: Opener, desk: Desk
) -> tuple[AnnexListing | None, Said | None]:
    """The list of an act, and why it cannot be read."""
    try:
        listing = _listed(draft, whole, annex, opener, desk)
    except Complaint as reason:
        return None, reason.sentence
    return (_edited(listing, draft.edits) if listing else None), None


def _listed(
    draft: DraftAct, whole: DeskDraft, annex: bytes | None, opener: Opener, desk: Desk
) -> AnnexListing | None:
    heads = known_heads(desk.register) | dict(draft.columns)
    if draft.listing == PASTED and draft.pasted.strip():
        return listing_of(_headed(pasted_annex(draft.pasted), draft.columns), heads, ())
    if draft.listing == ANNEX and annex is not None:
        file = opener(whole.annex, annex)
        if draft.section is None:
            return listing_of(file, heads, draft.sheets)
        parts = sections_in(file, heads, ())
        return parts[draft.section].listing(file) if draft.section < len(parts) else None
    rows = [*enumerate(draft.rows, 1)] if draft.listing == TYPED else []
    day = desk.day(draft.answers)
    lines = (_typed_line(at, row, desk.register, day) for at, row in rows)
    return _typed_listing(tuple(line for line in lines if line.texts))


def _headed(file: AnnexFile, columns: Mapping[str, str]) -> AnnexFile:
    """A pasted list under the heads that the clerk gave its columns by their numbers, if any."""
    numbers = [int(key) for key in columns if key.isdecimal()]
    if not numbers:
        return file
    fields = (columns.get(str(at), "") for at in range(1, max(numbers) + 1))
    head = tuple(column_label(field) if field else "" for field in fields)
    grid = replace(file.grids[0], lines=(head, *file.grids[0].lines))
    return replace(file, grids=(grid,))


def _typed_line(at: int, row: Mapping[str, str], register: Register, day: date) -> AnnexLine:
    """A row typed; the names of a platform that the clerk named by its id are the register's."""
    texts = {name: text.strip() for name, text in row.items() if text.strip()}
    known = register.histories.get(_pinned(row, register))
    if known:
        now = identity(known, day)
        names = {"name": now.name, "operating_unit": now.operating_unit}
        is_named = texts.get("name") not in (None, known.platform.id)
        texts |= {} if is_named else {name: text for name, text in names.items() if text}
    texts.pop("platform", None)
    return AnnexLine(str(at), texts, {})


def _typed_listing(lines: tuple[AnnexLine, ...]) -> AnnexListing | None:
    if not lines:
        return None
    fields = dict.fromkeys(name for line in lines for name in line.texts)
    columns = (AnnexColumn(at, column_label(name), name) for at, name in enumerate(fields))
    return AnnexListing(TYPED_FILE, TYPED_FILE, tuple(columns), lines, (), ())


def _edited(listing: AnnexListing, edits: Mapping[str, Mapping[str, str]]) -> AnnexListing:
    """The list with the texts that the clerk put right; what is left empty is not there."""
    lines = tuple(
        replace(line, texts=_without_empty({**line.texts, **edits[line.label]}), blank=())
        if line.label in edits
        else line
        for line in listing.lines
    )
    return replace(listing, lines=lines)


def _without_empty(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in texts.items() if text}


def sections(
    draft: DeskDraft, annex: bytes | None, opener: Opener, register: Register
) -> list[AnnexSection]:
    """The lists of the annex parted by their titles; none where it cannot be read."""
    if annex is None:
        return []
    try:
        return sections_in(opener(draft.annex, annex), known_heads(register), ())
    except Complaint:
        return []


def _drafted(table: DraftTable) -> DraftTable:
    """The files of a draft in which nothing is open, or the sentence that says what hinders."""
    acts = [each.act for each in table.acts]
    try:
        drafts = paper_drafts(acts, None, table.before)
        files = files_of(table.edition.folder, drafts)
    except (Complaint, AlreadyThere, DamagedNumbers) as reason:
        return replace(table, complaint=reason.sentence)
    return with_files(table, drafts, files)


def with_files(
    table: DraftTable, drafts: Sequence[Draft], files: Mapping[str, bytes]
) -> DraftTable:
    """The table with what it makes: the new platforms first, in the order of their rows."""
    new = (
        (at, match.row.line.label)
        for at, each in enumerate(table.acts)
        if each.act.taken
        for match in newcomers(each.act.taken)
    )
    brought = {draft.path: place for draft, place in zip(drafts, new, strict=False)}
    return replace(table, drafts=tuple(drafts), files=files, rows_of_platforms=brought)
