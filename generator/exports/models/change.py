"""变更模型 What changed in the register, entry by entry, from git and from day to day."""

from datetime import date

from generator.exports.models.base import Head, Output
from generator.exports.models.notice import Notice
from generator.exports.models.platform import State


class ChangeEntry(Output):
    """一条变更 `number` only ever grows; a copy is current up to the last one it took in.

    The new content stands in the last entry on each subject only: who takes in every
    entry in order ends up with a whole copy, and what was redacted is not repeated.
    """

    number: int
    on: date
    commit: str | None
    action: str
    """added 新增、status_changed 状态变化、amended 依文件变化、corrected 更正、redacted 隐去、removed 移除。"""
    subject: str
    """platform 或 notice。"""
    id: str
    status_before: str | None
    status_after: str | None


class FullChange(ChangeEntry):
    """变更及其内容 At most one of the two contents is given."""

    platform: State | None
    notice: Notice | None


class ChangesFile(Head):
    """变更 From the first commit on, in order; `unavailable` says why there are none."""

    unavailable: str | None
    changes: tuple[FullChange, ...]


class PlatformChangesFile(Head):
    """一个平台的变更."""

    id: str
    unavailable: str | None
    changes: tuple[ChangeEntry, ...]
