"""The lists that a plan names within one file: found, cut to their rows, and each row in one list at most."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

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
from generator.desk.annexes.plan import PlanFault, PlannedAct, WrongPlan
from generator.records.regulation import Regulation
from generator.terms.heads import HEADS
from generator.terms.said import said

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
