"""名单各行 The lines below a head: rows of the list, and what is no row, each named with a reason."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.desk.annexes.columns import Head
from generator.desk.annexes.grid import Grid

# A name never has a colon near its beginning, nor asks for a seal.
NOTE = re.compile(
    r"(?:注|备注|说明|附注|附件?|填表|填报|制表|审核|经办|联系|填写|单位|负责)[^，。、]{0,8}:"
    r"|.{0,12}\((?:盖章|公章|签章|签字)\)|\d{4}年\d{1,2}月\d{1,2}日$"
)
TOTAL = re.compile(r"合\s*计|总\s*计|小\s*计|共\s*计|共\s*\d+\s*[个家]")
GROUP = re.compile(r"[(]?[一二三四五六七八九十]+[)]?\s*[、.]|[(][一二三四五六七八九十]+[)]")
NUMBER = re.compile(r"\d+(?:\.0+)?")


@dataclass(frozen=True)
class Line:
    """一行 A row of the list, by field and by printed head; `label` is what `--row` takes."""

    label: str
    texts: Mapping[str, str]
    heads: Mapping[str, str]
    is_hidden: bool = False

    @property
    def place(self) -> str:
        """位置 As every complaint names it."""
        return f"第 {self.label} 行"


@dataclass(frozen=True, slots=True)
class Passed:
    """未收的行 A line that is no row of the list, with its text and why."""

    label: str
    text: str
    why: str


def lines_of(grid: Grid, head: Head, below: int, mark: str) -> Iterator[Line | Passed]:
    """各行 From one line on; blank lines are passed over in silence."""
    for at in range(below, len(grid.lines)):
        printed = [(column, text) for column, text in enumerate(grid.lines[at]) if text]
        if not printed:
            continue
        label = f"{mark}{at + 1}"
        why = _no_row(grid, head, at, printed)
        if why:
            yield Passed(label, " ".join(" ".join(text for _, text in printed).split()), why)
        else:
            yield _row(grid, head, at, label)


def _no_row(grid: Grid, head: Head, at: int, printed: list[tuple[int, str]]) -> str | None:
    if head.repeats(grid.lines[at]):
        return "重复的表头"
    column, text = printed[0]
    plain = unicodedata.normalize("NFKC", text)
    if NOTE.match(plain):
        return "表外的说明"
    if TOTAL.match(plain):
        return "合计"
    if len(printed) > 1:
        return None
    return _lone(head, column, plain) or ("通栏文字" if _across(grid, at, column) else None)


def _lone(head: Head, column: int, text: str) -> str | None:
    """What a single cell in a line may be, beside a name."""
    field = next((each.field for each in head.columns if each.at == column), None)
    if GROUP.match(text):
        return "分组标题"
    if field == "ordinal" and NUMBER.fullmatch(text):
        return "只有序号"
    return None if field in ("name", "operating_unit") else "零散的文字"


def _across(grid: Grid, at: int, column: int) -> bool:
    return any(
        block.top == at and block.left == column and block.right > column for block in grid.merged
    )


def _row(grid: Grid, head: Head, at: int, label: str) -> Line:
    said = [(column, grid.meant(at, column.at)) for column in head.columns]
    return Line(
        label,
        {column.field: text for column, text in said if column.field and text},
        {column.head: text for column, text in said},
        at in grid.hidden_lines,
    )
