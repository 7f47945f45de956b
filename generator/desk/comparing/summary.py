"""提要 One paragraph on a comparison: how many acts, how many platforms, or that nothing changes."""

from collections import Counter
from collections.abc import Iterator

from generator.history import Version
from generator.history.comparison import Comparison
from generator.terms import Action

SHORT = 10


def heading(comparison: Comparison) -> str:
    """比的是什么 Both sides by name and commit."""
    return f"原来的版本：{_named(comparison.base)}；后来的版本：{_named(comparison.head)}"


def _named(side: Version) -> str:
    return f"{side.name}（{side.commit[:SHORT]}）" if side.commit else side.name


def summary(comparison: Comparison) -> str:
    """提要 What changes for the public, in one paragraph."""
    told = "，".join(_counts(comparison)) or _nothing(comparison)
    return f"截至 {comparison.as_of}，{told}。"


def cautions(comparison: Comparison) -> Iterator[str]:
    """提醒 What could not be compared."""
    for findings, side in (
        (comparison.unread, comparison.head),
        (comparison.unread_before, comparison.base),
    ):
        if findings:
            yield (
                f"注意：{side.name}中有 {len(findings)} 处错误，"
                "读不出的记录没有比较，以上可能不全、不准。"
            )


def _counts(comparison: Comparison) -> Iterator[str]:
    counted = Counter(change.action for change in comparison.acts)
    acts = [f"{action.label} {counted[action]} 份" for action in Action if counted[action]]
    if acts:
        yield f"文件{'、'.join(acts)}"
    today, later = len(comparison.status_changes), len(comparison.later_status_changes)
    others = len(comparison.platforms) - today - later
    if today:
        yield f"{today} 个平台的资格状态有变化"
    if later:
        yield f"{later} 个平台日后的资格状态与原来不同"
    if others:
        yield f"{others} 个平台另有变化"
    if comparison.records:
        yield f"其他记录 {len(comparison.records)} 个文件有变化"


def _nothing(comparison: Comparison) -> str:
    if comparison.unread or comparison.unread_before:
        return "读得出的记录没有变化"
    if comparison.form_only:
        count = len(comparison.form_only)
        return f"对公众没有变化：{count} 个文件只改了写法（如注释、换行、字段次序、所在子文件夹），记录的内容不变"
    return "对公众没有变化：两边的记录完全相同"
