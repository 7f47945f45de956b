"""Markdown A comparison as a comment on a pull request: summary first, long lists folded."""

from collections.abc import Iterable, Iterator

from generator.desk.comparing import telling
from generator.desk.comparing.escaping import escaped
from generator.desk.comparing.summary import cautions, heading, summary
from generator.findings import Finding
from generator.history.comparison import Comparison

# What a forge takes in one comment is a little more than all of these together.
ROOM = {
    "文件": 18_000,
    "平台": 30_000,
    "其他记录": 5_000,
    "只改了写法": 2_000,
    "读不出的记录": 3_000,
}
FOLDED_FROM = 10
MOST_LINES = 20
TABLE = "| 平台 | 资格状态 | 其他变化 |\n|---|---|---|"


def as_markdown(comparison: Comparison) -> str:
    """评论 At most some 60,000 characters, with a sentence on what was cut."""
    return "\n".join(_parts(comparison)).strip()


def _parts(comparison: Comparison) -> Iterator[str]:
    yield f"**{escaped(summary(comparison))}**\n"
    yield from (f"{escaped(caution)}\n" for caution in cautions(comparison))
    yield from _section("文件", map(_item, telling.acts(comparison)))
    yield from _section("平台", map(_row, telling.platforms(comparison)), TABLE)
    yield from _section("其他记录", map(_item, telling.records(comparison)))
    yield from _section("只改了写法", (f"- {escaped(file)}" for file in comparison.form_only))
    wrong = (*comparison.unread, *comparison.unread_before)
    yield from _section("读不出的记录", map(_finding, wrong))
    yield f"\n{escaped(heading(comparison))}。"


def _section(name: str, items: Iterable[str], head: str = "") -> Iterator[str]:
    listed = list(items)
    if not listed:
        return
    shown = list(_fitting(listed, ROOM[name]))
    yield f"### {name}\n"
    is_long = len(listed) > FOLDED_FROM
    if is_long:
        yield f"<details><summary>共 {len(listed)} 条，点开查看</summary>\n"
    yield from ([head] if head else [])
    yield from shown
    if is_long:
        yield "\n</details>"
    if len(shown) < len(listed):
        cut = len(listed) - len(shown)
        yield f"\n另有 {cut} 条没有列出，请在本机运行 registry diff 查看全部。"
    yield ""


def _fitting(items: list[str], room: int) -> Iterator[str]:
    for item in items:
        room -= len(item) + 1
        if room < 0:
            return
        yield item


def _item(item: telling.Item) -> str:
    lines = [f"- **{escaped(item.main)}** {escaped(item.about)}"]
    return "\n".join(lines + [f"  - {line}" for line in _few(item.rest)])


def _row(item: telling.Item) -> str:
    return f"| {escaped(item.about)} | {escaped(item.main)} | {'<br>'.join(_few(item.rest))} |"


def _few(lines: tuple[str, ...]) -> list[str]:
    shown = [escaped(line) for line in lines[:MOST_LINES]]
    left = len(lines) - len(shown)
    return shown + ([f"另有 {left} 处，请在本机运行 registry diff 查看"] if left else [])


def _finding(finding: Finding) -> str:
    return f"- {escaped(f'{finding.place} {finding.rule.code} {finding.message}')}"
