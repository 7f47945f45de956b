"""释义 `registry explain CODE`: why the rule is, how to mend, what fails and what passes."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Annotated

import typer

from generator.checks.casebook import ALL_RULES, Edit, cases_of, mending
from generator.cli.desk import refuse
from generator.findings import Rule


def explain(
    code: Annotated[
        str, typer.Argument(metavar="代码", help="问题代码，如 V201；省略则列出全部")
    ] = "",
) -> None:
    """说明一个问题代码：为什么、怎样改、怎样的写法会错、怎样的写法没有问题。"""
    if not code:
        for rule in ALL_RULES.values():
            print(f"{rule.code}  {rule.severity.label}  {rule.title}")
        return
    print("\n".join(_lines(_rule(code))))


def _rule(code: str) -> Rule:
    for rule in ALL_RULES.values():
        if code.casefold() in (rule.code.casefold(), rule.slug):
            return rule
    near = get_close_matches(code.upper(), list(ALL_RULES), 1, 0.5)
    hint = f"是否为 {near[0]}？" if near else "不带代码运行可列出全部。"
    return refuse(1, f"没有问题代码“{code}”。{hint}")


def _lines(rule: Rule) -> Iterator[str]:
    yield f"{rule.code} {rule.slug}  {rule.severity.label}：{rule.severity.meaning}"
    yield f"{rule.title}\n"
    yield f"为什么  {rule.why}\n依据    {rule.article}"
    yield "怎样改  " + "\n        ".join(mending(rule.code))
    cases = cases_of(rule.code)
    failing = [case for case in cases if case.findings]
    passing = [case for case in cases if not case.findings]
    for at, case in enumerate(failing, 1):
        yield f"\n错例{at}   {case.says}"
        yield from _example(case.before, "原", "此前")
        yield from _example(case.edits, "正", "误")
        yield from (f"  → {line}" for line in case.findings)
    for at, case in enumerate(passing, 1):
        yield f"\n无误{at}   {case.says}"
        yield from _example(case.before, "原", "此前")
        yield from _example(case.edits, "原", "改")


def _example(edits: tuple[Edit, ...], before: str, after: str) -> Iterator[str]:
    for edit in edits:
        kept = "" if edit.encoding == "utf-8" else f"（存为 {edit.encoding.upper()} 编码）"
        yield f"  {edit.file}{kept}"
        yield from _change(edit, before, after)


def _change(edit: Edit, before: str, after: str) -> Iterator[str]:
    if edit.remove:
        yield f"    {after}：整个删去"
    elif edit.link:
        yield f"    {after}：成为指向 {edit.link} 的链接"
    elif edit.content is not None:
        yield f"    全文：\n        {_indented(edit.content)}"
    else:
        yield f"    {before}：{_indented(edit.old or '')}"
        yield f"    {after}：{_indented(edit.new or '（删去）')}"


def _indented(text: str) -> str:
    return text.strip("\n").replace("\n", "\n        ")
