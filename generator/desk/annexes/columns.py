"""The head of a list, over one line or two, and the field that each column stands for."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.desk.annexes.cells import joined_lines
from generator.desk.annexes.grid import Complaint, Grid
from generator.desk.sentences import said
from generator.records.regulation import Regulation
from generator.terms.heads import HEADS
from generator.terms.sameness import sameness

IGNORED = "忽略"
# A figure of the assessment is a field of its own: `assessment.assets`.
FIGURES = "assessment"
BRACKETED = re.compile(r"\([^()]*\)")
FIELDS_BY_HEAD = {head: field for field, heads in HEADS.items() for head in heads}


def column_label(field: str) -> str:
    """The Chinese name by which we speak of a field's column; of a figure, its field."""
    name = field if field in HEADS else field.partition(".")[0]
    return HEADS[name][0] if name in HEADS else field


def figure_heads(editions: Iterable[Regulation]) -> dict[str, str]:
    """Fields of the figures of an assessment, by the folded labels of the criteria of these editions."""
    fields = {
        folded_head(criterion.label): f"{FIGURES}.{criterion.id}"
        for edition in editions
        if edition.eligibility
        for criterion in edition.eligibility.criteria
    }
    return {head: field for head, field in fields.items() if head not in FIELDS_BY_HEAD}


def folded_head(text: str) -> str:
    """A head without what makes no difference between two names."""
    return sameness(text)


def field_of(head: str, named: Mapping[str, str]) -> str | None:
    """The field that a head stands for, None if unknown; what the clerk named comes first."""
    whole = folded_head(head)
    if whole in named:
        return named[whole]
    bare = folded_head(BRACKETED.sub("", unicodedata.normalize("NFKC", head)))
    return FIELDS_BY_HEAD.get(whole) or FIELDS_BY_HEAD.get(bare) or named.get(bare)


def function_heads(editions: Iterable[Regulation]) -> dict[str, str]:
    """The heads of columns that are ticked, one for each service function of the editions."""
    functions = [each for edition in editions for each in edition.service_functions]
    return {
        folded_head(head): f"functions.{each.term}"
        for each in functions
        for head in (
            each.label,
            each.label.removesuffix("服务"),
            f"{each.label}功能",
            f"{each.label}类",
        )
    }


def named_heads(options: Iterable[str], figures: Mapping[str, str]) -> dict[str, str]:
    """Fields by folded head, from options `--head 印的列名=字段`, and the heads of figures.

    Raises `Complaint` where an option is wrong.
    """
    fields = dict(figures)
    for each in options:
        head, equals, field = each.rpartition("=")
        known_fields = {**figures, **FIELDS_BY_HEAD}
        meant = known_fields.get(folded_head(field), field.strip())
        if not equals or not folded_head(head) or meant not in (*known_fields.values(), IGNORED):
            known = "、".join(f"{column_label(field)}（{field}）" for field in HEADS)
            raise Complaint(
                f"--head 应写作“印的列名=字段”，而写的是“{each}”；字段可以是 {known}，认定条件的名称，"
                f"或者“{IGNORED}”。"
            )
        fields[folded_head(head)] = meant
    return fields


NAMING_FIELDS = {"name", "operating_unit", "name_and_unit", "unit_and_name"}
# 单位名称 is a head wherever it stands; 单位 may be a word of a form.
CLEAR_LENGTH = 4


@dataclass(frozen=True, slots=True)
class AnnexColumn:
    """A column of the list: its place from 0, its head as printed, and its field if the head is known."""

    at: int
    head: str
    field: str | None


@dataclass(frozen=True, slots=True)
class AnnexHead:
    """The head of a list: the line below it, its columns, and its lines, which may be printed again.

    `another` is a line further below that is the head of another list.
    """

    below: int
    columns: tuple[AnnexColumn, ...]
    lines: tuple[tuple[str, ...], ...]
    another: int | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """Fields of the known columns, in their order."""
        return tuple(column.field for column in self.columns if column.field)

    def repeats(self, line: Sequence[str]) -> bool:
        """Whether a line prints the head, or one line of it, again."""
        return _folded_line(line) in [_folded_line(each) for each in self.lines]


def head_of(grid: Grid, named: Mapping[str, str]) -> AnnexHead | None:
    """The first head of a list in a grid; None if no line has heads that we know."""
    used = {column for line in grid.lines for column, cell in enumerate(line) if cell}
    for at, line in enumerate(grid.lines):
        if _is_head(line, named, is_lone=len(used) == 1):
            return _head_at(grid, at, named)
    return None


