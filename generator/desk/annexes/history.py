"""A history taken over in one run: the lists of a plan, each matched with the register as the earlier ones leave it.

Until all is settled a platform that a list brings in is called by its row: `new-2-17` stands in
the second sheet, on line 17. So what a clerk ruled stays true when another row is ruled otherwise.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.desk.annexes.grid import AnnexFile, Complaint
from generator.desk.annexes.listing import AnnexListing, PassedLine
from generator.desk.annexes.matching import NAMES, UNITS, RowMatch, RowOutcome
from generator.desk.annexes.plan import Paper, PlanFault, PlannedAct, WrongPlan
from generator.desk.annexes.planned_lists import PlacedAct, PlannedLists, common_texts
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
from generator.register.register import Register
from generator.terms.said import said
from generator.terms.words import ActKind

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
