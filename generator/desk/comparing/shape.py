"""数据的形式 What `registry diff --format json` prints, field by field.

As in the API: no field has a default, days are ISO, codes are those of the API. A field may
be added; none changes its meaning. docs/comparison.md says the same for people.
"""

from datetime import date
from typing import Any

from generator.exports.models.base import Output


class Side(Output):
    """一侧 A version: as it was called, and its commit."""

    name: str
    commit: str | None
    """现有文件（没有写第二个版本时）为 null。"""


class Difference(Output):
    """一处差异 One value of a record, as written in the file."""

    platform: str | None
    """附表中的差异属于哪个平台的一行；不在附表中的为 null。"""
    field: str | None
    """字段，下一级以点相连；整行的增减为 null。"""
    before: Any
    after: Any


class Mended(Output):
    """更正的一处 What stood in a platform's row, and what stands there now."""

    platform: str
    field: str
    before: Any
    after: Any


class Act(Output):
    """一份文件 Added, edited, completed, redacted or removed."""

    id: str
    action: str
    kind: str
    title: str
    document_number: str | None
    issued_on: str
    file: str
    """在登记文件夹中的路径。"""
    meaning: str
    """一句话：这份文件办了什么事。"""
    corrects: str | None
    mended: tuple[Mended, ...]
    differences: tuple[Difference, ...]


class Status(Output):
    """资格状态 On the day; null on a side where the platform is not on record."""

    before: str | None
    after: str | None
    since: date | None
    """现在的状态自哪一天起。"""
    decided_by: str | None
    """依据的文件编号。"""


class Fact(Output):
    """一项的变化 On the day."""

    fact: str
    before: Any
    after: Any


class Turn(Output):
    """将来的变化 What will be from a day on."""

    on: date
    fact: str
    value: Any
    decided_by: str | None


class Stretch(Output):
    """过去的一段 Days that are answered otherwise now; both included."""

    starts: date
    ends: date
    before: str
    after: str


class Platform(Output):
    """一个平台 `action` is added, edited or removed."""

    id: str
    name: str
    action: str
    status: Status
    facts: tuple[Fact, ...]
    coming: tuple[Turn, ...]
    """新增的将来变化。"""
    dropped: tuple[Turn, ...]
    """不再发生的将来变化。"""
    past: tuple[Stretch, ...]
    differences: tuple[Difference, ...]
    """平台文件本身的差异，当日身份之外的。"""


class Record(Output):
    """其他记录 A file that is neither a platform nor an act."""

    action: str
    file: str
    differences: tuple[Difference, ...]


class Unread(Output):
    """读不出的记录 Findings, as `registry check --format json` prints them."""

    base: tuple[dict[str, Any], ...]
    head: tuple[dict[str, Any], ...]


class Shape(Output):
    """对比 The whole answer."""

    base: Side
    head: Side
    as_of: date
    changes_for_the_public: bool
    """false 时 acts、platforms、records 都为空。"""
    summary: str
    acts: tuple[Act, ...]
    platforms: tuple[Platform, ...]
    records: tuple[Record, ...]
    form_only: tuple[str, ...]
    """只改了写法的文件。"""
    unread: Unread
