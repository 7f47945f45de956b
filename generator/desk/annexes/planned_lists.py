"""The lists that a plan names within one file: found, cut to their rows, and each row in one list at most."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from generator.desk.annexes.columns import (
    IGNORED,
    column_label,
    field_of,
    figure_heads,
    folded_head,
    function_heads,
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
from generator.desk.sentences import bare_words
from generator.records.regulation import Regulation
from generator.terms.heads import HEADS

UNPLANNED = "计划没有选这一行"
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
            fix = "列名不同的，用 heads 写明“印的列名: 字段”"
            return PlanFault(act.place("sheet"), f"“{name}”中没有找到名单的表头", fix)
        near = get_close_matches(name, names, 1, 0.5)
        known = "、".join(grid.called for grid in self.annex.grids)
        fix = f"是否为“{near[0]}”？文件里有：{known}" if near else f"文件里有：{known}"
        return PlanFault(act.place("sheet"), f"文件里没有“{name}”", fix)

    def _only(self, act: PlannedAct, lists: list[list[ListPart]]) -> list[ListPart]:
        if not lists:
            raise WrongPlan([PlanFault(act.place(), bare_words(no_list(self.annex)).rstrip("。"))])
        if len(lists) == 1:
            return lists[0]
        known = "、".join(parts[0].grid.called for parts in lists)
        message = f"没有写 sheet，而文件里有 {len(lists)} 处名单：{known}"
        raise WrongPlan([PlanFault(act.place(), message, "用 sheet 写明是哪一个")])

    def _heads_of(self, act: PlannedAct) -> dict[str, str]:
        own = {**self.heads, **act.where.heads}
        options = [f"{head}={name}" for head, name in own.items()]
        try:
            return function_heads(self.editions) | named_heads(options, figure_heads(self.editions))
        except Complaint as reason:
            shown = "，".join(f"{head}: {name}" for head, name in own.items())
            fix = f"字段可以是 {_known_fields()}、认定条件的名称或“{IGNORED}”"
            fault = PlanFault(act.place("heads"), f"heads 中有不认识的字段：{shown}", fix)
            raise WrongPlan([fault]) from reason

    def _take(self, act: PlannedAct, listing: AnnexListing) -> None:
        twice: dict[str, list[str]] = {}
        for line in listing.lines:
            before = self.taken.setdefault(line.label, act)
            if before is not act:
                twice.setdefault(str(before.place()), []).append(line.label)
        for place, labels in twice.items():
            shown = "、".join(labels[:SHOWN]) + (f" 等 {len(labels)} 行" if labels[SHOWN:] else "")
            where = act.place("rows") if act.where.rows else act.place("sheet")
            fix = "用 rows 或 only 分清哪几行是哪份名单"
            self.faults.append(PlanFault(where, f"第 {shown} 行已经写在 {place} 的名单里", fix))


def _mark(part: ListPart) -> str:
    return f"{part.at + 1}-"


def _in_lines(act: PlannedAct, parts: Sequence[ListPart], whole: AnnexListing) -> AnnexListing:
    """The list cut to the lines that the entry names; raises `WrongPlan` where they cannot be meant."""
    if not act.where.rows:
        return whole
    if len(parts) > 1:
        message = f"这份名单接着印在 {len(parts)} 个表格里，rows 说不清是哪一个的行"
        raise WrongPlan([PlanFault(act.place("rows"), message, "去掉 rows，用 only 选")])
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
        message = ""
        if int(end or first) > last:
            message = f"“{text}”超出了表，表只到第 {last} 行"
        elif not own:
            message = f"“{text}”的起行大于止行"
        elif own & numbers:
            message = f"“{text}”与前面的行重复：第 {'、'.join(map(str, sorted(own & numbers)))} 行"
        faults += [PlanFault(act.place("rows", at), message)] if message else []
        numbers |= own
    return numbers, faults


def _with_value(act: PlannedAct, listing: AnnexListing) -> AnnexListing:
    """The list cut to the rows that print the values of `only`; raises `WrongPlan` where none is left."""
    heads = {folded_head(column.head): column.head for column in listing.columns}
    for name, text in act.where.only.items():
        head = heads.get(folded_head(name))
        if head is None:
            fix = f"印的列名有：{'、'.join(heads.values())}"
            raise WrongPlan([PlanFault(act.place("only", name), f"名单没有“{name}”列", fix)])
        lines = tuple(line for line in listing.lines if line.heads.get(head) == text.strip())
        listing = replace(listing, lines=lines)
    if not listing.lines:
        where = next((n for n in ("only", "rows", "sheet") if getattr(act.where, n)), "kind")
        raise WrongPlan([PlanFault(act.place(where), "所指的地方没有名单的行")])
    return listing


def common_texts(act: PlannedAct) -> dict[str, str]:
    """Texts by field that count for every row which prints none of its own; raises `WrongPlan`."""
    texts = {}
    for name, text in act.where.set.items():
        meant = field_of(name, {}) or name
        if meant not in HEADS:
            message = f"set 中有不认识的字段“{name}”"
            fix = f"字段可以是 {_known_fields()}"
            raise WrongPlan([PlanFault(act.place("set", name), message, fix)])
        texts[meant] = text
    return texts


def _known_fields() -> str:
    return "、".join(f"{column_label(each)}（{each}）" for each in HEADS)
