"""逐条的说法 Each change as plain Chinese sentences; the renderings only lay them out."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.citations import article_label
from generator.desk.comparing.facts import Words
from generator.desk.comparing.meaning import meaning, title
from generator.history.alteration import edit_message as altered
from generator.history.comparison import (
    ActChange,
    Comparison,
    PlatformChange,
    StatusChange,
)
from generator.records.differences import Difference
from generator.records.rows import RevocationRow
from generator.terms import Action, Fact

LONGEST = 160


@dataclass(frozen=True)
class Item:
    """一条 What it is about, the main thing that is said of it, and the rest line by line."""

    about: str
    main: str
    rest: tuple[str, ...]


def acts(comparison: Comparison) -> Iterator[Item]:
    """各文件 In the order of their days."""
    for change in comparison.acts:
        act = change.act
        about = f"{act.kind_of_act.label} {title(act)}（{act.id}）"
        yield Item(about, change.action.label, tuple(_of_act(change, comparison)))


def _of_act(change: ActChange, comparison: Comparison) -> Iterator[str]:
    is_gone = change.action is Action.REMOVED
    register = (comparison.base if is_gone else comparison.head).register
    if is_gone or change.action is Action.ADDED:
        yield meaning(change.act, register)
    for each in change.mended:
        said = ("rows", each.platform, each.field)
        difference = Difference(said, said, each.before, each.after, type(change.act))
        yield from _altered((difference,))
    yield from _altered(change.differences)


def platforms(comparison: Comparison) -> Iterator[Item]:
    """各平台 Those whose status changes on the day first."""
    words = Words(comparison)
    for change in comparison.platforms:
        about = f"{change.name}（{change.id}）"
        yield Item(about, _status(change.status), tuple(_of_platform(change, words)))


def _status(status: StatusChange) -> str:
    """有效 → 已撤销，自 2026-03-02，依据第二十四条，《标题》文号."""
    if status.after is None:
        return f"{status.before.label if status.before else ''} → 移除"
    if not status.is_change:
        return f"{status.after.label}，状态不变"
    said = f"{status.before.label if status.before else '新登记'} → {status.after.label}"
    said += f"，自 {status.since}" if status.since else ""
    return said + _ground(status)


def _ground(status: StatusChange) -> str:
    entry = status.decided_by
    if entry is None:
        return ""
    row = entry.row
    article = row.article if isinstance(row, RevocationRow) else None
    return f"，依据{article_label(article) + '，' if article else ''}{title(entry.act)}"


def _of_platform(change: PlatformChange, words: Words) -> Iterator[str]:
    is_new = change.action is Action.ADDED
    said = {Fact.DECIDED_BY} if change.status.is_change else set()
    said |= {Fact.NAME} if is_new else set()
    yield from (words.fact(f, is_new=is_new) for f in change.facts if f.fact not in said)
    yield from (words.turn(turn) for turn in change.coming)
    yield from (f"原定{words.turn(turn)}，现已改变" for turn in change.dropped)
    for each in change.past:
        days = f"{each.starts} 至 {each.ends} 各日"
        when = days if each.starts < each.ends else f"{each.starts} "
        yield f"对 {when}的答复：{each.before.label} → {each.after.label}"
    yield from _altered(change.differences)


def records(comparison: Comparison) -> Iterator[Item]:
    """其他记录 File by file."""
    for change in comparison.records:
        yield Item(change.file, change.action.label, tuple(_altered(change.differences)))


def _altered(found: tuple[Difference, ...]) -> Iterator[str]:
    return (altered(each, LONGEST) for each in found)
