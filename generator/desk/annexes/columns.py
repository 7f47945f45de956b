"""The head of a list, over one line or two, and the field that each column stands for."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.desk.annexes.cells import joined_lines
from generator.desk.annexes.grid import Complaint, Grid
from generator.records.regulation import Regulation

# The first of each is what we call the column when we speak of it.
HEADS: dict[str, tuple[str, ...]] = {
    "ordinal": ("序号", "序", "行号"),
    "name": (
        "平台名称", "示范平台名称", "服务平台名称", "公共服务平台名称", "公共服务示范平台名称",
        "中小企业公共服务示范平台名称", "平台", "示范平台", "变更前平台名称", "原平台名称",
        "更名前平台名称", "平台原名称",
    ),
    "operating_unit": (
        "运营单位", "运营单位名称", "单位名称", "申报单位", "申报单位名称", "平台运营单位",
        "平台运营单位名称", "运营机构", "运营机构名称", "运营主体", "运营主体名称", "建设运营单位",
        "依托单位", "依托单位名称", "企业名称", "机构名称", "单位", "变更前运营单位", "原运营单位",
        "变更前单位名称", "原单位名称", "更名前单位名称", "变更前运营单位名称",
    ),
    "credit_code": (
        "统一社会信用代码", "社会信用代码", "信用代码", "统一信用代码", "运营单位统一社会信用代码",
        "运营单位代码",
    ),
    "city": (
        "所在市", "市", "地市", "市地", "所在地市", "所属市", "所属地市", "设区市", "所在设区市",
        "所在城市", "城市", "所在地", "所属地", "所在地区", "所属地区", "地区", "省份", "所在省",
    ),
    "county": (
        "所在县", "县", "区", "县区", "区县", "县市区", "市县区", "所在县市区", "所在区县", "所在县区",
        "所属县市区", "所属区县", "所在地县", "所在地县市区",
    ),
    "functions": (
        "服务功能", "主要功能", "主要服务功能", "平台功能", "功能", "平台类型", "平台类别",
        "服务类型", "服务类别", "功能类别", "功能类型", "示范平台类型",
    ),
    "recommended_by": (
        "推荐单位", "推荐部门", "推荐单位名称", "推荐部门名称", "推荐主管部门", "推荐机构",
    ),
    "number": ("证书编号", "证书号", "证书号码", "认定证书编号"),
    "reviewed": (
        "复核", "是否复核", "复核情况", "复核结果", "认定类型", "认定类别", "认定方式", "新认定复核",
        "新认定或复核",
    ),
    "validity": ("有效期", "有效期限", "有效期起止", "有效期起止日期", "称号有效期"),
    "starts": ("有效期起", "有效期起始", "有效期自", "有效期起日", "有效期起始日期", "有效期开始日期"),
    "ends": ("有效期止", "有效期至", "有效期截止", "有效期止日", "有效期截止日期", "有效期结束日期"),
    "grounds": (
        "理由", "撤销理由", "撤销原因", "撤销事由", "退出理由", "退出原因", "原因", "不合格原因",
    ),
    "outcome": (
        "结论", "复核结论", "检查结论", "检查结果", "评价结果", "评价结论", "处理结论", "处理结果",
        "决定结论", "进展",
    ),
    "grade": ("等次", "等级", "评价等次", "评价等级", "复核等次"),
    "rectify_by": ("整改期限", "整改时限", "整改截止日期"),
    "inspected_on": ("检查日期", "检查时间"),
    "by": ("检查单位", "检查部门"),
    "name_to": (
        "变更后平台名称", "更名后平台名称", "平台新名称", "现平台名称", "变更后的平台名称",
    ),
    "unit_to": (
        "变更后运营单位", "变更后运营单位名称", "变更后单位名称", "更名后单位名称", "现单位名称",
        "现运营单位", "变更后的运营单位",
    ),
    "code_to": ("变更后统一社会信用代码", "变更后社会信用代码", "变更后信用代码"),
    "takes_effect_on": ("生效日期", "变更日期", "变更时间", "生效时间", "更名日期"),
    "same_legal_person": ("同一法人", "是否同一法人", "是否为同一法人"),
    "designation": ("原认定文件", "认定文件", "原认定文号"),
    "filed_on": ("报送日期", "报送时间"),
    "plan_filed_on": ("下一年计划报送日期", "计划报送日期"),
    "successor": ("承继平台", "承继平台名称", "并入平台"),
    "keeps_title": ("称号是否保持", "是否保持称号"),
    "national_document_number": ("国家级认定文号", "国家级认定文件"),
    "article": ("依据条款", "撤销依据", "依据", "条款", "依据条文", "条文"),
    "proposed_by": ("提请单位", "提请部门", "提请撤销单位", "提出单位", "提出部门"),
    "bars_reapplication": ("再次申报", "限制再次申报", "是否限制再次申报", "是否限制申报"),
    "remarks": ("备注", "说明"),
}  # fmt: skip
IGNORED = "忽略"
# A figure of the assessment is a field of its own: `assessment.assets`.
FIGURES = "assessment"
BRACKETED = re.compile(r"\([^()]*\)")
NOT_LETTERS = re.compile(r"[\W_]+")
FIELDS_BY_HEAD = {head: field for field, heads in HEADS.items() for head in heads}


def column_label(field: str) -> str:
    """The Chinese name by which we speak of a field's column; of a figure, its field."""
    return HEADS[field][0] if field in HEADS else field


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
    """A head without regard to width, case, spaces, line ends, brackets and stops."""
    return NOT_LETTERS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def field_of(head: str, named: Mapping[str, str]) -> str | None:
    """The field that a head stands for, None if unknown; what the clerk named comes first."""
    whole = folded_head(head)
    if whole in named:
        return named[whole]
    bare = folded_head(BRACKETED.sub("", unicodedata.normalize("NFKC", head)))
    return FIELDS_BY_HEAD.get(whole) or FIELDS_BY_HEAD.get(bare) or named.get(bare)


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


