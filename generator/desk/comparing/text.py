"""文本 A comparison for the terminal, whole."""

from collections.abc import Iterable, Iterator

from generator import findings
from generator.desk.comparing import telling
from generator.desk.comparing.summary import cautions, heading, summary
from generator.history.comparison import Comparison


def as_text(comparison: Comparison) -> str:
    """文本 Summary first, then acts, platforms and the rest."""
    return "\n".join(map(printable, _lines(comparison)))


def _lines(comparison: Comparison) -> Iterator[str]:
    yield heading(comparison)
    yield summary(comparison)
    yield from _section("文件", _acts(telling.acts(comparison)))
    yield from _section("平台", _platforms(telling.platforms(comparison)))
    yield from _section("其他记录", _acts(telling.records(comparison)))
    yield from _section("只改了写法", (f"  {file}" for file in comparison.form_only))
    wrong = [*comparison.unread, *comparison.unread_before]
    yield from _section("读不出的记录", (line for each in wrong for line in _said(each)))
    yield from cautions(comparison)


def _section(name: str, lines: Iterable[str]) -> Iterator[str]:
    listed = list(lines)
    if listed:
        yield from ("", name, *listed)


def _acts(items: Iterable[telling.Item]) -> Iterator[str]:
    for item in items:
        yield f"  {item.main} {item.about}"
        yield from (f"    {line}" for line in item.rest)


def _platforms(items: Iterable[telling.Item]) -> Iterator[str]:
    for item in items:
        yield f"  {item.about}：{item.main}"
        yield from (f"    {line}" for line in item.rest)


def _said(finding: findings.Finding) -> Iterator[str]:
    return (f"  {line}" for line in findings.text(finding).split("\n"))


def printable(text: str) -> str:
    """可显示的文字 On one line, without what a terminal would obey."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
