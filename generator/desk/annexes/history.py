"""A history taken over in one run: the lists of a plan, each matched with the register as the earlier ones leave it.

Each list is cut to its rows, and each row stands in one list at most. Until all is settled a
platform that a list brings in is called by its row: `new-2-17` stands in the second sheet, on
line 17. So what a clerk ruled stays true when another row is ruled otherwise.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.desk.annexes.cells import near_names
from generator.desk.annexes.columns import (
    IGNORED,
    field_of,
    figure_heads,
    folded_head,
    function_heads,
    known_columns,
    named_heads,
)
from generator.desk.annexes.grid import AnnexFile, Complaint
from generator.desk.annexes.listing import (
    AnnexLine,
    AnnexListing,
    ListPart,
    PassedLine,
    listing_from_lines,
)
from generator.desk.annexes.lists import lists_in, no_list
from generator.desk.annexes.matching import NAMES, UNITS, RowMatch, RowOutcome
from generator.desk.annexes.plan import Paper, PlanFault, PlannedAct, WrongPlan
from generator.desk.annexes.taking import (
    TAKES_NEW,
    TakenAnnex,
    names_introduced,
    newcomers,
    taken_annex,
)
from generator.desk.drafts import Draft
from generator.desk.new import DraftForm
from generator.desk.papers import (
    missing_questions,
    new_ids,
    paper_begun,
    paper_draft,
    platform_drafts,
    reading_context,
)
from generator.desk.proposals import Desk
from generator.desk.questions import Question
from generator.history.versions import by_file
from generator.intake.receiving import Archive
from generator.records.registry import Receipt
from generator.records.regulation import Regulation
from generator.register.register import Register
from generator.terms.heads import HEADS
from generator.terms.said import said
from generator.terms.words import ActKind

UNPLANNED = said("not_planned")
SHOWN = 10
Line = AnnexLine | PassedLine


@dataclass(frozen=True)
class PlacedAct:
    """An act of the plan with its list; None for an act that lists nothing."""

    planned: PlannedAct
    listing: AnnexListing | None


@dataclass
class PlannedLists:
    """The file by the plan: `heads` count for every list."""

    annex: AnnexFile
    editions: Sequence[Regulation]
    heads: Mapping[str, str]
    faults: list[PlanFault] = field(default_factory=list)
    # By label of the line: the entry that takes it.
    taken: dict[str, PlannedAct] = field(default_factory=dict)
    read: dict[int, ListPart] = field(default_factory=dict)

    def of(self, papers: Sequence[Sequence[PlannedAct]]) -> list[list[PlacedAct]]:
        """The acts of each paper with their lists; raises `WrongPlan` with every fault."""
        listed = [[PlacedAct(act, self._listing(act)) for act in paper] for paper in papers]
        if self.faults:
            raise WrongPlan(self.faults)
        return listed

    def left(self) -> Iterator[PassedLine]:
        """Rows of the sheets that were read which no entry takes."""
        for part in self.read.values():
            for line in part.lines(_mark(part)):
                if isinstance(line, AnnexLine) and line.label not in self.taken:
                    text = " ".join(" ".join(line.texts.values()).split())
                    yield PassedLine(line.label, text, UNPLANNED)

    def unread(self) -> list[str]:
        """Sheets and tables in which something is printed, and which the plan does not name."""
        grids = enumerate(self.annex.grids)
        return [
            grid.called for at, grid in grids if at not in self.read and any(map(any, grid.lines))
        ]

    def _listing(self, act: PlannedAct) -> AnnexListing | None:
        if not act.has_rows:
            return None
        try:
            parts = self._parts(act)
            whole = listing_from_lines(
                self.annex.file,
                parts,
                [part.lines(_mark(part)) for part in parts],
                self.annex.notes,
            )
            chosen = _with_value(act, _in_lines(act, parts, whole))
        except WrongPlan as reason:
            self.faults += reason.faults
            return None
        self._take(act, chosen)
        self.read |= {part.at: part for part in parts}
        return chosen

    def _parts(self, act: PlannedAct) -> list[ListPart]:
        """The parts of the list that an entry means."""
        lists = lists_in(self.annex, self._heads_of(act))
        name = act.where.sheet
        if name is None:
            return self._only(act, lists)
        holding = [parts for parts in lists if any(part.grid.name == name for part in parts)]
        holding = holding or [p for p in lists if any(str(part.at + 1) == name for part in p)]
        if holding:
            return holding[0]
        raise WrongPlan([self._no_list(act, name)])

    def _no_list(self, act: PlannedAct, name: str) -> PlanFault:
        names = {grid.name for grid in self.annex.grids}
        if name in names or name in map(str, range(1, len(self.annex.grids) + 1)):
            return PlanFault(act.place("sheet"), said("planned_sheet_without_head", sheet=name))
        known = tuple(grid.called for grid in self.annex.grids)
        near = near_names(name, names)
        fault = said("planned_sheet_unknown", sheet=name, near=near, known=known)
        return PlanFault(act.place("sheet"), fault)

    def _only(self, act: PlannedAct, lists: list[list[ListPart]]) -> list[ListPart]:
        if not lists:
            raise WrongPlan([PlanFault(act.place(), no_list(self.annex))])
        if len(lists) == 1:
            return lists[0]
        known = tuple(parts[0].grid.called for parts in lists)
        fault = said("planned_sheet_missing", count=len(lists), known=known)
        raise WrongPlan([PlanFault(act.place(), fault)])

    def _heads_of(self, act: PlannedAct) -> dict[str, str]:
        own = {**self.heads, **act.where.heads}
        options = [f"{head}={name}" for head, name in own.items()]
        try:
            return function_heads(self.editions) | named_heads(options, figure_heads(self.editions))
        except Complaint as reason:
            shown = tuple(f"{head}: {name}" for head, name in own.items())
            slots = {"fields": known_columns(), "ignored": IGNORED}
            fault = said("planned_heads_unknown", heads=shown, **slots)
            raise WrongPlan([PlanFault(act.place("heads"), fault)]) from reason

    def _take(self, act: PlannedAct, listing: AnnexListing) -> None:
        twice: dict[str, list[str]] = {}
        for line in listing.lines:
            before = self.taken.setdefault(line.label, act)
            if before is not act:
                twice.setdefault(str(before.place()), []).append(line.label)
        for place, labels in twice.items():
            more = said("and_more_lines", count=len(labels)) if labels[SHOWN:] else ""
            where = act.place("rows") if act.where.rows else act.place("sheet")
            slots = {"rows": tuple(labels[:SHOWN]), "more": more, "place": place}
            self.faults.append(PlanFault(where, said("planned_twice", **slots)))


def _mark(part: ListPart) -> str:
    return f"{part.at + 1}-"


def _in_lines(act: PlannedAct, parts: Sequence[ListPart], whole: AnnexListing) -> AnnexListing:
    """The list cut to the lines that the entry names; raises `WrongPlan` where they cannot be meant."""
    if not act.where.rows:
        return whole
    if len(parts) > 1:
        fault = said("planned_rows_of_several", count=len(parts))
        raise WrongPlan([PlanFault(act.place("rows"), fault)])
    numbers, faults = _numbers(act, len(parts[0].grid.lines))
    if faults:
        raise WrongPlan(faults)
    chosen = {f"{_mark(parts[0])}{number}" for number in numbers}
    return replace(
        whole,
        lines=tuple(line for line in whole.lines if line.label in chosen),
        passed=tuple(line for line in whole.passed if line.label in chosen),
    )


def _numbers(act: PlannedAct, last: int) -> tuple[set[int], list[PlanFault]]:
    """Numbers of the lines from 1, each once and none beyond the sheet."""
    numbers: set[int] = set()
    faults = []
    for at, text in enumerate(act.where.rows):
        first, _, end = text.partition("-")
        own = {*range(int(first), int(end or first) + 1)} if int(end or first) <= last else set()
        fault = None
        if int(end or first) > last:
            fault = said("planned_beyond", text=text, last=last)
        elif not own:
            fault = said("planned_backwards", text=text)
        elif own & numbers:
            fault = said("planned_again", text=text, rows=tuple(sorted(own & numbers)))
        faults += [PlanFault(act.place("rows", at), fault)] if fault else []
        numbers |= own
    return numbers, faults


def _with_value(act: PlannedAct, listing: AnnexListing) -> AnnexListing:
    """The list cut to the rows that print the values of `only`; raises `WrongPlan` where none is left."""
    heads = {folded_head(column.head): column.head for column in listing.columns}
    for name, text in act.where.only.items():
        head = heads.get(folded_head(name))
        if head is None:
            fault = said("planned_column_unknown", head=name, heads=tuple(heads.values()))
            raise WrongPlan([PlanFault(act.place("only", name), fault)])
        lines = tuple(line for line in listing.lines if line.heads.get(head) == text.strip())
        listing = replace(listing, lines=lines)
    if not listing.lines:
        where = next((n for n in ("only", "rows", "sheet") if getattr(act.where, n)), "kind")
        raise WrongPlan([PlanFault(act.place(where), said("planned_without_rows"))])
    return listing


def common_texts(act: PlannedAct) -> dict[str, str]:
    """Texts by field that count for every row which prints none of its own; raises `WrongPlan`."""
    texts = {}
    for name, text in act.where.set.items():
        meant = field_of(name, {}) or name
        if meant not in HEADS:
            fault = said("planned_set_unknown", field=name, fields=known_columns())
            raise WrongPlan([PlanFault(act.place("set", name), fault)])
        texts[meant] = text
    return texts


# What a plan may leave to the register. Days that no paper printed are never worked out.
PROPOSED = ("issuer", "regulation", "batch", "publicity")
NEWCOMER = "new"


@dataclass
class PlannedDraft:
    """One act of the history: its entry in the plan, its fields, what was proposed, and its list."""

    planned: PlannedAct
    form: DraftForm
    proposed: list[Question]
    listing: AnnexListing | None
    taken: TakenAnnex | None = None


@dataclass
class TakenHistory:
    """Every paper of the plan as taken over; the rows of its sheets, and the sheets, that it does not name."""

    desk: Desk
    papers: list[list[PlannedDraft]] = field(default_factory=list)
    left: tuple[PassedLine, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def lists(self) -> list[TakenAnnex]:
        """The lists in the order of their papers."""
        return [act.taken for paper in self.papers for act in paper if act.taken]

    @property
    def doubtful(self) -> list[RowMatch]:
        """Rows in doubt; as long as there is one, nothing is written."""
        return [match for taken in self.lists for match in taken.doubtful]

    def drafts(self, series: str | None) -> list[Draft]:
        """Drafts of the platforms under their numbers, in the order of the lists, then of the papers."""
        labels = [m.row.line.label for taken in self.lists for m in newcomers(taken)]
        numbers = new_ids(self.desk.register, len(labels), series)
        ids = dict(zip(labels, numbers, strict=True))
        ids |= {newcomer(label): number for label, number in ids.items()}
        platforms = [draft for taken in self.lists for draft in platform_drafts(taken, ids)]
        return [*platforms, *(_paper_draft(paper, ids) for paper in self.papers)]


def newcomer(label: str) -> str:
    """Name of a new platform by its row, while it has no number."""
    return f"{NEWCOMER}-{label}"


def taken_history(
    desk: Desk,
    annex: AnnexFile,
    papers: Sequence[Paper],
    heads: Mapping[str, str],
    decisions: Mapping[str, str],
) -> TakenHistory:
    """The history that a plan makes of a file; raises `WrongPlan` with every fault of the plan."""
    lists = PlannedLists(annex, [*desk.register.regulations.values()], heads)
    listed = lists.of(papers)
    _refuse_strange_rows(lists.taken, decisions)
    taking, faults = _Taking(desk, decisions), list[PlanFault]()
    for paper in listed:
        try:
            taking.take(paper)
        except WrongPlan as reason:
            faults += reason.faults
    if faults:
        raise WrongPlan(faults)
    return TakenHistory(desk, taking.papers, tuple(lists.left()), tuple(lists.unread()))


def _refuse_strange_rows(known: Container[str], decisions: Mapping[str, str]) -> None:
    strange = [label for label in decisions if label not in known]
    if strange:
        raise Complaint(said("planned_rows_unknown", rows=tuple(strange)))


@dataclass
class _Taking:
    """The run so far: the register with what was taken, and the names that rows in doubt give.

    `ids` are what new platforms are called, by the label of their rows.
    """

    desk: Desk
    decisions: Mapping[str, str]
    papers: list[list[PlannedDraft]] = field(default_factory=list)
    introduced: tuple[tuple[str, str, str], ...] = ()
    ids: dict[str, str] = field(default_factory=dict)

    def take(self, paper: Sequence[PlacedAct]) -> None:
        """Takes one paper over, first its renamings: its other lists may print the new names."""
        drafts = list(self._begun(paper))
        for act in sorted(drafts, key=lambda act: act.form.kind != ActKind.RENAMING):
            if act.listing:
                act.form.desk = self.desk
                act.taken = self._read(act, act.listing)
                self._bind(platform_drafts(_as_assumed(act.taken), self.ids))
        self.papers.append(drafts)
        draft = _paper_draft([_sure(act) for act in drafts], self.ids)
        self._bind([] if draft.findings else [draft])

    def _begun(self, paper: Sequence[PlacedAct]) -> Iterator[PlannedDraft]:
        """The acts with the fields that the plan says or the register proposes, their lists not yet read."""
        begun = None
        for each in paper:
            answers = each.planned.answers
            form = DraftForm(self.desk, each.planned.kind, paper=begun)
            for question in form.questions():
                if question.path in answers:
                    form.answer(question, answers[question.path])
            form.values |= {n: answers[n] for n in ("rows_complete",) if n in answers}
            open = (q for q in form.questions() if q.path in PROPOSED and q.path not in form.values)
            proposed = [question for question in open if form.take_proposal(question)]
            _refuse_missing(form, each.planned)
            begun = begun or (paper_begun(form) if len(paper) > 1 else None)
            yield PlannedDraft(each.planned, form, proposed, each.listing)

    def _read(self, act: PlannedDraft, listing: AnnexListing) -> TakenAnnex:
        labels = {line.label for line in listing.lines}
        own = {label: to for label, to in self.decisions.items() if label in labels}
        common = common_texts(act.planned)
        try:
            context = reading_context(act.form, common, self.introduced)
            taken = taken_annex(listing, context, (), own)
        except Complaint as reason:
            raise WrongPlan([PlanFault(act.planned.place(), reason.sentence)]) from reason
        self.introduced += (*names_introduced(taken), *_names_in_doubt(taken))
        new = (match.row.line.label for match in newcomers(_as_assumed(taken)))
        self.ids |= {label: newcomer(label) for label in new}
        return taken

    def _bind(self, drafts: Sequence[Draft]) -> None:
        if drafts:
            receipt = receipt_with(self.desk.register.receipt, drafts)
            self.desk = replace(self.desk, register=Register.bind(receipt))


def _refuse_missing(form: DraftForm, planned: PlannedAct) -> None:
    faults = [
        PlanFault(planned.place(), said("plan_lacks", field=each.path, label=each.label))
        for each in missing_questions(form)
    ]
    if faults:
        raise WrongPlan(faults)


def _as_assumed(taken: TakenAnnex) -> TakenAnnex:
    """The list as later ones are matched with it: a row in doubt that may be new is new."""
    takes_new = taken.context.kind in TAKES_NEW
    assumed = (
        replace(match, outcome=RowOutcome.NEW)
        if match.outcome is RowOutcome.DOUBTFUL and takes_new and match.row.unit
        and not match.platform
        else match
        for match in taken.matches
    )  # fmt: skip
    return replace(taken, matches=tuple(assumed))


def _names_in_doubt(taken: TakenAnnex) -> Iterator[tuple[str, str, str]]:
    """Names by which rows in doubt call the platform that they most likely mean."""
    for match in taken.doubtful:
        named = ((NAMES, match.row.name), (UNITS, match.row.unit))
        yield from ((kind, match.platform, text) for kind, text in named if match.platform and text)


def _sure(act: PlannedDraft) -> PlannedDraft:
    """The act without its rows in doubt."""
    if act.taken is None or not act.taken.doubtful:
        return act
    kept = tuple(m for m in act.taken.matches if m.outcome is not RowOutcome.DOUBTFUL)
    form = replace(act.form, values=dict(act.form.values))
    return replace(act, form=form, taken=replace(act.taken, matches=kept))


def _paper_draft(paper: Sequence[PlannedDraft], ids: Mapping[str, str]) -> Draft:
    return paper_draft([(act.form, act.taken, ids) for act in paper])


def receipt_with(receipt: Receipt, drafts: Sequence[Draft]) -> Receipt:
    """The receipt of a registry as it will be once the drafts are written."""
    contents = {draft.path: draft.text.encode() for draft in drafts}
    archive = Archive(contents, Path(receipt.folder))
    whole = archive.receipt({path: path for path in contents}, by_file(receipt))
    return replace(
        whole,
        refused=whole.refused | receipt.refused,
        findings=(*receipt.findings, *whole.findings),
    )