NAMING_FIELDS = {"name", "operating_unit"}
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
    lines = tuple(grid.lines[at : at + depth])
    columns = tuple(_head_columns(grid, at, depth, named))
    head = AnnexHead(at + depth, _one_per_field(grid, columns, named), lines)
    others = (
        below
        for below in range(head.below, len(grid.lines))
        if _is_head(grid.lines[below], named, is_lone=False) and not head.repeats(grid.lines[below])
    )
    return replace(head, another=next(others, None))


def _is_second(grid: Grid, at: int, named: Mapping[str, str]) -> bool:
    """Whether the next line parts the wide heads of this one, and does nothing else."""
    parts = [(column, text) for column, text in enumerate(grid.line(at + 1)) if text]
    apart = all(_is_wide(grid, at, column) for column, _ in parts)
    return apart and any(_joint_head(grid, at, column, named)[1] for column, _ in parts)


def _is_wide(grid: Grid, at: int, column: int) -> bool:
    beyond = column + 1 < grid.width and not grid.printed(at, column + 1)
    return not grid.printed(at, column) or beyond


def _head_columns(
    grid: Grid, at: int, depth: int, named: Mapping[str, str]
) -> Iterator[AnnexColumn]:
    for column in range(grid.width):
        if depth == 2 and grid.printed(at + 1, column):
            head, field = _joint_head(grid, at, column, named)
        else:
            head = grid.printed(at, column)
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
    heads = "、".join(f"第 {column.at + 1} 列“{column.head}”" for column in claim)
    raise Complaint(
        f"{grid.called}有几列都像是{column_label(field)}：{heads}。"
        f"请用 --head “列名={column_label(field)}”指明用哪一列，或用 --head “列名={IGNORED}”去掉一列。"
    )


def _folded_line(line: Sequence[str]) -> tuple[str, ...]:
    return tuple(folded_head(cell) for cell in line if cell)