def _is_head(line: Sequence[str], named: Mapping[str, str], is_lone: bool) -> bool:
    """A head for names or units, and another that we know; or one that means nothing else."""
    cells = [cell for cell in line if cell]
    fields = {cell: field_of(cell, named) for cell in cells if not cell.endswith((":", "："))}
    who = [cell for cell, field in fields.items() if field in NAMING_FIELDS]
    meanings = {field for field in fields.values() if field}
    is_clear = any(len(folded_head(cell)) >= CLEAR_LENGTH for cell in who)
    return bool(who) and (len(meanings) > 1 or is_clear or is_lone) and (len(cells) > 1 or is_lone)


def _head_at(grid: Grid, at: int, named: Mapping[str, str]) -> AnnexHead:
    depth = 2 if _is_second(grid, at, named) else 1
    top = at - 1 if at and _is_over(grid, at - 1, at, named) else at
    columns = tuple(_head_columns(grid, at, depth, named, top))
    head = AnnexHead(
        at + depth, _one_per_field(grid, columns, named), tuple(grid.lines[top : at + depth])
    )
    others = (
        below
        for below in range(head.below, len(grid.lines))
        if _is_head(grid.lines[below], named, is_lone=False) and not head.repeats(grid.lines[below])
    )
    return replace(head, another=next(others, None))


def _is_over(grid: Grid, above: int, at: int, named: Mapping[str, str]) -> bool:
    """Whether the line above a head has a head that we know where this one has none."""
    return any(
        field_of(text, named) and not grid.printed(at, column)
        for column, text in enumerate(grid.line(above))
    )


def _is_second(grid: Grid, at: int, named: Mapping[str, str]) -> bool:
    """Whether the next line parts the wide heads of this one, and does nothing else."""
    parts = [(column, text) for column, text in enumerate(grid.line(at + 1)) if text]
    apart = all(_is_wide(grid, at, column) for column, _ in parts)
    return apart and any(_joint_head(grid, at, column, named)[1] for column, _ in parts)


def _is_wide(grid: Grid, at: int, column: int) -> bool:
    beyond = column + 1 < grid.width and not grid.printed(at, column + 1)
    return not grid.printed(at, column) or beyond


def _head_columns(
    grid: Grid, at: int, depth: int, named: Mapping[str, str], top: int
) -> Iterator[AnnexColumn]:
    for column in range(grid.width):
        if depth == 2 and grid.printed(at + 1, column):
            head, field = _joint_head(grid, at, column, named)
        else:
            head = grid.printed(at, column) or grid.printed(top, column)
            field = field_of(head, named)
        if head:
            yield AnnexColumn(column, joined_lines(head), field)


def _joint_head(
    grid: Grid, at: int, column: int, named: Mapping[str, str]
) -> tuple[str, str | None]:
    """A head of two lines: 运营单位 over 名称 is 运营单位名称."""
    over = next((text for text in reversed(grid.line(at)[: column + 1]) if text), "")
    part = grid.printed(at + 1, column)
    return f"{over}{part}", field_of(f"{over}{part}", named) or field_of(part, named)


def _one_per_field(
    grid: Grid, columns: Sequence[AnnexColumn], named: Mapping[str, str]
) -> tuple[AnnexColumn, ...]:
    """One column for each field; a column that the clerk named stands before the others."""
    claims: dict[str, list[AnnexColumn]] = defaultdict(list)
    for column in columns:
        if column.field and column.field != IGNORED:
            claims[column.field].append(column)
    chosen = [_chosen_column(grid, field, claim, named) for field, claim in claims.items()]
    settled = (column.field == IGNORED or column in chosen for column in columns)
    return tuple(
        column if is_settled else replace(column, field=None)
        for column, is_settled in zip(columns, settled, strict=True)
    )


def _chosen_column(
    grid: Grid, field: str, claim: list[AnnexColumn], named: Mapping[str, str]
) -> AnnexColumn:
    named_columns = [column for column in claim if folded_head(column.head) in named]
    if len(named_columns) == 1 or len(claim) == 1:
        return (named_columns or claim)[0]
    heads = tuple(f"第 {column.at + 1} 列“{column.head}”" for column in claim)
    label = column_label(field)
    raise Complaint(said("columns_alike", list=grid.called, label=label, columns=heads))


def _folded_line(line: Sequence[str]) -> tuple[str, ...]:
    return tuple(folded_head(cell) for cell in line if cell)
